"""The sums over the rounds of a quiz, for prizes of the whole contest: of persons, and of units.

They add up the published rankings of all rounds; a later correction of a round requires the next sum.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import BigIntegerField, Count, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_pages import vietnamese
from contest_pages.contests.enums import RecipientKind
from contest_pages.contests.models import ContestPage
from contest_pages.quizzes.enums import QuizPrizes
from contest_pages.quizzes.logic.sentences import prize_sentence
from contest_pages.quizzes.models import QuizRoundPage
from contest_pages.standings import source as base
from contest_pages.standings.enums import Ties
from contest_pages.standings.logic.checking import check_lines
from contest_pages.standings.logic.lines import PARTS_OF_A_POINT, SCORE, Comparator, Line
from contest_pages.standings.models import RankedRow, Ranking

#: The index of the seconds used in the keys of a quiz round's rows.
_SECONDS_OF_A_ROUND = 1


def rounds_of(contest: ContestPage) -> list[QuizRoundPage]:
    """Return the published quiz rounds of a contest, in order."""
    return list(QuizRoundPage.objects.live().child_of(contest.original).order_by("path"))


def published_rankings_of(contest: ContestPage) -> list[Ranking]:
    """Return the published rankings of a contest's quiz rounds, in the order of the rounds."""
    rounds = [page.pk for page in rounds_of(contest)]
    return list(Ranking.objects.published().filter(round__in=rounds).order_by("round__path"))


SECONDS = Comparator("seconds", gettext_lazy("Time used"))
PERSONS = Comparator("persons", gettext_lazy("Persons"), descending=True)
ROUNDS = Comparator("rounds", gettext_lazy("Rounds"), descending=True)
_TIME_USED = base.Column(
    SECONDS.label, lambda rows: [vietnamese.length(row.keys[0]) for row in rows], is_number=True
)
_PERSONS = base.Column(PERSONS.label, lambda rows: [str(row.keys[1]) for row in rows], is_number=True)
_ROUNDS = base.Column(ROUNDS.label, lambda rows: [str(row.keys[2]) for row in rows], is_number=True)


class QuizSums(base.StandingsSource):
    """Base of the sums of persons and of units: the published rankings that are added up, and what is missing."""

    section = gettext_lazy("Quiz rounds")
    comparators = (SECONDS, PERSONS, ROUNDS)
    #: The column of a round's rows by which the sums are grouped, and the column of the groups' codes.
    group, code = "", ""

    def refusal(self, subject, now: datetime.datetime) -> str:
        """Refuse before the first published ranking."""
        if published_rankings_of(subject.contest):
            return ""
        return _("No round of this contest has a published ranking yet.")

    def rules(self, subject) -> dict:
        """Return that the chair settles ties that keep a prize open."""
        return {"ties": Ties.CHAIR.value}

    def facts(self, ranking) -> dict:
        """Return the keys of the rankings that are added up, and the smallest cap among their rules."""
        rankings = published_rankings_of(ranking.contest)
        caps = [cap for part in rankings if (cap := part.rules.get("award_cap"))]
        return {"rankings": [part.pk for part in rankings], "cap": min(caps, default=None)}

    def cap(self, ranking) -> int | None:
        """Return the smallest cap of the rounds."""
        return ranking.facts.get("cap")

    def count_words(self, ranking) -> str:
        """Return the number of rounds that are added up, as a sentence."""
        return _("%(count)d rounds added up.") % {"count": len(ranking.facts["rankings"])}

    def lines(self, ranking) -> Iterator[Line]:
        """Yield the sums of each group over the rankings, in a single query."""
        rows = RankedRow.objects.filter(ranking__in=ranking.facts["rankings"]).order_by()
        rows = rows.filter(**{f"{self.group}__isnull": False})
        seconds = Cast(KeyTextTransform(_SECONDS_OF_A_ROUND, "keys"), BigIntegerField())
        groups = rows.values(self.group, self.code).annotate(
            points=Sum("score"),
            seconds=Coalesce(Sum(seconds), 0),
            persons=Count("registration", distinct=True),
            rounds=Count("ranking", distinct=True),
        )
        for row in groups.iterator(chunk_size=5000):
            numbers = (row["points"], row["seconds"], row["persons"], row["rounds"])
            yield self._line(row[self.group], str(row[self.code]), *numbers)

    def _line(self, key: int, code: str, points: int, seconds: int, persons: int, rounds: int) -> Line:
        return Line(code, points, (seconds, persons, rounds), **{self.group: key})

    def _lines_again(self, ranking) -> Iterable[Line]:
        """Yield the same lines, summed row by row in plain Python."""
        totals: dict[int, list] = {}
        rows = RankedRow.objects.filter(ranking__in=ranking.facts["rankings"]).order_by()
        fields = (self.group, self.code, "registration", "ranking", "score", "keys")
        for key, code, person, part, score, keys in rows.values_list(*fields).iterator(chunk_size=5000):
            if key is None:
                continue
            total = totals.setdefault(key, [str(code), 0, 0, set(), set()])
            total[1] += score
            total[2] += keys[_SECONDS_OF_A_ROUND]
            total[3].add(person)
            total[4].add(part)
        for key, (code, points, seconds, persons, parts) in totals.items():
            yield self._line(key, code, points, seconds, len(persons), len(parts))

    def check(self, ranking) -> int:
        """Compute the sums again, row by row in plain Python."""
        return check_lines(ranking, self, self._lines_again(ranking))

    def missing(self, ranking) -> str:
        """Return the rounds without a published ranking, or that a ranking was published since, as a sentence."""
        published = {part.round_id: part.pk for part in published_rankings_of(ranking.contest)}
        waiting = [page.title for page in rounds_of(ranking.contest) if page.pk not in published]
        if waiting:
            return _("The ranking of these rounds is not published yet: %(rounds)s.") % {
                "rounds": ", ".join(waiting)
            }
        if sorted(published.values()) != sorted(ranking.facts["rankings"]):
            return _("A ranking was published since these sums were made. Please add up again.")
        return ""

    def sentences(self, subject) -> list[str]:
        """Return the rule of ranking, and the state of each round."""
        published = {part.round_id for part in published_rankings_of(subject.contest)}
        words = {True: _("published"), False: _("not published yet")}
        states = [f"{page.title}: {words[page.pk in published]}" for page in rounds_of(subject.contest)]
        rounds = "; ".join(states) or _("This contest has no quiz round.")
        return [prize_sentence(self.basis), rounds]

    def line_of_digest(
        self, code: str, division: str, score: int | None, keys: Sequence[int | None], rank: int
    ) -> bytes:
        """Return the bytes of rank, code, points, seconds, persons and rounds."""
        values = (rank, code, score // PARTS_OF_A_POINT, *keys)
        return ("\t".join(map(str, values)) + "\n").encode()


class PersonSums(QuizSums):
    """Contestants by their points of all rounds, then by less time."""

    basis = QuizPrizes.QUIZ_OVERALL.value
    title = gettext_lazy("All rounds together")
    recipients = frozenset({RecipientKind.PERSON.value, RecipientKind.TEAM.value})
    group, code = "registration", "registration__code"

    def order(self, ranking) -> list[Comparator]:
        """Compare points, then time."""
        return [SCORE, SECONDS]

    def columns(self, ranking) -> list[base.Column]:
        """Return the columns of points, time and rounds."""
        return [base.POINTS, _TIME_USED, _ROUNDS]


class UnitSums(QuizSums):
    """Units by the number of their people who took part, then by their points."""

    basis = QuizPrizes.QUIZ_UNITS.value
    title = gettext_lazy("Units with the largest part")
    recipients = frozenset({RecipientKind.UNIT.value})
    group = code = "unit"

    def order(self, ranking) -> list[Comparator]:
        """Compare persons, then points."""
        return [PERSONS, SCORE]

    def columns(self, ranking) -> list[base.Column]:
        """Return the columns of persons, points and rounds."""
        return [_PERSONS, base.POINTS, _ROUNDS]


SUMS = [PersonSums(), UnitSums()]
