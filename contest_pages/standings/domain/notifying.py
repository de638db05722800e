"""Letters about prizes, in the transaction that publishes or revokes them."""

from __future__ import annotations

from collections.abc import Iterable

from contest_pages.notices.notifying import notify
from contest_pages.registrations.models import Registration
from contest_pages.standings.models import Award, Ranking
from contest_pages.standings.models.award import RECIPIENTS


def notify_winners(awards: Iterable[Award]) -> None:
    """Write to those to whom awards were just given; units get no letter: their offices take part by no registration."""
    for award in awards:
        if (registration := _registration_of(award)) is not None:
            notify("standings.won", registration, award=award.pk)


def notify_of_ranking(ranking: Ranking, before: Ranking | None) -> None:
    """Write to those who won a prize of a ranking that was just published, and had it not in the one before.

    Those who had one of its prizes before, and have it no more, are notified of the correction.
    """
    former = _of(before) if before is not None else {}
    present = _of(ranking)
    notify_winners(award for key, award in present.items() if key not in former)
    for key, award in former.items():
        if key not in present:
            notify_of_end(award)


def notify_of_end(award: Award) -> None:
    """Write to the one whose award was revoked, or is given no more by a corrected ranking."""
    if (registration := _registration_of(award)) is not None:
        notify("standings.award_ended", registration, award=award.pk)


def _of(ranking: Ranking) -> dict[tuple, Award]:
    """Return the awards of a ranking that are not revoked, by prize and recipient."""
    awards = ranking.awards.not_revoked().select_related(
        "entry__registration", "registration", "member__registration"
    )
    fields = [f"{name}_id" for name in ("prize", *RECIPIENTS)]
    return {tuple(getattr(award, name) for name in fields): award for award in awards}


def _registration_of(award: Award) -> Registration | None:
    if award.entry is not None:
        return award.entry.registration
    return award.registration or (award.member.registration if award.member is not None else None)
