"""Write the static pages that nginx serves while the site is down, or is not asked: in a flood, or for too large a file."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.template.loader import render_to_string

#: Name of the file → its template.
PAGES = {"503.html": "503.html", "429.html": "429_static.html", "413.html": "413_static.html"}


class Command(BaseCommand):
    """Render the pages into the folder of static files; run it after collectstatic."""

    help = __doc__

    def handle(self, *args, **options):
        """Write the files and print their paths."""
        folder = Path(settings.STATIC_ROOT) / "portal"
        folder.mkdir(parents=True, exist_ok=True)
        for name, template in PAGES.items():
            (folder / name).write_text(render_to_string(template))
            self.stdout.write(str(folder / name))
