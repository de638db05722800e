"""The editor's form of a ceremony."""

from __future__ import annotations

from contest_pages.contests.admin_forms import VietnamesePageForm
from contest_pages.contests.models import ContestPage, ContestRoundPage


class CeremonyPageForm(VietnamesePageForm):
    """Offers the contest's own rounds for the press on stage."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "opens_round" in self.fields:
            parent = self.parent_page or self.instance.get_parent()
            contest = parent.specific if parent else None
            self.fields["opens_round"].queryset = (
                ContestRoundPage.objects.child_of(contest)
                if isinstance(contest, ContestPage)
                else ContestRoundPage.objects.none()
            )
