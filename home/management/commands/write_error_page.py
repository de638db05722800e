"""Write the static page that nginx serves while the site is down."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.template.loader import render_to_string


class Command(BaseCommand):
    """Render 503.html into the folder of static files; run it after collectstatic."""

    help = __doc__

    def handle(self, *args, **options):
        """Write the file and print its path."""
        target = Path(settings.STATIC_ROOT) / "portal" / "503.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(render_to_string("503.html"))
        self.stdout.write(str(target))
