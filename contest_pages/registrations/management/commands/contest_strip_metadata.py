"""Take what cameras write into pictures out of those that are stored."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from contest_pages.files.stored_pictures import strip_files, strip_images
from contest_pages.publishing.page_cache import store
from contest_pages.registrations.models import AnswerFile


class Command(BaseCommand):
    """Strip originals, renditions and what contestants attached; idempotent."""

    help = "Take place, owner, camera, time and previews out of all stored pictures."

    def add_arguments(self, parser):
        """Add --dry-run."""
        parser.add_argument("--dry-run", action="store_true", help="say how many would be changed")

    def handle(self, *args, dry_run, **options):
        """Strip, start a new version of all cached pages, which name renditions, and print the counts."""
        images = list(strip_images(dry_run=dry_run))
        attached = list(strip_files(AnswerFile.objects.all(), dry_run=dry_run))
        if images and not dry_run:
            store.changed()
        words = "would lose" if dry_run else "lost"
        self.stdout.write(
            f"{len(images)} originals and renditions, {len(attached)} attached files {words} their metadata."
        )
