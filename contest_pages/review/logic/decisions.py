"""The required parts of a decision, and the outcome of the votes of a step."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from contest_pages.review.enums import NEEDS_REASON, Answer, Decision
from contest_pages.review.errors import ChecklistIncomplete, ReasonMissing, TooLate

#: The minimum length of a reason.
SHORTEST_REASON = 10


@dataclass(frozen=True)
class CheckAnswer:
    """A question of the checklist with its answer; `second` is the position of the note in the video."""

    question: str
    answer: str
    note: str = ""
    second: int | None = None

    def as_json(self) -> dict:
        """Return the answer as it is stored."""
        return asdict(self)


def check_reason(decision: str, reason: str, *, title: str = "", titles: Sequence[str] = ()) -> None:
    """Raise ReasonMissing if the decision lacks a required reason.

    A rejection needs one of the contest's own reasons, where it has a list, and words besides.
    """
    if decision == Decision.REJECT and titles and title not in titles:
        raise ReasonMissing(_("Choose one of the reasons of this contest."))
    if decision in NEEDS_REASON and len(reason.strip()) < SHORTEST_REASON:
        raise ReasonMissing(
            _("Write the reason in at least %(count)d letters: somebody will read it.")
            % {"count": SHORTEST_REASON}
        )


def check_checklist(
    decision: str, questions: Sequence[str], answers: Iterable[CheckAnswer], reason: str
) -> None:
    """Raise ChecklistIncomplete unless an acceptance answers every question, and explains each "no"."""
    if decision != Decision.ACCEPT:
        return
    given = {answer.question: answer for answer in answers}
    if missing := [question for question in questions if question not in given]:
        raise ChecklistIncomplete(_("Not answered yet: %(questions)s") % {"questions": " ".join(missing)})
    unexplained = [a for a in given.values() if a.answer == Answer.NO and not a.note.strip()]
    if unexplained and len(reason.strip()) < SHORTEST_REASON:
        raise ChecklistIncomplete(
            _("You answered “no” and accept: say why in a note, so that the decision can be defended.")
        )


def check_term(until: datetime.datetime | None, now: datetime.datetime) -> None:
    """Raise TooLate unless the term for changes is in the future."""
    if until is None or until <= now:
        raise TooLate(_("Give the contestant a time that lies ahead."))


def outcome(votes: Sequence[str], moderators: int) -> str | None:
    """Return what the votes of one step decide, or None while more are needed.

    As many moderators as the step requires must have voted, and more than half of them must agree;
    an even split waits for one more (four eyes, a third on disagreement).
    """
    if len(votes) < moderators:
        return None
    for decision in (Decision.ACCEPT, Decision.REJECT):
        if votes.count(decision) * 2 > len(votes):
            return decision
    return None


def is_disputed(votes: Sequence[str]) -> bool:
    """Return whether the moderators of a step disagree."""
    return len(set(votes)) > 1


def undo_until(decided_at: datetime.datetime, minutes: int) -> datetime.datetime:
    """Return until when a decision may be undone."""
    return decided_at + datetime.timedelta(minutes=minutes)
