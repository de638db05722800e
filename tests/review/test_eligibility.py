"""Who may not decide about an entry, and why."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile

from contest_pages.committees.domain import erase_members
from contest_pages.committees.models import CommitteeMember
from contest_pages.entries.domain.presentation import choose_poster
from contest_pages.entries.models import Still
from contest_pages.registrations.domain.conflicts import withdraw_conflict
from contest_pages.registrations.models import ConflictOfInterest
from contest_pages.review.domain.appeals import submit_appeal
from contest_pages.review.domain.conflicts import declare_conflict_with_contestant, declare_conflict_with_unit
from contest_pages.review.eligibility import WORDS, obstacle_of
from contest_pages.review.enums import Decision
from contest_pages.review.errors import NotAllowed
from tests.factories import CommitteeMemberFactory, RegistrationFactory, UnitFactory, UserFactory
from tests.factories.pages import NOW

from .helpers import REASON, case_of, say, steps_of, waiting_entry

pytestmark = pytest.mark.django_db


def why(entry, user) -> str:
    return obstacle_of(case_of(entry), user)


def test_a_moderator_without_a_relation_has_no_obstacle(entry, mai):
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
    conflict = declare_conflict_with_unit(
        contest=stage.contest, moderator=mai, unit=unit, nature="công tác tại đó", now=NOW
    )
    with pytest.raises(NotAllowed, match="có quan hệ với thí sinh"):
        say(entry, mai)
    withdraw_conflict(conflict=conflict, actor=mai, now=NOW)
    assert why(entry, mai) == ""


def test_the_unit_of_a_work_counts_too(stage, roles, mai):
    entry = waiting_entry(stage, unit=UnitFactory())
    declare_conflict_with_unit(contest=stage.contest, moderator=mai, unit=entry.unit, nature="", now=NOW)
    assert why(entry, mai) == WORDS["conflict"]


def test_a_declared_conflict_covers_all_works_of_the_contestant(stage, roles, mai, nam):
    registration = RegistrationFactory(page=stage.form)
    first, second = (waiting_entry(stage, registration=registration, slot=slot) for slot in (1, 2))
    declare_conflict_with_contestant(case=case_of(first), moderator=mai, nature="em họ", now=NOW)
    declare_conflict_with_contestant(
        case=case_of(first), moderator=mai, nature="em họ", now=NOW
    )  # idempotent
    assert ConflictOfInterest.objects.count() == 1
    assert why(first, mai) == why(second, mai) == WORDS["conflict"]
    assert why(first, nam) == ""


def test_a_moderator_who_declares_becomes_a_member_of_the_secretariat_once(stage, roles, mai, organiser):
    first, second = waiting_entry(stage), waiting_entry(stage)
    for entry in (first, second):
        declare_conflict_with_contestant(case=case_of(entry), moderator=mai, nature="", now=NOW)
    declare_conflict_with_contestant(case=case_of(first), moderator=organiser, nature="", now=NOW)
    members = CommitteeMember.objects.order_by("pk").values_list("contest", "committee", "user")
    assert list(members) == [
        (stage.contest.pk, "secretariat", mai.pk),
        (stage.contest.pk, "organisers", organiser.pk),
    ]


def test_a_listed_member_with_the_moderators_address_is_the_moderator(stage, roles, mai):
    listed = CommitteeMemberFactory(contest=stage.contest, committee="helpers", email=mai.email.upper())
    conflict = declare_conflict_with_contestant(
        case=case_of(waiting_entry(stage)), moderator=mai, nature="", now=NOW
    )
    assert conflict.member == listed
    assert CommitteeMember.objects.get().user == mai


def test_a_declaration_outlives_the_account(stage, roles, mai):
    registration = RegistrationFactory(page=stage.form)
    entry = waiting_entry(stage, registration=registration)
    declare_conflict_with_contestant(case=case_of(entry), moderator=mai, nature="em họ", now=NOW)
    name = mai.get_full_name()
    mai.delete()
    conflict = ConflictOfInterest.objects.get()
    assert (conflict.member.full_name, conflict.member.user, conflict.declared_by) == (name, None, None)
    assert (conflict.registration, conflict.nature) == (registration, "em họ")


def test_a_member_with_a_declaration_is_anonymised_when_retention_ends_and_others_are_deleted(stage, mai):
    CommitteeMemberFactory(contest=stage.contest, full_name="Người Không Khai")
    conflict = declare_conflict_with_unit(
        contest=stage.contest, moderator=mai, unit=UnitFactory(), nature="", now=NOW
    )
    erase_members(contest=stage.contest, now=NOW)
    member = CommitteeMember.objects.get()
    assert conflict.member == member
    assert (member.full_name, member.email, member.user, member.erased_at) == ("", "", None, NOW)


def test_nobody_decides_about_the_own_work(stage, roles, mai):
    entry = waiting_entry(
        stage, registration=RegistrationFactory(page=stage.form, email="MAI@coquan.example")
    )
    assert why(entry, mai) == WORDS["conflict"]


def test_nobody_decides_about_an_entry_they_have_worked_on(entry, mai, nam):
    still = Still.objects.create(video=entry.video, picture=ContentFile(b"x", name="x"), second=1)
    choose_poster(entry=entry, still=still, actor=mai)
    with pytest.raises(NotAllowed, match="trực tiếp xử lý"):
        say(entry, mai)
    assert why(entry, nam) == ""


def test_a_moderator_votes_once_at_a_step(stage, roles, mai):
    steps_of(stage, {"moderators": 2}, {})
    entry = waiting_entry(stage)
    say(entry, mai)
    assert why(entry, mai) == WORDS["voted"]


def test_an_appeal_is_decided_by_another_moderator(entry, mai, nam, django_capture_on_commit_callbacks):
    say(entry, mai, Decision.REJECT, REASON)
    submit_appeal(entry=entry, words="Xin xem lại phần âm thanh.", now=NOW)
    assert why(entry, mai) == WORDS["first_review"]
    assert why(entry, nam) == ""


def test_an_entry_is_not_passed_on_to_a_moderator_with_a_conflict_of_interest(stage, roles, mai, nam):
    entry = waiting_entry(stage, unit=UnitFactory())
    declare_conflict_with_unit(contest=stage.contest, moderator=nam, unit=entry.unit, nature="", now=NOW)
    with pytest.raises(NotAllowed):
        say(entry, mai, Decision.PASS_ON, "Bạn xem giúp tôi nhé?", colleague=nam)
