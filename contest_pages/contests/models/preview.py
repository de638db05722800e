"""Preview of a page as of a date: an editor sees each phase before it comes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from contest_pages.publishing.preview_time import as_of
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
    """Return the preview moments of a page that opens and closes: the day before, while open, after."""
    moments = []
    if opens_at is not None:
        moments.append(
            PreviewMoment("before", _("Before the opening"), opens_at - datetime.timedelta(days=1))
        )
        moments.append(PreviewMoment("open", _("While it is open"), opens_at + datetime.timedelta(minutes=1)))
    if closes_at is not None:
        moments.append(PreviewMoment("closed", _("Once it has closed"), closes_at))
    return moments


class PreviewMomentsMixin:
    """A page that can be previewed as of the moments it names."""

    def preview_moments(self) -> list[PreviewMoment]:
        """Return the moments at which the page looks different; none for most."""
        return []

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Offer today, and each of the moments with its time."""
        # A page that is being created has no path and no contest yet.
        moments = self.preview_moments() if self.path else []
        return [("", _("As of now")), *((m.key, f"{m.words} ({moment(m.at)})") for m in moments)]

    def is_previewable(self) -> bool:
        """Return True without computing moments: lists call it for every row."""
        return True

    def prepare_preview(self) -> None:
        """Load the drafts that a preview as of a date shows."""

    def make_preview_request(self, original_request=None, preview_mode=None, extra_request_attrs=None):
        """Render the page as of the chosen moment."""
        moments = self.preview_moments() if preview_mode else []
        chosen = next((m for m in moments if m.key == preview_mode), None)
        if chosen is None:
            return super().make_preview_request(original_request, "", extra_request_attrs)
        self.prepare_preview()
        with as_of(chosen.at):
            return super().make_preview_request(original_request, "", extra_request_attrs)
