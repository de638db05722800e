"""The source of standings of quiz rounds: each person's attempt that counts."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contest_pages.contests.enums import RecipientKind
from contest_pages.quizzes.domain.correcting import mark_again
from contest_pages.quizzes.domain.overdue import submit_overdue
from contest_pages.quizzes.enums import Comparator as Key
from contest_pages.quizzes.enums import QuizPrizes
from contest_pages.quizzes.logic import ranking as logic
from contest_pages.quizzes.logic.predictions import write_prediction
from contest_pages.quizzes.logic.rules import QuizRules
from contest_pages.quizzes.models import Attempt
from contest_pages.registrations.models import Registration
from contest_pages.standings import source as base
from contest_pages.standings.errors import RankingRefused
from contest_pages.standings.logic.lines import PARTS_OF_A_POINT, SCORE, Comparator, Contradiction, Line
from contest_pages.vietnamese import closing_moment

from . import proof, sql


def rules_of(ranking) -> QuizRules:
    """Return the rules of a ranking, copied at freezing."""
    return QuizRules.from_json(ranking.rules)


def target_of(ranking) -> Decimal | None:
    """Return the target of the prediction; None without a prediction, or before it is computed."""
    text = ranking.facts.get("target")
    return None if text is None else Decimal(text)


def microseconds(moment: datetime.datetime) -> int:
    """Return a time as whole microseconds since 1970."""
    return (moment - datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)) // datetime.timedelta(microseconds=1)


def moment_of(number: int) -> datetime.datetime:
    """Return the local time of a number of microseconds since 1970."""
    begin = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    return timezone.localtime(begin + datetime.timedelta(microseconds=number))


def write_distance(parts: int | None) -> str:
    """Return a distance as text: 1250000 → "12,5"; a dash for none."""
    if parts is None:
        return "–"
    whole, rest = divmod(parts, logic.PARTS)
    return f"{whole},{rest:05}".rstrip("0").rstrip(",")


def _predictions(rows: Sequence) -> list[str]:
    attempts = Attempt.objects.filter(code__in=[row.code for row in rows])
    by_code = dict(attempts.values_list("code", "prediction"))
    return [write_prediction(by_code.get(row.code)) or "–" for row in rows]


_DISTANCE = base.Column(
    gettext_lazy("Distance"), lambda rows: [write_distance(row.keys[0]) for row in rows], is_number=True
)
_SECONDS = base.Column(
    gettext_lazy("Seconds"), lambda rows: [str(row.keys[1]) for row in rows], is_number=True
)
_HANDED_IN = base.Column(
    gettext_lazy("Handed in at"), lambda rows: [f"{moment_of(row.keys[2]):%H:%M:%S %d/%m/%Y}" for row in rows]
)
_PREDICTION = base.Column(gettext_lazy("Prediction"), _predictions, is_number=True)


class QuizStandings(base.StandingsSource):
    """Ranks registrations by the score of their counted attempt; the code of a line is the receipt's."""

    basis = QuizPrizes.QUIZ_ROUND.value
    section = gettext_lazy("Quiz rounds")
    recipients = frozenset({RecipientKind.PERSON.value, RecipientKind.TEAM.value})
    comparators = (
        Comparator(Key.PREDICTION.value, Key.PREDICTION.label),
        Comparator(Key.TIME.value, Key.TIME.label),
        Comparator(Key.EARLIER.value, Key.EARLIER.label),
    )
    listed_by = Key.EARLIER.value
    frozen_facts = ("attempts",)
    has_proof = True

    def refusal(self, subject, now: datetime.datetime) -> str:
        """Refuse before the closing."""
        if subject.round.has_closed(now):
            return ""
        if subject.round.closes_at is None:
            return _("The round has no closing time yet; it can be ranked when it has closed.")
        return _("The round closes at %(time)s; then it can be ranked.") % {
            "time": closing_moment(subject.round.closes_at)
        }

    def prepare(self, subject, now: datetime.datetime) -> base.Prepared:
        """Submit what is overdue, and mark all attempts by the current keys.

        Raises RankingRefused while a contestant with extra time is still answering.
        """
        page = subject.round
        submit_overdue(now)
        if running := Attempt.objects.running().filter(round=page).count():
            raise RankingRefused(
                ngettext(
                    "%(count)d attempt is still running. Please wait until its time is over.",
                    "%(count)d attempts are still running. Please wait until their time is over.",
                    running,
                )
                % {"count": running}
            )
        changed, submitted = mark_again(page)
        total = Attempt.objects.of_persons().filter(round=page).count()
        words = _("%(attempts)d attempts; %(changed)d marks put right.") % {
            "attempts": total,
            "changed": changed,
        }
        if unnamed := submitted - total:
            words += " " + _("%(count)d attempts of visitors who never said who they are do not count.") % {
                "count": unnamed
            }
        return base.Prepared(words, {"attempts": total})

    def rules(self, subject) -> dict:
        """Return the published rules of the round."""
        return asdict(subject.round.rules)

    def facts(self, ranking) -> dict:
        """Return the numbers of persons, of attempts and of those all right after exclusions, and the target."""
        rules = rules_of(ranking)
        counts = sql.counts_of(ranking.round_id, rules)
        target = sql.target_in(rules, counts)
        return {**counts, "target": None if target is None else f"{target:f}"}

    def count_words(self, ranking) -> str:
        """Return the figures in a sentence."""
        facts = ranking.facts
        words = _("%(persons)d persons, %(attempts)d attempts, %(all_right)d all right.") % {
            "persons": facts["persons_left"],
            "attempts": facts["attempts_left"],
            "all_right": facts["all_right"],
        }
        return " ".join([words, *self.contestant_words(ranking)])

    def order(self, ranking) -> list[Comparator]:
        """Return the score, then the tie breaks of the rules."""
        by_key = {comparator.key: comparator for comparator in self.comparators}
        return [SCORE, *(by_key[str(name)] for name in ranking.rules["tie_breaks"])]

    def lines(self, ranking) -> Iterator[Line]:
        """Yield the counted attempts, chosen in plain Python."""
        rules, target = rules_of(ranking), target_of(ranking)
        known, lines = {}, []
        for attempt in proof.attempts_left(ranking.round_id):
            known[attempt.code] = attempt
            lines.append(proof.line_of(attempt))
        for line in logic.counted(lines, rules, target):
            attempt = known[line.code]
            yield Line(
                code=line.code,
                score=line.score * PARTS_OF_A_POINT,
                keys=(
                    logic.distance_of(line.prediction, target),
                    line.seconds,
                    microseconds(line.submitted_at),
                ),
                division=line.division if rules.ranked_apart else "",
                registration=attempt.registration_id,
                unit=attempt.unit_id,
            )

    def lines_sql(self, ranking) -> tuple[str, list]:
        """Return the same lines in SQL."""
        return sql.lines_sql(ranking.round_id, rules_of(ranking), target_of(ranking))

    def find(self, subject, code: str) -> Registration | None:
        """Return the registration with an attempt in the round, by its own code or that of a receipt."""
        registrations = Registration.objects.filter(quiz_attempts__round=subject.round.pk)
        return (
            registrations.filter(code=code).first() or registrations.filter(quiz_attempts__code=code).first()
        )

    def columns(self, ranking) -> list[base.Column]:
        """Return the columns of points and tie breaks."""
        return [base.POINTS, _DISTANCE, _SECONDS, _HANDED_IN]

    def winner_columns(self, ranking) -> list[base.Column]:
        """Return the columns of points, prediction and time of submission."""
        return [base.POINTS, _PREDICTION, _HANDED_IN]

    def figures(self, ranking) -> list[tuple[str, str]]:
        """Return the numbers of persons, of attempts and of those all right, and the target of the prediction."""
        facts = ranking.facts
        figures = [
            (_("Persons"), str(facts["persons_left"])),
            (_("Quiz attempts"), str(facts["attempts_left"])),
            (_("All right"), str(facts["all_right"])),
        ]
        if (target := target_of(ranking)) is not None:
            figures.append((_("To be predicted was"), write_prediction(target)))
        return figures

    def contestant_words(self, ranking) -> list[str]:
        """Return the target of the prediction as a sentence."""
        if (target := target_of(ranking)) is None:
            return []
        return [_("To be predicted was %(target)s.") % {"target": write_prediction(target)}]

    def line_of_digest(
        self, code: str, division: str, score: int | None, keys: Sequence[int | None], rank: int
    ) -> bytes:
        """Return the bytes of division, rank, code, points, distance and seconds."""
        return logic.line_of_digest(code, division, score // PARTS_OF_A_POINT, keys[0], keys[1], rank)

    def proof(self, ranking) -> tuple[dict, Iterator[list]]:
        """Return rules, target and seal, and a line without names for each submitted attempt."""
        return proof.header_of(ranking), proof.lines_of(ranking)

    def check(self, ranking) -> int:
        """Rank again from the attempts with plain Python, and verify every receipt."""
        header, lines = self.proof(ranking)
        columns = next(lines)
        count = proof.check_lines(header, (dict(zip(columns, map(str, row), strict=True)) for row in lines))
        if broken := proof.broken_receipts(ranking.round_id):
            raise Contradiction(f"the receipt of {', '.join(broken)} does not hold.")
        return count

    def reads(self, header: dict) -> bool:
        """Say whether a file is a proof of a quiz round, by its rules."""
        return "counting" in header.get("rules", {})

    def check_file(self, header: dict, rows: Iterable[dict]) -> int:
        """Rank the attempts of a file again."""
        return proof.check_lines(header, rows)


QUIZ_STANDINGS = QuizStandings()
