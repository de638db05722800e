"""Which accounts an administrator of the site may change, and what of them."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import ModelLogEntry

from contest_pages.admin.roles import ROLES
from contest_pages.staff.admin.viewsets import AccountViewSet
from contest_pages.staff.enums import GroupChangeState
from contest_pages.staff.models import GroupChange
from contest_pages.staff.queries import confidential_groups
from tests.factories import UserFactory
from tests.letters import words_of

pytestmark = pytest.mark.django_db

User = get_user_model()
GROUPS = {role.key: role.group for role in ROLES}


@pytest.fixture
def administrator(client, roles):
    """Log an administrator of the site in."""
    client.force_login(roles["administrators"])
    return roles["administrators"]


@pytest.fixture
def superuser(roles):
    """Return the portal's own technician."""
    return User.objects.create_superuser("kythuat", "kythuat@example.vn", "mat-khau-rat-dai-1")


def group(role: str) -> Group:
    """Return the group of a role."""
    return Group.objects.get(name=GROUPS[role])


def data(account=None, **changes) -> dict:
    """Return what the form of an account sends."""
    given = {
        "username": account.username if account else "nguoimoi",
        "email": account.email if account else "nguoimoi@example.vn",
        "first_name": (account and account.first_name) or "Mới",
        "last_name": (account and account.last_name) or "Người",
        "is_active": "on",
        "groups": [row.pk for row in account.groups.all()] if account else [],
    }
    return given | changes


def edit(client, account, **changes):
    """Send the form of an account."""
    return client.post(reverse("wagtailusers_users:edit", args=[account.pk]), data(account, **changes))


def add(client, **changes):
    """Send the form of a new account."""
    return client.post(reverse("wagtailusers_users:add"), data(**changes))


def test_an_administrator_cannot_make_a_superuser(client, administrator, roles):
    add(client, is_superuser="on")
    edit(client, roles["writers"], is_superuser="on")
    assert User.objects.filter(username="nguoimoi").exists()
    assert not User.objects.filter(is_superuser=True).exists()


@pytest.mark.parametrize("name", ["edit", "delete", "history", "history_results", "usage"])
def test_no_address_of_a_superusers_account_answers_an_administrator(client, administrator, superuser, name):
    url = reverse(f"wagtailusers_users:{name}", args=[superuser.pk])
    assert client.get(url).status_code == 404
    assert client.post(url, data(superuser, email="ke-khac@example.vn")).status_code == 404
    superuser.refresh_from_db()
    assert superuser.email == "kythuat@example.vn"


def test_every_address_with_an_account_is_among_those_that_are_tested():
    viewset = AccountViewSet("wagtailusers_users", url_prefix="users")
    named = {pattern.name for pattern in viewset.get_urlpatterns() if "pk" in pattern.pattern.converters}
    assert named == {"edit", "delete", "history", "history_results", "usage"}


def test_an_administrator_does_not_see_who_is_a_superuser(client, administrator, superuser):
    page = client.get(reverse("wagtailusers_users:index"))
    assert page.status_code == 200
    text = page.content.decode()
    assert "kythuat" not in text
    assert "is_superuser" not in text
    assert "is_superuser" not in client.get(reverse("wagtailusers_users:add")).content.decode()
    assert (
        "kythuat@" not in client.get(reverse("wagtailusers_users:index"), {"q": "kythuat"}).content.decode()
    )
    assert (
        "kythuat"
        not in client.get(reverse("wagtailusers_users:index"), {"is_superuser": "true"}).content.decode()
    )


def test_a_superuser_sees_and_makes_superusers(client, superuser):
    client.force_login(superuser)
    assert "kythuat" in client.get(reverse("wagtailusers_users:index")).content.decode()
    add(client, is_superuser="on", password1="mot-mat-khau-dai-2", password2="mot-mat-khau-dai-2")
    assert User.objects.get(username="nguoimoi").is_superuser
    assert authenticate(username="nguoimoi", password="mot-mat-khau-dai-2") is not None


@pytest.mark.parametrize("action", ["delete", "set_active_state", "assign_role"])
def test_actions_for_several_leave_superusers_alone(client, administrator, superuser, roles, action):
    other = UserFactory()
    url = reverse("wagtail_bulk_action", args=["auth", "user", action])
    sent = {"mark_as_active": "False", "role": group("writers").pk}
    page = client.get(f"{url}?id={superuser.pk}&id={other.pk}")
    assert "kythuat" not in page.content.decode()
    client.post(f"{url}?id={superuser.pk}&id={other.pk}", sent)
    client.post(f"{url}?id=all", sent)
    superuser.refresh_from_db()
    assert superuser.is_active
    assert not superuser.groups.exists()


def test_an_administrator_cannot_change_the_own_groups(client, administrator):
    wanted = [row.pk for row in Group.objects.all()]
    edit(client, administrator, groups=wanted)
    url = reverse("wagtail_bulk_action", args=["auth", "user", "assign_role"])
    client.post(f"{url}?id={administrator.pk}", {"role": group("organisers").pk})
    assert list(administrator.groups.all()) == [group("administrators")]
    assert not GroupChange.objects.exists()


def test_an_administrator_sets_nobodys_password(client, administrator, roles):
    before = roles["organisers"].password
    edit(client, roles["organisers"], password1="mat-khau-cua-toi-1", password2="mat-khau-cua-toi-1")
    add(client, password1="mat-khau-cua-toi-1", password2="mat-khau-cua-toi-1")
    roles["organisers"].refresh_from_db()
    assert roles["organisers"].password == before
    assert authenticate(username="nguoimoi", password="mat-khau-cua-toi-1") is None


def test_a_new_account_gets_a_letter_that_says_how_to_choose_a_password(
    client, administrator, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        add(client)
    letter = next(letter for letter in mail.outbox if letter.to == ["nguoimoi@example.vn"])
    assert "nguoimoi" in words_of(letter)
    assert reverse("wagtailadmin_password_reset") in words_of(letter)
    assert User.objects.get(username="nguoimoi").has_usable_password()


def test_the_address_of_an_account_that_sees_personal_data_is_its_owners_to_change(
    client, administrator, roles
):
    organiser, writer = roles["organisers"], roles["writers"]
    edit(client, organiser, email="cua-toi@example.vn", username="khac", first_name="Đổi")
    edit(client, writer, email="dia-chi-moi@example.vn")
    organiser.refresh_from_db(), writer.refresh_from_db()
    assert organiser.first_name == "Đổi"
    assert organiser.email != "cua-toi@example.vn"
    assert organiser.username != "khac"
    assert writer.email == "dia-chi-moi@example.vn"


def test_confidential_groups_are_those_that_see_personal_data_or_keys_or_change_accounts(roles):
    names = {role for role, name in GROUPS.items() if confidential_groups().filter(name=name).exists()}
    assert names == {"moderators", "secretaries", "question_writers", "organisers", "administrators"}


def test_an_account_in_a_harmless_group_joins_at_once_and_gets_one_letter(
    client, administrator, roles, django_capture_on_commit_callbacks
):
    person = roles["jurors"]
    with django_capture_on_commit_callbacks(execute=True):
        edit(client, person, groups=[group("writers").pk, group("editors").pk])
    assert {row.name for row in person.groups.all()} == {GROUPS["writers"], GROUPS["editors"]}
    (letter,) = mail.outbox
    assert letter.to == [person.email]
    assert all(GROUPS[role] in words_of(letter) for role in ("writers", "editors", "jurors"))
    actions = set(ModelLogEntry.objects.values_list("action", flat=True))
    assert {"contest.join_group", "contest.leave_group"} <= actions


@pytest.mark.parametrize("role", ["moderators", "question_writers", "organisers", "administrators"])
def test_a_confidential_group_waits_for_a_second_person(
    client, administrator, roles, person, role, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(
            reverse("wagtailusers_users:edit", args=[person.pk]),
            data(person, groups=[group(role).pk]),
            follow=True,
        )
    assert not person.groups.exists()
    change = GroupChange.objects.get()
    assert (change.state, change.requested_by) == (GroupChangeState.OPEN, administrator)
    assert [letter.to for letter in mail.outbox] == [[roles["organisers"].email]]
    assert reverse("contest_group_changes") in page.content.decode()


def test_a_new_account_is_no_way_round_the_second_person(client, administrator):
    add(client, groups=[group("organisers").pk])
    assert not User.objects.get(username="nguoimoi").groups.exists()


def test_saving_the_form_again_requests_nothing_twice(client, administrator, person):
    for _turn in range(2):
        edit(client, person, groups=[group("organisers").pk])
    assert GroupChange.objects.count() == 1


def test_several_accounts_at_once_wait_as_well(client, administrator):
    people = [UserFactory(), UserFactory()]
    url = reverse("wagtail_bulk_action", args=["auth", "user", "assign_role"])
    ids = "&".join(f"id={person.pk}" for person in people)
    client.post(f"{url}?{ids}", {"role": group("organisers").pk})
    client.post(f"{url}?{ids}", {"role": group("editors").pk})
    assert GroupChange.objects.filter(state=GroupChangeState.OPEN).count() == 2
    assert {row.name for person in people for row in person.groups.all()} == {GROUPS["editors"]}


def test_a_superuser_needs_a_second_person_too_where_there_is_one(client, superuser, roles, person):
    client.force_login(superuser)
    edit(client, person, groups=[group("organisers").pk])
    assert not person.groups.exists()


def test_the_only_superuser_sets_a_site_up_alone(client, index, person):
    call_command("contest_set_up_roles", verbosity=0)
    superuser = User.objects.create_superuser("kythuat", "kythuat@example.vn", "mat-khau-rat-dai-1")
    client.force_login(superuser)
    edit(client, person, groups=[group("organisers").pk])
    assert list(person.groups.all()) == [group("organisers")]
    assert GroupChange.objects.get().decided_by is None


def test_the_list_of_accounts_asks_a_fixed_number_of_queries(
    client, administrator, django_assert_max_num_queries
):
    UserFactory.create_batch(20)
    client.get(reverse("wagtailusers_users:index"))
    with django_assert_max_num_queries(30) as few:
        client.get(reverse("wagtailusers_users:index"))
    UserFactory.create_batch(20)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(reverse("wagtailusers_users:index"))


def test_no_letter_shows_anything_but_words(client, administrator, roles, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        add(client, groups=[group("organisers").pk, group("writers").pk])
    assert len(mail.outbox) == 3  # welcome, what was done, what waits
    assert not any(re.search(r"[{}%]|None", letter.subject + letter.body) for letter in mail.outbox)


def test_the_owner_learns_by_letter_that_a_superuser_has_set_the_password(
    client, superuser, roles, django_capture_on_commit_callbacks
):
    client.force_login(superuser)
    new = "mot-mat-khau-dai-3"
    with django_capture_on_commit_callbacks(execute=True):
        edit(client, roles["organisers"], password1=new, password2=new)
    (letter,) = mail.outbox
    assert letter.to == [roles["organisers"].email]
    assert new not in words_of(letter)
    assert ModelLogEntry.objects.filter(action="contest.set_password").exists()
