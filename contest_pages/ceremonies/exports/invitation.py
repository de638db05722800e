"""An invitation to a ceremony on one sheet of A4, set by typst: PDF for print, PNG to send on."""

from __future__ import annotations

import json
from pathlib import Path

import typst
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from contest_pages.ceremonies.models import ContestCeremonyPage, Venue
from contest_pages.publishing.qr_code import qr_code
from contest_pages.vietnamese import between, moment

_TEMPLATE = Path(__file__).with_name("invitation.typ")
_FONTS = Path(__file__).resolve().parents[2] / "static/contest_pages/vendor/fonts"
#: Points per inch of the picture: 1,240 pixels wide.
_DPI = 150
CONTENT_TYPES = {"pdf": "application/pdf", "png": "image/png"}


def render_invitation(kind: str, page: ContestCeremonyPage, venue: Venue | None = None) -> bytes:
    """Return the invitation as "pdf" or "png"; to one of the venues, or to the main one."""
    return typst.compile(
        _TEMPLATE,
        format=kind,
        ppi=_DPI,
        font_paths=[_FONTS],
        sys_inputs={"data": json.dumps(_data(page, venue), ensure_ascii=False)},
    )


def _times(page: ContestCeremonyPage) -> str:
    return between(page.starts_at, page.ends_at) if page.ends_at else moment(page.starts_at)


def _item(item) -> tuple[str, str]:
    """Return what happens, with its hour, and by whom and how long."""
    title = f"{item.begins_at:%H:%M} – {item.title}" if item.begins_at else item.title
    length = ""
    if item.minutes:
        length = ngettext("at most %(count)d minute", "at most %(count)d minutes", item.minutes)
        length %= {"count": item.minutes}
    return title, "; ".join(filter(None, [item.who, length]))


def _data(page: ContestCeremonyPage, venue: Venue | None) -> dict:
    venues = list(page.venues.all())
    own = venue or (venues[0] if venues else None)
    lines = [(_("Time"), _times(page))]
    if own is not None:
        lines.append((_("Place"), ", ".join(filter(None, [own.name, own.address]))))
        if own.contact:
            lines.append((_("Contact"), own.contact))
    if page.chair:
        lines.append((_("Chaired by"), page.chair))
    if page.stream:
        lines.append((pgettext("broadcast", "Live"), _("on the page of the ceremony")))
    address = page.full_url or ""
    return {
        "language": get_language() or "vi",
        "host": page.contest.organiser or page.contest.title,
        "contest": page.contest.title if page.contest.organiser else "",
        "invitation": _("Invitation"),
        "to": _("We respectfully invite"),
        "title": page.title,
        "summary": page.summary,
        "lines": lines,
        "programme": [_item(item) for item in page.programme.all()],
        "programme_heading": _("Programme"),
        "notes": [page.notes] if page.notes else [],
        "qr": qr_code(address),
        "scan": _("Scan the code for programme, venues and broadcast"),
        "dated": _("Day … month … year …"),
        "signs": _("On behalf of the organisers"),
    }
