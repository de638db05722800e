"""A closed list of twelve finalists before a jury round of five people, as Sơn La judged in 2024."""

from __future__ import annotations

import datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone

from contest_pages.entries.domain.advancing import close_advance_list
from contest_pages.judging.domain.scoring import Filled
from contest_pages.judging.models import SeatTerm
from tests.factories import (
    CommitteeMemberFactory,
    ContestPageFactory,
    ContestRegistrationPageFactory,
    ContestResultsPageFactory,
    EntryFactory,
    EntryRoundPageFactory,
    PrizeFactory,
    RegistrationFactory,
    UserFactory,
)
from tests.factories.judging import JuryRoundPageFactory

DAY = datetime.timedelta(days=1)

#: What the jurors agree on, by work: content, form, message. Works 2 and 3 are equal in everything; 4 and 5 in the sum.
POINTS = {
    1: (46, 27, 18),
    2: (44, 26, 17),
    3: (44, 26, 17),
    4: (43, 25, 16),
    5: (42, 26, 16),
    6: (41, 24, 15),
    **{number: (40 - number, 22, 14) for number in range(7, 13)},
}
JURORS = ("Lò Văn Minh", "Quàng Thị Hoa", "Cầm Bá Sơn", "Hà Văn Giấy", "Vì Thị Muộn")


@pytest.fixture
def finals(portal):
    """Return a contest with a closed list of twelve works and a published jury round; no jury is arranged yet."""
    contest = ContestPageFactory(
        parent=portal.get_children().get(slug="cuoc-thi"), title="Sơn La 2024", slug="son-la-2024"
    )
    contest.prizes = [
        PrizeFactory.build(name=name, count=count, sort_order=place)
        for place, (name, count) in enumerate((("Giải Nhất", 1), ("Giải Nhì", 1), ("Giải Ba", 2)))
    ]
    contest.save()
    ContestResultsPageFactory(parent=contest, slug="ket-qua")
    form = ContestRegistrationPageFactory(parent=contest, slug="dang-ky")
    round_page = EntryRoundPageFactory(parent=contest, slug="tac-pham")
    now = timezone.now()
    page = JuryRoundPageFactory(
        parent=contest,
        title="Chấm chung khảo",
        slug="chung-khao",
        with_criteria=[("Nội dung", 50, {"tie_order": 1}), ("Hình thức", 30), ("Thông điệp", 20)],
        gap_limit=20_000,
        opens_at=now - DAY,
        closes_at=now + DAY,
    )
    entries = [
        EntryFactory(
            registration=RegistrationFactory(page=form, full_name=f"Tác Giả Số {number}"),
            round=round_page,
            accepted=True,
            number=number,
            title=f"Bản làng số {number}",
        )
        for number in POINTS
    ]
    close_advance_list(from_round=round_page, entries=entries, actor=UserFactory(), now=now)
    for place, name in enumerate(JURORS):
        CommitteeMemberFactory(
            contest=contest,
            committee="jury",
            full_name=name,
            email="" if name == "Hà Văn Giấy" else f"giamkhao{place + 1}@vidu.example",
            user=User.objects.get(username="jurors") if place == 2 else None,
        )
    UserFactory(username="secretaries-2").groups.add(Group.objects.get(name="Tổ Thư ký"))
    return SimpleNamespace(
        contest=contest, page=page, entries=entries, keys=[c.key for c in page.rules.criteria]
    )


def term(finals, number: int) -> SeatTerm:
    return SeatTerm.objects.select_related("seat", "member").get(round=finals.page.pk, seat__number=number)


def filled(finals, number: int) -> Filled:
    return Filled({key: points * 1000 for key, points in zip(finals.keys, POINTS[number], strict=True)})
