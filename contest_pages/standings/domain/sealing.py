"""Seal the lot of a round when the round is published, before it can be known which ties it will decide."""

from __future__ import annotations

import datetime
import secrets

from django.utils import timezone

from contest_pages.contests.models import ContestRoundPage
from contest_pages.data.lots import commitment_of
from contest_pages.standings.enums import Ties
from contest_pages.standings.models import LotSeed, Subject


def seal_lot(round_page: ContestRoundPage, now: datetime.datetime) -> LotSeed:
    """Return the round's sealed lot, creating it if needed: its commitment is public from then on."""
    seed = secrets.token_hex(32)
    defaults = {"seed": seed, "commitment": commitment_of(seed), "made_at": now}
    return LotSeed.objects.get_or_create(round_id=round_page.pk, defaults=defaults)[0]


def on_round_published(sender, instance, **kwargs) -> None:
    """Seal the lot of a round whose rules let one decide."""
    if isinstance(instance, ContestRoundPage) and getattr(instance, "standings", None) is not None:
        subject = Subject.of_round(instance)
        if subject.source.rules(subject).get("ties") == Ties.LOT:
            seal_lot(instance, timezone.now())
