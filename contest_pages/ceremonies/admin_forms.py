"""The editor's form of a ceremony."""

from __future__ import annotations

from contest_pages.contests.admin_forms import VietnamesePageForm


class CeremonyPageForm(VietnamesePageForm):
    """Offers the contest's own rounds for the press on stage."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_own_rounds("opens_round")
