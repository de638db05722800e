"""A launch that opens a round on stage."""

from __future__ import annotations

import datetime

import pytest

from contest_pages.ceremonies.models import Duty, ProgrammeItem, Venue
from contest_pages.contests.models import ContestRoundPage
from tests.factories import ContestCeremonyPageFactory
from tests.factories.pages import hanoi

BEGIN = hanoi("2024-07-31 08:00")
REHEARSAL = hanoi("2024-07-30 14:30")
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def launch(stage):
    """Return the launch at 08:00 on 31 July, which opens a round that would open a day later."""
    stage.round.opens_at, stage.round.closes_at = hanoi("2024-08-01 08:00"), hanoi("2024-08-31 24:00")
    stage.round.save_revision().publish()
    page = ContestCeremonyPageFactory(
        parent=stage.contest,
        starts_at=BEGIN,
        rehearsal_at=REHEARSAL,
        opens_round=ContestRoundPage.objects.get(pk=stage.round.pk),
        backdrop="LỄ PHÁT ĐỘNG\nCuộc thi số",
        stream="https://www.youtube.com/watch?v=abcdefghijk",
        stream_fallback="https://truyenhinh.example/truc-tiep",
        recording="https://www.youtube.com/watch?v=lmnopqrstuv",
    )
    page.programme = [
        ProgrammeItem(title="Đón đại biểu", begins_at=datetime.time(7, 30), who="Văn phòng", sort_order=0)
    ]
    page.venues = [
        Venue(level=1, name="Hội trường tỉnh", address="Phường Tô Hiệu", seats=300, sort_order=0),
        Venue(level=2, name="Huyện Mường La", contact="Văn phòng, 0212 000 001", sort_order=1),
        Venue(level=3, name="Xã Chiềng San", sort_order=2),
    ]
    page.duties = [Duty(who="Sở Khoa học và Công nghệ", what="Màn hình, đường truyền", sort_order=0)]
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def opening(page) -> datetime.datetime | None:
    return ContestRoundPage.objects.get(pk=page.opens_round_id).opens_at
