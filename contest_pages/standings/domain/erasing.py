"""Erasure of a contestant's personal data in rankings and awards."""

from __future__ import annotations

from django.db.models import Q

from contest_pages.privacy.enums import ErasedBecause
from contest_pages.standings.enums import Step
from contest_pages.standings.models import Award, RankedRow, RankingStep


def erase_names(registration, because: str) -> None:
    """Empty the names of a contestant in rankings and their steps, and the remarks beside prizes.

    Places, scores and awards stay, and as official records the reasons of exclusions, decided ties and revoked
    prizes. When retention ends, a name that was published with consent stays, with its remark.
    """
    if because == ErasedBecause.EXPIRED and registration.publish_name:
        return
    of_contestant = Q(registration=registration) | Q(entry__registration=registration)
    RankedRow.objects.filter(of_contestant).exclude(name="").update(name="")
    awards = Award.objects.filter(of_contestant | Q(member__registration=registration))
    awards.exclude(remark="").update(remark="")
    names = registration.members.exclude(full_name="").values_list("full_name", flat=True)
    for begin in [f"{registration.code}: {name}: " for name in names]:  # as Award.office_name has it
        for step in RankingStep.objects.filter(step=Step.REVOKE, words__startswith=begin):
            step.words = f"{registration.code}: {step.words.removeprefix(begin)}"
            step.save(update_fields=["words"])
