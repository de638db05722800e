"""Give this site's groups the rights of the eight roles."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Page

from contest_pages import hooks
from contest_pages.admin.roles import ROLES, set_up_role


class Command(BaseCommand):
    """Assign the rights of the eight roles; run it again after an upgrade."""

    help = "Give groups the rights of writers, editors, moderators, jurors, secretaries, question writers, organisers and site administrators."

    def add_arguments(self, parser):
        """Add an option for the group of each role."""
        for role in ROLES:
            parser.add_argument(
                f"--{role.key}", default=role.group, metavar="GROUP", help=f"default: {role.group}"
            )
        parser.add_argument(
            "--page",
            type=int,
            action="append",
            metavar="ID",
            help="page below which editors work; default: every list of contests, or the whole tree without one",
        )

    def handle(self, *args, **options):
        """Set up each role and print its group."""
        pages = self._pages(options["page"])
        groups = {}
        for role in ROLES:
            group = groups[role.key] = set_up_role(role, group_name=options[role.key], pages=pages)
            self.stdout.write(f"{role.key}: {group.name}")
        hooks.call("roles_assigned", groups=groups, pages=pages)

    def _pages(self, ids: list[int] | None) -> list[Page]:
        if ids:
            pages = list(Page.objects.filter(pk__in=ids))
            if missing := set(ids) - {page.pk for page in pages}:
                raise CommandError(f"No page has the number {', '.join(map(str, sorted(missing)))}.")
            return pages
        # By the name of the content type: the root imports no feature.
        lists = list(
            Page.objects.filter(
                content_type__app_label="contest_contests", content_type__model="contestindexpage"
            )
        )
        return lists or [Page.get_first_root_node()]
