"""The rules for people of the five plans, as forms; each is used once, and refuses once."""

from __future__ import annotations

import datetime

import pytest

from contest_pages.contests.models import Milestone
from contest_pages.registrations.domain.confirming import confirm
from contest_pages.registrations.domain.registering import register
from contest_pages.registrations.errors import KindNotTaken, NotAccepted, RegistrationClosed, WrongTeam
from tests.factories import (
    CommitteeMemberFactory,
    ContestRegistrationPageFactory,
    ContestRulesPageFactory,
    EntryRoundPageFactory,
    UnitFactory,
)
from tests.factories.pages import hanoi

from .helpers import application, person, team

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(contest):
    """Return a function that publishes rules, a round and a form below a contest."""

    def make(*, rules: dict, opens, closes, **form):
        ContestRulesPageFactory(parent=contest, slug="the-le", **{"minimum_age": None, **rules})
        round_page = EntryRoundPageFactory(parent=contest, slug="vong", opens_at=opens, closes_at=closes)
        page = ContestRegistrationPageFactory(parent=contest, slug="dang-ky", **form)
        return page, round_page

    return make


def take(page, *people, now, **more):
    registration = register(page=page, application=application(*people, **more), now=now)
    return confirm(registration=registration, now=now)


def test_son_la_2024_individuals_and_groups_submit_videos_and_committee_members_do_not(plan, contest):
    form, _round = plan(
        rules={"excluded_committees": ["organisers", "jury", "secretariat", "helpers"]},
        opens=hanoi("2024-06-10"),
        closes=hanoi("2024-07-31 24:00"),
        kinds=["individual", "group"],
    )
    now = hanoi("2024-07-31 23:59")
    assert take(form, now=now).kind == "individual"
    group = (person("Tác Giả Một"), person("Tác Giả Hai"))
    assert take(form, *group, kind="group", email="nhom@vidu.example", now=now).members.count() == 2
    CommitteeMemberFactory(
        contest=contest,
        committee="helpers",
        full_name="Người Giúp Việc",
        birth_date=datetime.date(1995, 3, 1),
    )
    with pytest.raises(NotAccepted):
        take(form, person("Người Giúp Việc"), email="gv@vidu.example", now=now)
    with pytest.raises(RegistrationClosed):
        take(form, person("Muộn Một Phút"), email="muon@vidu.example", now=hanoi("2024-08-01"))


def test_son_la_2023_one_person_answers_a_quiz_once(plan):
    form, _round = plan(
        rules={}, opens=hanoi("2023-08-01"), closes=hanoi("2023-08-31 24:00"), kinds=["individual"]
    )
    assert take(form, now=hanoi("2023-08-10")).status == "active"
    with pytest.raises(KindNotTaken):
        take(form, *team(7), kind="team", email="doi@vidu.example", now=hanoi("2023-08-10"))


def test_dak_nong_2023_the_online_form_the_stage_form_or_both(plan, contest):
    opens, closes = hanoi("2023-09-01"), hanoi("2023-10-05 24:00")  # before 6 October
    online, first = plan(rules={}, opens=opens, closes=hanoi("2023-10-31 24:00"), closes_at=closes)
    online.for_round_id = first.pk
    online.save()
    stage_round = EntryRoundPageFactory(
        parent=contest, slug="san-khau", opens_at=opens, closes_at=hanoi("2023-10-31 24:00")
    )
    on_stage = ContestRegistrationPageFactory(
        parent=contest,
        slug="dang-ky-san-khau",
        for_round_id=stage_round.pk,
        kinds=["team"],
        smallest_team=3,
        largest_team=30,
        closes_at=closes,
    )
    now = hanoi("2023-10-05 23:59")
    assert take(online, person("Thành Viên Số A", datetime.date(1990, 1, 1)), now=now)
    both = take(on_stage, *team(5, main=0), kind="team", email="doi@vidu.example", now=now)
    assert both.for_round_id == stage_round.pk
    with pytest.raises(RegistrationClosed, match="24:00 ngày 05/10/2023"):
        take(online, person("Người Chậm"), email="cham@vidu.example", now=hanoi("2023-10-06"))


def test_thanh_hoa_2024_residents_students_and_workers_but_no_question_writer(plan, contest):
    unit = UnitFactory(name="Một huyện")
    form, _round = plan(
        rules={
            "who_may_take_part": "Người đang sinh sống, học tập hoặc lao động trong tỉnh.",
            "excluded_committees": ["organisers", "jury", "question_writers", "secretariat"],
        },
        opens=hanoi("2024-08-01"),
        closes=hanoi("2024-09-30 24:00"),
        unit_required=True,
    )
    assert take(form, unit=unit, now=hanoi("2024-08-15")).unit == unit
    CommitteeMemberFactory(
        contest=contest, committee="question_writers", full_name="Người Ra Đề", phone="0977000222"
    )
    with pytest.raises(NotAccepted):
        take(form, person("Người Ra Đề"), phone="0977000222", unit=unit, now=hanoi("2024-08-15"))


def test_binh_son_2024_a_commune_names_its_team_before_31_may(plan, contest):
    form, _round = plan(
        rules={"excluded_committees": []},
        opens=hanoi("2024-07-01"),
        closes=hanoi("2024-09-30 24:00"),
        kinds=["team"],
        smallest_team=7,
        largest_team=12,
        main_members=4,
        follows_milestone=True,
        unit_required=True,
    )
    Milestone.objects.create(
        contest=contest,
        label="Đăng ký đội thi",
        kind="registration",
        starts_at=hanoi("2024-05-10"),
        ends_at=hanoi("2024-05-30"),
        precision="day",
    )
    now = hanoi("2024-05-30 23:00")
    registration = take(form, *team(12), kind="team", now=now)
    assert [m.role for m in registration.members.all()].count("captain") == 1
    assert sum(m.is_main for m in registration.members.all()) == 4
    with pytest.raises(WrongTeam):
        take(form, *team(6, start=20), kind="team", email="b@vidu.example", now=now)
    with pytest.raises(RegistrationClosed):
        take(form, *team(7, start=20), kind="team", email="b@vidu.example", now=hanoi("2024-05-31"))
    assert form.people_sentences() == [
        "Mỗi đội có từ 7 đến 12 người, trong đó có 4 thành viên chính và 1 đội trưởng."
    ]
    assert any("4 thành viên chính" in s for s in contest.live_rules.people_sentences())


def test_a_committee_member_is_known_however_the_name_is_written(plan, contest):
    form, _round = plan(
        rules={"excluded_committees": ["jury"]}, opens=hanoi("2024-06-10"), closes=hanoi("2024-07-31 24:00")
    )
    born = datetime.date(1995, 3, 1)
    CommitteeMemberFactory(contest=contest, full_name="Lò Thị Thuỷ", birth_date=born)
    for name in ("Lò Thị Thủy", "LÒ THỊ THUỶ", "Lò\u00a0Thị Th\u200bủy"):
        with pytest.raises(NotAccepted):
            take(form, person(name, born), now=hanoi("2024-07-01"))
