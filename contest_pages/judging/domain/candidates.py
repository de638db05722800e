"""What is judged: works of the closed lists, works added later, works that leave."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_pages import audit
from contest_pages.contests.models import ContestRoundPage
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import AdvanceList, AdvanceRow, Entry, EntryRoundPage
from contest_pages.judging.enums import CandidateState
from contest_pages.judging.errors import JudgingRefused, NothingToJudge, ReasonMissing
from contest_pages.judging.models import Candidate, JuryRoundPage, ScoreSheet, SheetDraft
from contest_pages.registrations.models import Registration

from .chain import lock_chain


def sources_of(round_page: JuryRoundPage) -> list[int]:
    """Return the keys of the rounds whose closed lists it judges: those chosen, else the contest's only round of entries.

    Raises NothingToJudge where none is chosen and the contest has none or several.
    """
    chosen = [source.entry_round_id for source in round_page.sources.all()]
    if chosen:
        return chosen
    rounds = list(EntryRoundPage.objects.child_of(round_page.contest).values_list("pk", flat=True)[:2])
    if len(rounds) != 1:
        raise NothingToJudge(_("Choose the round whose works are judged, on the page of this round."))
    return rounds


@transaction.atomic
def collect_candidates(*, round_page: JuryRoundPage, actor, now: datetime.datetime) -> int:
    """Take the works of the closed lists as candidates, numbered in the order of the lists; return how many are new.

    Idempotent: what is a candidate already stays as it is. Raises NothingToJudge while a list is not closed, and
    JudgingRefused once a sheet is sealed: later works are added one by one, with a reason.
    """
    lock_chain(round_page.pk)
    rounds = sources_of(round_page)
    closed = set(AdvanceList.objects.filter(from_round__in=rounds).values_list("from_round", flat=True))
    if waiting := ContestRoundPage.objects.filter(pk__in=set(rounds) - closed).first():
        raise NothingToJudge(
            _("The list of “%(round)s” is not closed yet: it says which works go on.")
            % {"round": waiting.title}
        )
    rows = AdvanceRow.objects.filter(
        list__from_round__in=rounds, entry__isnull=False, declined_at=None
    ).select_related("entry__registration")
    known = set(Candidate.objects.filter(round_id=round_page.pk).values_list("entry", flat=True))
    new = [row.entry for row in rows.order_by("list__from_round__path", "pk") if row.entry_id not in known]
    if new and ScoreSheet.objects.filter(round_id=round_page.pk).exists():
        raise JudgingRefused(_("Sheets are sealed already. Add a late work by itself, with the reason."))
    first = _next_number(round_page)
    Candidate.objects.bulk_create(
        Candidate(
            round_id=round_page.pk,
            number=number,
            entry=entry,
            division=entry.registration.division,
            added_at=now,
        )
        for number, entry in enumerate(new, first)
    )
    if new:
        audit.record("contest.collect_candidates", round_page, actor=actor, count=len(new))
    return len(new)


def _next_number(round_page: JuryRoundPage) -> int:
    highest = Candidate.objects.filter(round_id=round_page.pk).aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1


@transaction.atomic
def add_candidate(
    *,
    round_page: JuryRoundPage,
    entry: Entry,
    reason: str,
    actor,
    now: datetime.datetime,
    is_sample: bool = False,
) -> Candidate:
    """Add a late work by decision of the organisers, or a sample that counts nothing. Raises ReasonMissing, JudgingRefused."""
    if not reason.strip():
        raise ReasonMissing(_("Write by what decision the work is added: it stands in the minutes."))
    lock_chain(round_page.pk)
    if Candidate.objects.filter(round_id=round_page.pk, entry=entry).exists():
        raise JudgingRefused(_("This work is judged in this round already."))
    candidate = Candidate.objects.create(
        round_id=round_page.pk,
        number=_next_number(round_page),
        entry=entry,
        division=entry.registration.division,
        is_sample=is_sample,
        added_at=now,
        added_because=reason.strip(),
    )
    audit.record("contest.add_candidate", round_page, actor=actor, candidate=candidate.number)
    return candidate


@transaction.atomic
def change_state(*, candidate: Candidate, state: str, reason: str, actor) -> Candidate:
    """Let a candidate leave the ranking, or come back, with a reason; its sheets stay. Idempotent. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing(_("Write the reason: it stands in the minutes."))
    lock_chain(candidate.round_id)
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    if candidate.state == state:
        return candidate
    candidate.state = state
    candidate.state_reason = "" if state == CandidateState.IN else reason.strip()
    candidate.save(update_fields=["state", "state_reason"])
    audit.record(
        "contest.change_candidate",
        candidate.round,
        actor=actor,
        candidate=candidate.number,
        state=state,
    )
    return candidate


#: What becomes of the candidacy of a work that leaves its contest.
_LEAVES = {
    EntryState.WITHDRAWN: (CandidateState.WITHDRAWN, gettext_lazy("The contestant has withdrawn the work.")),
    EntryState.DISQUALIFIED: (CandidateState.DISQUALIFIED, gettext_lazy("The work was disqualified.")),
}


def on_entry_moved(sender, entry: Entry, to: str, now: datetime.datetime, **kwargs) -> None:
    """Let a work that is withdrawn or disqualified leave the rounds in which it is judged; its sheets stay."""
    if to not in _LEAVES:
        return
    state, reason = _LEAVES[EntryState(to)]
    for candidate in Candidate.objects.filter(entry=entry, state=CandidateState.IN):
        change_state(candidate=candidate, state=state, reason=str(reason), actor=None)


def erase_drafts(registration: Registration) -> None:
    """Delete the drafts of sheets about a contestant's works."""
    works = Candidate.objects.filter(Q(entry__registration=registration) | Q(registration=registration))
    SheetDraft.objects.filter(candidate__in=works).delete()
