"""Daily counters of views and clicks of partners' banners: each network and browser counts once a day."""

from __future__ import annotations

import datetime
import hashlib
import hmac
import re
import secrets
from collections import Counter
from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from contest_pages import conf
from contest_pages.banners.models import BannerCount, BannerSalt, BannerVisit, Partner
from contest_pages.contests.models import ContestPage

from .batches import Batch

_ROBOTS = re.compile(r"bot\b|bot/|crawl|spider|slurp|preview|monitor|curl|wget|python", re.IGNORECASE)
#: The salt of the day that this process counted last.
_salts: dict[datetime.date, str] = {}


@dataclass(frozen=True, order=True)
class Visit:
    """What a network and browser saw ("views") or followed ("clicks") on a local day."""

    contest: int
    partner: int
    size: str
    day: datetime.date
    what: str


def count(
    *,
    contest: ContestPage,
    partner: Partner,
    size: str,
    what: str,
    network: str,
    browser: str,
    now: datetime.datetime,
) -> None:
    """Count a view or click ("views", "clicks") on the local day of `now`, once for a network and browser.

    Robots that name themselves, and browsers without a name, are not counted. Written with others within
    BANNER_BATCH_SECONDS; a process that is killed loses what it counted in that time.
    """
    if not browser or _ROBOTS.search(browser):
        return
    visit = Visit(contest.pk, partner.pk, size, timezone.localdate(now), what)
    parts = (visit.contest, visit.partner, size, what, network, browser)
    text = "\x1f".join(str(part) for part in parts)
    digest = hmac.new(_salt_of(visit.day).encode(), text.encode(), hashlib.sha256).hexdigest()
    _batch.add(digest, visit, seconds=conf.get("BANNER_BATCH_SECONDS"))


def _salt_of(day: datetime.date) -> str:
    if day not in _salts:
        row, _new = BannerSalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_hex(32)})
        _salts.clear()
        _salts[day] = row.salt
    return _salts[day]


def write(visits: dict[str, Visit]) -> None:
    """Add visits to the counts, those that another process has written left out; one transaction."""
    pages, partners = ({getattr(visit, name) for visit in visits.values()} for name in ("contest", "partner"))
    pages &= set(ContestPage.objects.filter(pk__in=pages).values_list("pk", flat=True))
    partners &= set(Partner.objects.filter(pk__in=partners).values_list("pk", flat=True))
    with transaction.atomic():
        counted = Counter(visits[digest] for digest in _insert(visits))
        for visit, number in sorted(counted.items()):
            if visit.contest in pages and visit.partner in partners:
                _count(visit, number)


def _insert(visits: dict[str, Visit]) -> list[str]:
    """Insert hashes in a fixed order, against deadlocks; return those that are new."""
    values = [(digest, visits[digest].day) for digest in sorted(visits)]
    rows = ", ".join(["(%s, %s)"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{BannerVisit._meta.db_table}" (digest, day) VALUES {rows} '  # noqa: S608
            "ON CONFLICT DO NOTHING RETURNING digest",
            [part for digest, day in values for part in (digest, connection.ops.adapt_datefield_value(day))],
        )
        return [digest for (digest,) in cursor.fetchall()]


def _count(visit: Visit, number: int) -> None:
    row = {
        "contest_id": visit.contest,
        "partner_id": visit.partner,
        "size": visit.size,
        "day": visit.day,
    }
    if _add(row, visit.what, number):
        return
    try:
        with transaction.atomic():
            BannerCount.objects.create(**row, **{visit.what: number})
    except IntegrityError:  # another process has created the row
        _add(row, visit.what, number)


def _add(row: dict, what: str, number: int) -> bool:
    return bool(BannerCount.objects.filter(**row).update(**{what: F(what) + number}))


def forget_days_before(day: datetime.date) -> None:
    """Delete the salts and hashes of earlier days: from then on nobody can be recognised. Idempotent."""
    BannerSalt.objects.filter(day__lt=day).delete()
    BannerVisit.objects.filter(day__lt=day).delete()


def forget() -> None:
    """Drop what this process remembers and has not written."""
    _salts.clear()
    _batch.clear()


_batch: Batch[Visit] = Batch(write)
