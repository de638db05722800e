"""The minutes as a PDF to sign, set by typst."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import typst
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from contest_pages.review.queries.minutes import Minutes
from contest_pages.vietnamese import place_and_date

from . import words

_TEMPLATE = Path(__file__).with_name("minutes.typ")


def minutes_as_pdf(minutes: Minutes, now: datetime.datetime) -> bytes:
    """Return the minutes as a PDF in the form of an administrative document (Decree 30/2020)."""
    with translation.override(settings.LANGUAGE_CODE):
        data = _data(minutes, now)
    return typst.compile(_TEMPLATE, sys_inputs={"data": json.dumps(data, ensure_ascii=False)})


def _data(minutes: Minutes, now: datetime.datetime) -> dict:
    contest = minutes.round.contest
    return {
        "language": settings.LANGUAGE_CODE,
        "superior": "",
        "organiser": contest.organiser or contest.title,
        "opening": words.opening(minutes),
        "counts": words.counts(minutes),
        "columns": words.columns(),
        "accepted": [words.cells(line) for line in minutes.accepted],
        "rejected": [words.cells(line) for line in minutes.rejected],
        "disqualified": [words.cells(line) for line in minutes.disqualified],
        "hash": minutes.last_hash,
        "draft": minutes.closed_at is None,
        "signatures": [_("Secretary"), _("Moderators"), _("Chair")],
        "words": {
            "country": _("Socialist Republic of Viet Nam"),
            "motto": _("Independence - Freedom - Happiness"),
            "number": _("No.: ……/BB-……"),
            "place_and_date": place_and_date(now),
            "title": _("Minutes"),
            "subject": _("Preliminary review of the works of “%(round)s”") % {"round": minutes.round.title},
            "counts": _("1. Numbers"),
            "accepted": _("2. Works that passed"),
            "rejected": _("3. Works that did not pass"),
            "disqualified": _("4. Works disqualified later"),
            "record": _("Record of the decisions"),
            "record_sentence": words.record_sentence(minutes),
            "none": _("None."),
            "sign_here": _("(signature, full name)"),
            "draft": words.draft_note(minutes),
        },
    }
