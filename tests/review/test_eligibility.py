"""Who may not decide about an entry, and why."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile

from contest_pages.entries.domain.presenting import choose_poster
from contest_pages.entries.models import Still
from contest_pages.review.domain.complaining import ask_second_look
from contest_pages.review.domain.ties import declare_tie_to_contestant, declare_tie_to_unit, drop_tie
from contest_pages.review.eligibility import WORDS, obstacle_of
from contest_pages.review.enums import Decision
from contest_pages.review.errors import NotAllowed
from contest_pages.review.models import Tie
from tests.factories import RegistrationFactory, UnitFactory, UserFactory
from tests.factories.pages import NOW

from .helpers import REASON, case_of, say, steps_of, waiting_entry

pytestmark = pytest.mark.django_db


def why(entry, user) -> str:
    return obstacle_of(case_of(entry), user)


def test_nothing_stands_in_the_way_of_a_stranger(entry, mai):
    assert why(entry, mai) == ""


def test_a_step_of_another_group_is_not_theirs(stage, roles, mai, organiser):
    steps_of(stage, {"group": organiser.groups.get()})
    entry = waiting_entry(stage)
    assert why(entry, mai) == WORDS["group"]
    assert why(entry, organiser) == ""
    assert why(entry, UserFactory(superuser=True)) == ""
    with pytest.raises(NotAllowed, match="nhóm khác"):
        say(entry, mai)


def test_a_moderator_of_the_same_unit_does_not_decide(stage, roles, mai):
    unit = UnitFactory()
    entry = waiting_entry(stage, registration=RegistrationFactory(page=stage.form, unit=unit))
    tie = declare_tie_to_unit(user=mai, unit=unit, words="công tác tại đó", actor=mai, now=NOW)
    with pytest.raises(NotAllowed, match="có quan hệ với thí sinh"):
        say(entry, mai)
    drop_tie(tie=tie, actor=mai)
    assert why(entry, mai) == ""


def test_the_unit_a_work_stands_for_counts_too(stage, roles, mai):
    entry = waiting_entry(stage, unit=UnitFactory())
    declare_tie_to_unit(user=mai, unit=entry.unit, words="", actor=mai, now=NOW)
    assert why(entry, mai) == WORDS["tie"]


def test_a_declared_tie_covers_all_works_of_the_contestant(stage, roles, mai, nam):
    registration = RegistrationFactory(page=stage.form)
    first, second = (waiting_entry(stage, registration=registration, slot=slot) for slot in (1, 2))
    declare_tie_to_contestant(case=case_of(first), moderator=mai, words="em họ", now=NOW)
    declare_tie_to_contestant(case=case_of(first), moderator=mai, words="em họ", now=NOW)  # twice is once
    assert Tie.objects.count() == 1
    assert why(first, mai) == why(second, mai) == WORDS["tie"]
    assert why(first, nam) == ""


def test_nobody_decides_about_the_own_work(stage, roles, mai):
    entry = waiting_entry(
        stage, registration=RegistrationFactory(page=stage.form, email="MAI@coquan.example")
    )
    assert why(entry, mai) == WORDS["tie"]


def test_nobody_decides_about_what_they_have_worked_on(entry, mai, nam):
    still = Still.objects.create(video=entry.video, picture=ContentFile(b"x", name="x"), second=1)
    choose_poster(entry=entry, still=still, actor=mai)
    with pytest.raises(NotAllowed, match="trực tiếp xử lý"):
        say(entry, mai)
    assert why(entry, nam) == ""


def test_who_has_voted_does_not_vote_again_at_the_same_step(stage, roles, mai):
    steps_of(stage, {"moderators": 2}, {})
    entry = waiting_entry(stage)
    say(entry, mai)
    assert why(entry, mai) == WORDS["voted"]


def test_the_second_look_is_somebody_elses(entry, mai, nam, django_capture_on_commit_callbacks):
    say(entry, mai, Decision.REJECT, REASON)
    ask_second_look(entry=entry, words="Xin xem lại phần âm thanh.", now=NOW)
    assert why(entry, mai) == WORDS["first_look"]
    assert why(entry, nam) == ""


def test_a_question_goes_to_nobody_with_a_tie(stage, roles, mai, nam):
    entry = waiting_entry(stage, unit=UnitFactory())
    declare_tie_to_unit(user=nam, unit=entry.unit, words="", actor=nam, now=NOW)
    with pytest.raises(NotAllowed):
        say(entry, mai, Decision.PASS_ON, "Bạn xem giúp tôi nhé?", colleague=nam)
