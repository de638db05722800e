"""Thousands of works at once, for measurements."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

PIECE = 1000


def put_works(
    form, round_page, rows: int, *, now: datetime.datetime, state: str, most_units: int = 204
) -> Iterator[list]:
    """Create contestants of some units with a work each, and yield the works in batches."""
    from contest_pages.entries.models import Entry, VideoAsset
    from contest_pages.privacy.domain.texts import consent_of
    from contest_pages.registrations.models import Member, Registration
    from contest_pages.units.models import Unit
    from tests.factories.entries import FACTS

    if not Unit.objects.exists():
        Unit.load_bulk(
            [{"data": {"name": f"Xã {n}", "kind": "commune", "code": f"B{n}"}} for n in range(204)]
        )
    units, mark = list(Unit.objects.all()[:most_units]), round_page.pk
    consent = consent_of(form.consent_notice)
    for start in range(0, rows, PIECE):
        numbers = range(start, min(start + PIECE, rows))
        people = Registration.objects.bulk_create(
            Registration(
                code=f"M{mark}-{n}",
                contest=form.contest,
                page=form,
                email=f"m{n}@vidu.example",
                unit=units[n % len(units)],
                consent=consent,
                consented_at=now,
                created_at=now,
                confirmed_at=now,
                status="active",
                publish_name=True,
                publish_unit=True,
                publish_picture=True,
            )
            for n in numbers
        )
        Member.objects.bulk_create(
            Member(registration=person, full_name=f"Người {person.code}", birth_date=now.date())
            for person in people
        )
        videos = VideoAsset.objects.bulk_create(
            VideoAsset(
                original=f"v{mark}-{n}",
                playable=f"p{mark}-{n}",
                poster=f"s{mark}-{n}",
                size=1000,
                sha256=f"{mark:04x}{n:060x}",
                uploaded_at=now,
                state="ready",
                facts=FACTS,
            )
            for n in numbers
        )
        yield Entry.objects.bulk_create(
            Entry(
                contest=form.contest,
                round=round_page,
                registration=person,
                number=n + 1,
                slot=1,
                title=f"Tác phẩm {n}",
                unit=person.unit,
                video=video,
                state=state,
                created_at=now,
                handed_in_at=now,
                submitted_at=now,
                search_text=f"tac pham {n}",
                title_text=f"tac pham {n}",
            )
            for n, person, video in zip(numbers, people, videos, strict=True)
        )
