"""An invitation to a ceremony on one sheet of A5, set by typst: PDF for print, PNG to send on."""

from __future__ import annotations

import json
from pathlib import Path

import typst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from contest_pages.ceremonies.models import ContestCeremonyPage
from contest_pages.vietnamese import between, moment

_TEMPLATE = Path(__file__).with_name("invitation.typ")
_FONTS = Path(__file__).resolve().parents[2] / "static/contest_pages/vendor/fonts"
#: Points per inch of the picture: 1,240 pixels wide.
_DPI = 150
CONTENT_TYPES = {"pdf": "application/pdf", "png": "image/png"}


def render_invitation(kind: str, page: ContestCeremonyPage) -> bytes:
    """Return the invitation as "pdf" or "png"."""
    return typst.compile(
        _TEMPLATE,
        format=kind,
        ppi=_DPI,
        font_paths=[_FONTS],
        sys_inputs={"data": json.dumps(_data(page), ensure_ascii=False)},
    )


def _times(page: ContestCeremonyPage) -> str:
    return between(page.starts_at, page.ends_at) if page.ends_at else moment(page.starts_at)


def _data(page: ContestCeremonyPage) -> dict:
    venues = list(page.venues.all())
    connected = len(venues) - 1
    lines = [(_("Time"), _times(page))]
    if venues:
        lines.append((_("Place"), ", ".join(filter(None, [venues[0].name, venues[0].address]))))
    if connected > 0:
        lines.append((_("Connected"), _("%(count)d connected venues") % {"count": connected}))
    if page.stream:
        lines.append((pgettext("broadcast", "Live"), _("on the page of the ceremony")))
    return {
        "language": get_language() or "vi",
        "host": page.contest.organiser or page.contest.title,
        "contest": page.contest.title if page.contest.organiser else "",
        "invitation": _("You are invited"),
        "title": page.title,
        "summary": page.summary,
        "lines": lines,
        "address": page.full_url or "",
    }
