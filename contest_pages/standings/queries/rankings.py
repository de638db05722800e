"""Rankings for organisers, for a contestant, and for other features that need the state of a round."""

from __future__ import annotations

from dataclasses import dataclass

from contest_pages.contests.models.form_page import Fragment
from contest_pages.standings.models import LotSeed, Ranking


@dataclass(frozen=True)
class Change:
    """The difference of a candidate's rank and prize between two rankings of a round; None: not ranked there."""

    code: str
    before: int | None
    after: int | None
    awards_before: str
    awards_after: str


def changes_between(earlier: Ranking, later: Ranking, *, most: int = 500) -> tuple[list[Change], int]:
    """Return the first `most` differences in rank or prize, the highest ranks first, and their total number."""
    ranks: dict[tuple, list[int | None]] = {}
    prizes: dict[tuple, list[str]] = {}
    names: dict[tuple, str] = {}
    fields = ("entry", "registration", "unit", "registration__code", "code")
    for side, ranking in enumerate((earlier, later)):
        for *row, rank in ranking.rows.values_list(*fields, "rank").iterator(chunk_size=5000):
            candidate = _candidate(*row[:3])
            names[candidate] = row[3] if candidate[0] == "registration" else row[4]
            ranks.setdefault(candidate, [None, None])[side] = rank
        awards = ranking.awards.not_revoked().values_list("entry", "registration", "unit", "prize__name")
        for *row, prize in awards:
            prizes.setdefault(_candidate(*row), ["", ""])[side] = prize
    none = ["", ""]
    changed = [
        Change(names[candidate], before, after, *prizes.get(candidate, none))
        for candidate, (before, after) in ranks.items()
        if before != after or prizes.get(candidate, none)[0] != prizes.get(candidate, none)[1]
    ]
    changed.sort(key=lambda change: (min(filter(None, (change.before, change.after))), change.code))
    return changed[:most], len(changed)


def _candidate(entry: int | None, registration: int | None, unit: int | None) -> tuple[str, int | None]:
    """Return the candidate of a row or an award as (kind, key)."""
    if entry:
        return ("entry", entry)
    return ("registration", registration) if registration else ("unit", unit)


def is_ranked(page) -> bool:
    """Say whether a round has a ranking, published or under way."""
    return Ranking.objects.filter(round=page.pk).exists()


def results_are_published(page) -> bool:
    """Say whether a ranking of this round is published."""
    return Ranking.objects.filter(round=page.pk, published_at__isnull=False).exists()


def own_rank(registration, page, now) -> Fragment | None:
    """Return a contestant's rank in a round, once it is published."""
    ranking = Ranking.objects.published().filter(round=page.pk).select_related("round", "contest").first()
    if ranking is None:
        return None
    row = ranking.rows.filter(registration=registration).order_by("rank").first()
    if row is None:
        return None
    context = {
        "row": row,
        "persons": ranking.facts.get("ranked"),
        "words": ranking.source.contestant_words(ranking),
        "awards": list(row.awards.not_revoked().select_related("prize")),
    }
    return Fragment("contest_standings/_own_rank.html", context)


def seal_on_start_page(page) -> Fragment | None:
    """Return the seal of a round's lot, which is public before the lot is opened."""
    seal = LotSeed.objects.filter(round=page.pk).first()
    return Fragment("contest_standings/_seal.html", {"seal": seal}) if seal else None
