"""The source of standings of jury rounds: the results of the panel by the published rule."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contest_pages.contests.enums import PrizeBasis, RecipientKind
from contest_pages.registrations.models import Registration
from contest_pages.standings import source as base
from contest_pages.standings.errors import RankingRefused
from contest_pages.standings.logic.lines import Comparator, Contradiction, Line

from .domain.chain import lock_chain, verify
from .domain.planning import latest_plan
from .errors import JudgingRefused
from .logic.comparators import STORED
from .logic.outcomes import order_of
from .logic.proof import FORMAT, check_proof
from .logic.rules import JudgingRules
from .models import ScoreSheet
from .queries import public_points
from .queries.panel import is_over
from .queries.proof import header_of, lines_of
from .queries.results import missing_sheets, open_gaps, ranking_lines

_ENTRY_CODE = re.compile(r"TP-([0-9]{1,9})")
#: So many missing sheets are named in a sentence.
_NAMED = 6


def rules_of(ranking) -> JudgingRules:
    """Return the rules of a ranking, copied at freezing."""
    return JudgingRules.from_json(ranking.rules)


def _missing_words(round_id: int) -> str:
    """Return which sheets are missing, in a sentence; empty where none is."""
    missing = missing_sheets(round_id)
    if not missing:
        return ""
    words = ngettext(
        "%(count)d sheet is missing: %(named)s. Have it sealed, or record why there is none.",
        "%(count)d sheets are missing: %(named)s. Have them sealed, or record why there are none.",
        len(missing),
    )
    named = "; ".join(
        _("work %(number)d, juror %(seat)d") % {"number": number, "seat": seat}
        for number, seat in missing[:_NAMED]
    )
    return words % {"count": len(missing), "named": named + (" …" if len(missing) > _NAMED else "")}


def _checked(round_id: int, rules: JudgingRules) -> dict:
    """Return the figures of a sound record of sheets. Raises RankingRefused where it does not verify, or jurors have to confer."""
    verified = verify(round_id)
    if not verified.is_sound:
        raise RankingRefused(
            _(
                "The record of sheets does not verify (record %(place)s). Call the IT officer before anything else."
            )
            % {"place": verified.broken or "; ".join(verified.problems)}
        )
    try:
        waiting = open_gaps(round_id, rules)
    except JudgingRefused as refused:
        raise RankingRefused(refused.message) from None
    if waiting:
        raise RankingRefused(
            _("The jurors have to confer about the works %(numbers)s first; the chair closes each case.")
            % {"numbers": ", ".join(map(str, waiting))}
        )
    count = ScoreSheet.objects.counted().filter(round_id=round_id).count()
    return {"sheets": count, "last_hash": verified.last_hash}


class JuryStandings(base.StandingsSource):
    """Ranks works by what the panel made of its sealed sheets; the code of a line is the work's."""

    basis = PrizeBasis.JURY.value
    section = gettext_lazy("Judged by the jury")
    recipients = frozenset(
        kind.value for kind in (RecipientKind.WORK, RecipientKind.PERSON, RecipientKind.TEAM)
    )
    comparators = STORED
    frozen_facts = ("sheets", "last_hash", "plan")
    has_proof = True

    def refusal(self, subject, now: datetime.datetime) -> str:
        """Refuse before the closing, without a plan, and while sheets are missing that nobody excused."""
        page = subject.round
        if not page.has_closed(now):
            return _("The judging is not over yet; it can be ranked when it has closed.")
        if not is_over(page, now):
            return _(
                "Jurors with more time have works left to judge; it can be ranked when their time is over, or all is sealed."
            )
        if latest_plan(page.pk) is None:
            return _("Nothing was judged in this round.")
        return _missing_words(page.pk)

    def prepare(self, subject, now: datetime.datetime) -> base.Prepared:
        """Verify the record of sheets. Raises RankingRefused where it is broken, too small for the rule, or jurors have to confer.

        The record is locked until the round is frozen: a sheet on its way stands in it before, or is refused after.
        """
        page = subject.round
        lock_chain(page.pk)
        if refusal := self.refusal(subject, now):
            raise RankingRefused(refusal)  # declared void since it was looked at first
        plan = latest_plan(page.pk)
        facts = _checked(page.pk, plan.judging_rules)
        words = ngettext("%(count)d sheet counts.", "%(count)d sheets count.", facts["sheets"])
        return base.Prepared(words % {"count": facts["sheets"]}, {**facts, "plan": plan.number})

    def facts(self, ranking) -> dict:
        """Return the figures of the sheets as they are now: since the freezing one may have been declared void.

        Raises RankingRefused until another one is sealed in its place, or it is on record why there is none.
        """
        lock_chain(ranking.round_id)
        if missing := _missing_words(ranking.round_id):
            raise RankingRefused(missing)
        return _checked(ranking.round_id, rules_of(ranking))

    def rules(self, subject) -> dict:
        """Return the rules of the plan in force, not those of the page; of a round without one those that are published."""
        plan = latest_plan(subject.round.pk)
        rules = plan.rules if plan else subject.round.rules.as_json()
        return {**rules, "plan_digest": plan.digest if plan else ""}

    def lines(self, ranking) -> Iterable[Line]:
        """Return a line for each candidate that takes part."""
        return ranking_lines(ranking.round_id, rules_of(ranking))

    def order(self, ranking) -> Sequence[Comparator]:
        """Return the score and the published tie breaks; those below the least result come last."""
        return order_of(rules_of(ranking))

    def count_words(self, ranking) -> str:
        """Return how many sheets the ranking is made of."""
        return _("Made of %(sheets)d sealed sheets, plan of judging %(plan)d.") % ranking.facts

    def figures(self, ranking) -> list[tuple[str, str]]:
        """Return the number of sheets that count."""
        return [(_("Score sheets"), str(ranking.facts.get("sheets", 0)))]

    def public_columns(self, ranking) -> list[base.Column]:
        """Return the points that the rules let visitors see of all works."""
        return public_points.public_columns(ranking, rules_of(ranking))

    def winner_columns(self, ranking) -> list[base.Column]:
        """Return the points that the rules let visitors see of the winners."""
        return public_points.winner_columns(ranking, rules_of(ranking))

    def find(self, subject, code: str):
        """Return the registration of a work or a registration by its code, among those that are judged."""
        registrations = Registration.objects.filter(entries__candidacies__round=subject.round.pk)
        if number := _ENTRY_CODE.fullmatch(code.strip().upper()):
            return registrations.filter(entries__number=int(number[1])).first()
        return registrations.filter(code=code).first()

    def proof(self, ranking) -> tuple[dict, Iterator[list]]:
        """Return what is published about the round and the ranking, and a line without words for each record of its sheets."""
        return header_of(ranking), lines_of(ranking.round_id)

    def check(self, ranking) -> int:
        """Verify the record of sheets, and rank them again as the file does."""
        verified = verify(ranking.round_id)
        if not verified.is_sound:
            raise Contradiction(f"Record {verified.broken or '; '.join(verified.problems)} does not verify.")
        header, lines = self.proof(ranking)
        columns = next(lines)
        return check_proof(header, (dict(zip(columns, map(str, row), strict=True)) for row in lines))

    def reads(self, header: dict) -> bool:
        """Say whether a file is a proof of a judged round."""
        return header.get("format") == FORMAT

    def check_file(self, header: dict, rows: Iterable[dict]) -> int:
        """Verify the records of a file and rank them again."""
        return check_proof(header, rows)


JURY_STANDINGS = JuryStandings()
