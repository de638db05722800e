"""Fields of the rules as sentences, shared by the page, the forms and the letters."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_pages.contests.enums import Committee, LinkHost, ScriptDemand
from contest_pages.contests.logic.measures import RESOLUTIONS, resolution_of, write_megabytes
from contest_pages.contests.logic.video_formats import format_words
from contest_pages.vietnamese import length, running_date


def _list_words(words: list[str]) -> str:
    """Return "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def people_sentences(
    *,
    minimum_age: int | None,
    excluded_committees: list[str],
    maximum_age: int | None = None,
    ages_on: datetime.date | None = None,
) -> list[str]:
    """Return who may and may not take part, besides the editor's own text."""
    sentences = []
    if minimum_age or maximum_age:
        if minimum_age and maximum_age:
            ages = _("Contestants must be %(minimum)d to %(maximum)d years old")
        elif minimum_age:
            ages = _("Contestants must be at least %(minimum)d years old")
        else:
            ages = _("Contestants must be at most %(maximum)d years old")
        day = _("on %(day)s") % {"day": running_date(ages_on)} if ages_on else _("on the day they register")
        ages %= {"minimum": minimum_age, "maximum": maximum_age}
        sentences.append(_("%(ages)s %(day)s.") % {"ages": ages, "day": day})
    if excluded_committees:
        sentences.append(
            _("Members of %(bodies)s of this contest may not take part.")
            % {"bodies": _bodies(excluded_committees)}
        )
    return sentences


def eligibility_declaration(excluded_committees: list[str]) -> str:
    """Return what everybody who registers declares about these bodies; empty if none is excluded."""
    if not excluded_committees:
        return ""
    return _("I am not a member of %(bodies)s of this contest.") % {"bodies": _bodies(excluded_committees)}


def _bodies(committees: list[str]) -> str:
    return _list_words([str(Committee(value).label) for value in committees])


def count_sentences(*, entries_per_contestant: int | None) -> list[str]:
    """Return how many entries one contestant may hand in."""
    if not entries_per_contestant:
        return []
    return [
        ngettext(
            "Each author or group of authors may hand in at most %(count)d entry.",
            "Each author or group of authors may hand in at most %(count)d entries.",
            entries_per_contestant,
        )
        % {"count": entries_per_contestant}
    ]


def length_range(minimum_seconds: int | None, maximum_seconds: int | None) -> str:
    """Return the required range of lengths: "4–5 minutes", "from 3 minutes 30 seconds to 5 minutes"; empty if there is none."""
    if minimum_seconds and maximum_seconds:
        if not minimum_seconds % 60 and not maximum_seconds % 60 and minimum_seconds != maximum_seconds:
            return _("%(shortest)d–%(longest)d minutes") % {
                "shortest": minimum_seconds // 60,
                "longest": maximum_seconds // 60,
            }
        return _("from %(shortest)s to %(longest)s") % {
            "shortest": length(minimum_seconds),
            "longest": length(maximum_seconds),
        }
    if minimum_seconds:
        return _("at least %(shortest)s") % {"shortest": length(minimum_seconds)}
    if maximum_seconds:
        return _("at most %(longest)s") % {"longest": length(maximum_seconds)}
    return ""


def video_sentences(
    *,
    minimum_seconds: int | None,
    maximum_seconds: int | None,
    formats: list[str],
    minimum_width: int | None,
    minimum_height: int | None,
    maximum_megabytes: int | None,
    grace_minutes: int = 0,
) -> list[str]:
    """Return what a video must be like."""
    sentences = []
    if span := length_range(minimum_seconds, maximum_seconds):
        sentences.append(_("The video lasts %(span)s.") % {"span": span})
    if formats:
        sentences.append(_("The file format is %(formats)s.") % {"formats": format_words(formats)})
    if minimum_width and minimum_height:
        sides = {"width": minimum_width, "height": minimum_height}
        name = resolution_of(minimum_width, minimum_height)
        if name in RESOLUTIONS:
            words = _("The resolution is %(name)s (%(width)d × %(height)d) or higher.")
            sentences.append(words % {"name": name, **sides})
        else:
            sentences.append(_("The picture measures at least %(width)d × %(height)d pixels.") % sides)
    if maximum_megabytes and sentences:  # without any other rule there are no videos
        sentences.append(
            _("The file is no larger than %(size)s.") % {"size": write_megabytes(maximum_megabytes)}
        )
    if grace_minutes and sentences:
        sentences.append(
            _(
                "An upload that was begun before the closing may still arrive and be handed in within %(minutes)d minutes after it."
            )
            % {"minutes": grace_minutes}
        )
    return sentences


def work_sentences(*, link_hosts: list[str], script: str) -> list[str]:
    """Return what else a work may or must be."""
    sentences = []
    if link_hosts:
        hosts = _list_words([str(LinkHost(value).label) for value in link_hosts])
        sentences.append(
            _("Instead of a file, the address of the work at %(hosts)s is taken.") % {"hosts": hosts}
        )
    if script == ScriptDemand.REQUIRED:
        sentences.append(_("The script comes with the work, as PDF or Word."))
    elif script == ScriptDemand.OPTIONAL:
        sentences.append(_("The script may be added, as PDF or Word."))
    return sentences


def review_sentences(*, blind_review: bool, complaint_days: int) -> list[str]:
    """Return how the preliminary review goes, for those whose works are reviewed."""
    sentences = []
    if blind_review:
        sentences.append(_("The reviewers do not see who made a work."))
    if complaint_days:
        sentences.append(
            ngettext(
                "Whoever does not pass the preliminary review may ask once for a second look by someone else, within %(count)d day.",
                "Whoever does not pass the preliminary review may ask once for a second look by someone else, within %(count)d days.",
                complaint_days,
            )
            % {"count": complaint_days}
        )
    return sentences
