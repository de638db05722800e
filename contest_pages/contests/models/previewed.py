"""Preview of a page as of a date: an editor sees each phase before it comes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from contest_pages.seen_at import as_of
from contest_pages.vietnamese import moment


@dataclass(frozen=True)
class PreviewMoment:
    """A moment at which a page looks different: a key for the address, words, and when."""

    key: str
    words: str
    at: datetime.datetime


def moments_of_span(
    opens_at: datetime.datetime | None, closes_at: datetime.datetime | None
) -> list[PreviewMoment]:
    """Return how a page is looked at that opens and closes: the day before, while open, and after."""
    found = []
    if opens_at is not None:
        found.append(PreviewMoment("before", _("Before the opening"), opens_at - datetime.timedelta(days=1)))
        found.append(PreviewMoment("open", _("While it is open"), opens_at + datetime.timedelta(minutes=1)))
    if closes_at is not None:
        found.append(PreviewMoment("closed", _("Once it has closed"), closes_at))
    return found


class PreviewedMixin:
    """A page that can be previewed as of the moments it names."""

    def preview_moments(self) -> list[PreviewMoment]:
        """Return the moments at which the page looks different; none for most."""
        return []

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Offer today, and each of the moments with its time."""
        # A page that is only being created stands nowhere yet, and knows no contest.
        moments = self.preview_moments() if self.path else []
        return [("", _("As of now")), *((m.key, f"{m.words} ({moment(m.at)})") for m in moments)]

    def is_previewable(self) -> bool:
        """Say yes without looking for moments: lists ask it of every row."""
        return True

    def prepare_preview(self) -> None:
        """Make ready what a page shows of drafts when it is previewed as of a date."""

    def make_preview_request(self, original_request=None, preview_mode=None, extra_request_attrs=None):
        """Draw the page as of the moment that was chosen."""
        moments = self.preview_moments() if preview_mode else []
        chosen = next((m for m in moments if m.key == preview_mode), None)
        if chosen is None:
            return super().make_preview_request(original_request, "", extra_request_attrs)
        self.prepare_preview()
        with as_of(chosen.at):
            return super().make_preview_request(original_request, "", extra_request_attrs)
