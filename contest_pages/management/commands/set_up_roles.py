"""Lay the table of roles over this site's groups."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Page

from contest_pages.roles import ROLES, roles_laid, set_up_role


class Command(BaseCommand):
    """Give the seven roles their rights; run it again after an upgrade."""

    help = "Lay the rights of writers, editors, moderators, jurors, organisers and site administrators over groups."

    def add_arguments(self, parser):
        """Let each role name the host's own group."""
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
        """Set up each role and say which group has it."""
        pages = self._pages(options["page"])
        groups = {}
        for role in ROLES:
            group = groups[role.key] = set_up_role(role, group_name=options[role.key], pages=pages)
            self.stdout.write(f"{role.key}: {group.name}")
        roles_laid.send(Command, groups=groups, pages=pages)

    def _pages(self, ids: list[int] | None) -> list[Page]:
        if ids:
            pages = list(Page.objects.filter(pk__in=ids))
            if missing := set(ids) - {page.pk for page in pages}:
                raise CommandError(f"No page has the number {', '.join(map(str, sorted(missing)))}.")
            return pages
        # By name of the type: the root knows no feature.
        lists = list(
            Page.objects.filter(
                content_type__app_label="contest_contests", content_type__model="contestindexpage"
            )
        )
        return lists or [Page.get_first_root_node()]
