"""A second person decides about who joins a confidential group."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from contest_pages.admin.roles import ROLES
from contest_pages.staff.domain import approve, change_groups, refuse, withdraw
from contest_pages.staff.enums import GroupAction, GroupChangeState
from contest_pages.staff.errors import AccountRefused, AlreadyDecided
from contest_pages.staff.models import GroupChange
from tests.factories import UserFactory
from tests.factories.pages import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisers(roles):
    """Return the confidential group that is requested."""
    return Group.objects.get(name=next(role.group for role in ROLES if role.key == "organisers"))


@pytest.fixture
def change(roles, person, organisers):
    """Return a request of the site's administrator."""
    (waiting,) = change_groups(person=person, groups=[organisers], actor=roles["administrators"], now=NOW)
    return waiting


def test_the_second_person_lets_the_account_join_and_its_owner_is_told_by_letter(
    client, roles, person, change, organisers, django_capture_on_commit_callbacks
):
    client.force_login(roles["organisers"])
    url = reverse("contest_decide_group_change", args=[change.pk])
    assert "Lò" in client.get(url).content.decode()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, {"approve": "1"})
    assert list(person.groups.all()) == [organisers]
    change.refresh_from_db()
    assert (change.state, change.decided_by) == (GroupChangeState.DONE, roles["organisers"])
    assert [letter.to for letter in mail.outbox] == [[person.email]]


def test_a_refusal_leaves_the_account_as_it_was_and_reaches_the_one_who_requested(
    client, roles, person, change, django_capture_on_commit_callbacks
):
    client.force_login(roles["organisers"])
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("contest_decide_group_change", args=[change.pk]), {"refuse": "1"})
    assert not person.groups.exists()
    assert [letter.to for letter in mail.outbox] == [[roles["administrators"].email]]


def test_the_one_who_requested_it_is_no_second_person(client, roles, person, change):
    client.force_login(roles["administrators"])
    client.post(reverse("contest_decide_group_change", args=[change.pk]), {"approve": "1"})
    assert not person.groups.exists()
    with pytest.raises(AccountRefused):
        approve(change=change, actor=roles["administrators"], now=NOW)
    with pytest.raises(AccountRefused):
        approve(change=change, actor=person, now=NOW)


def test_the_database_holds_the_second_person(roles, person, organisers):
    for decided_by in (roles["administrators"], person):
        with pytest.raises(IntegrityError), transaction.atomic():
            GroupChange.objects.create(
                person=person,
                group=organisers,
                action=GroupAction.ADD,
                state=GroupChangeState.DONE,
                requested_by=roles["administrators"],
                requested_at=NOW,
                decided_by=decided_by,
                decided_at=NOW,
            )


def test_a_second_click_changes_nothing(roles, change):
    approve(change=change, actor=roles["organisers"], now=NOW)
    for decide in (approve, refuse, withdraw):
        with pytest.raises(AlreadyDecided):
            decide(change=change, actor=roles["organisers"], now=NOW)


def test_who_requested_it_may_withdraw_it(client, roles, person, change):
    client.force_login(roles["organisers"])
    url = reverse("contest_withdraw_group_change", args=[change.pk])
    assert client.post(url).status_code in (302, 403)
    change.refresh_from_db()
    assert change.state == GroupChangeState.OPEN
    client.force_login(roles["administrators"])
    client.post(url)
    change.refresh_from_db()
    assert change.state == GroupChangeState.WITHDRAWN


@pytest.mark.parametrize("role", ["writers", "editors", "moderators", "jurors", "question_writers"])
def test_other_roles_see_nothing_of_it(client, roles, change, role):
    client.force_login(roles[role])
    for url in (reverse("contest_group_changes"), reverse("contest_decide_group_change", args=[change.pk])):
        assert client.get(url).status_code in (302, 403)


def test_the_list_asks_a_fixed_number_of_queries(
    client, roles, change, organisers, django_assert_max_num_queries
):
    client.force_login(roles["organisers"])
    url = reverse("contest_group_changes")
    client.get(url)
    with django_assert_max_num_queries(30) as few:
        client.get(url)
    for _turn in range(5):
        change_groups(
            person=UserFactory(), groups=[organisers], actor=roles["administrators"], now=timezone.now()
        )
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(url)


def test_leaving_a_group_needs_nobody_else(roles, organisers):
    person = roles["organisers"]
    assert change_groups(person=person, groups=[], actor=roles["administrators"], now=NOW) == []
    assert not person.groups.exists()
