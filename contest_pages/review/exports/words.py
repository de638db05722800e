"""The sentences of the minutes, for every kind of file."""

from __future__ import annotations

from django.utils.translation import gettext as _

from contest_pages.review.queries.minutes import Line, Minutes
from contest_pages.vietnamese import moment


def columns() -> list[str]:
    """Return the headings of the lists: number, title, authors, unit, reason."""
    return [_("No."), _("Title of the work"), _("Authors"), _("Unit"), _("Reason")]


def cells(line: Line) -> list[str]:
    """Return one work as the cells of a list."""
    return [line.code, line.title, line.author, line.unit, line.reason]


def opening(minutes: Minutes) -> list[str]:
    """Return who reviewed what, when and how."""
    contest = minutes.round.contest
    found = [
        _("Contest: %(contest)s. Round: %(round)s.")
        % {"contest": contest.title, "round": minutes.round.title}
    ]
    if minutes.begun and minutes.ended:
        found.append(
            _("Time of the preliminary review: from %(begun)s to %(ended)s.")
            % {"begun": moment(minutes.begun), "ended": moment(minutes.ended)}
        )
    if minutes.moderators:
        found.append(_("Moderators: %(names)s.") % {"names": ", ".join(minutes.moderators)})
    steps = [
        _("%(step)s (moderators for each work: %(count)d)") % {"step": step.name, "count": step.moderators}
        for step in minutes.steps
    ]
    if steps:
        found.append(_("Steps: %(steps)s.") % {"steps": "; ".join(steps)})
    return found


def counts(minutes: Minutes) -> list[str]:
    """Return the numbers of the review."""
    found = [
        _("Works before the moderators: %(count)d.") % {"count": minutes.received},
        _("Works that passed: %(count)d.") % {"count": len(minutes.accepted)},
        _("Works that did not pass: %(count)d.") % {"count": len(minutes.rejected)},
    ]
    if minutes.disqualified:
        found.append(_("Works disqualified later: %(count)d.") % {"count": len(minutes.disqualified)})
    if minutes.undecided:
        found.append(_("Works not decided yet: %(count)d.") % {"count": minutes.undecided})
    return found


def record_sentence(minutes: Minutes) -> str:
    """Return the sentence with the hash of the record."""
    return _(
        "Each decision is kept with moderator, time, revision of the work and checksum of the file; %(count)d records are chained. The checksum of the last record (SHA-256) is:"
    ) % {"count": minutes.records}


def draft_note(minutes: Minutes) -> str:
    """Return the note that marks minutes of an unfinished review as a draft."""
    return _("Draft: the list is not closed yet")
