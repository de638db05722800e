"""A contest in English: all its pages at once, as drafts, by who edits the contest."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale

from contest_pages.contests.domain.translating import translate_contest
from contest_pages.contests.models import ContestPage
from tests.factories import RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(stage):
    return Locale.objects.get_or_create(language_code="en")[0]


def test_all_pages_are_made_in_one_step_as_drafts_below_their_own_list(client, roles, stage, english):
    client.force_login(roles["editors"])
    menu = client.get(reverse("wagtailadmin_explore", args=[stage.contest.pk])).content.decode()
    address = reverse("contest_translate", args=[stage.contest.pk, english.pk])
    assert address in menu
    assert client.get(address).status_code == 200
    client.post(address)
    made = stage.contest.get_translation(english)
    assert made.get_descendants(inclusive=True).live().count() == 0
    assert [page.slug for page in made.get_children()] == ["the-le", "dang-ky", "tac-pham"]
    assert made.get_parent().get_translation(stage.contest.locale).pk == stage.contest.get_parent().pk
    assert ContestPage.objects.get(pk=made.pk).original.pk == stage.contest.pk


def test_registrations_entries_and_letters_are_offered_by_the_original_contest_alone(
    client, roles, stage, english
):
    made = translate_contest(contest=stage.contest, locale=english, actor=roles["editors"])
    assert set(ContestPage.objects.originals()) == {stage.contest}
    RegistrationFactory(page=stage.form)
    client.force_login(roles["organisers"])
    for name in (
        "contest_new_mailing",
        "contest_wordings",
        "contest_registrations_registration_modeladmin_index",
    ):
        page = client.get(reverse(name)).content.decode()
        assert stage.contest.title in page
        assert not re.search(rf"(value=.{made.pk}.|contest={made.pk}\b)", page)
    assert client.get(reverse("contest_write_mailing", args=[made.pk, "registrations"])).status_code == 404


def test_a_contest_without_an_original_in_the_main_language_is_one_itself(stage, english):
    ContestPage.objects.filter(pk=stage.contest.pk).update(locale=english)
    assert set(ContestPage.objects.originals()) == {stage.contest}


def test_who_edits_the_contest_edits_its_translation(client, roles, stage, english):
    made = translate_contest(contest=stage.contest, locale=english, actor=roles["editors"])
    for role in ("writers", "editors", "organisers"):
        assert made.permissions_for_user(roles[role]).can_edit(), role
    assert not made.permissions_for_user(roles["moderators"]).can_edit()
    rights = GroupPagePermission.objects.filter(page=made.get_parent())
    assert rights.count() == GroupPagePermission.objects.filter(page=stage.contest.get_parent()).count()


def test_the_same_click_twice_makes_one_translation(roles, stage, english):
    first = translate_contest(contest=stage.contest, locale=english, actor=roles["editors"])
    assert translate_contest(contest=stage.contest, locale=english, actor=roles["editors"]).pk == first.pk


@pytest.mark.parametrize("role", ["moderators", "jurors", "question_writers"])
def test_others_make_none(client, roles, stage, english, role):
    client.force_login(roles[role])
    client.post(reverse("contest_translate", args=[stage.contest.pk, english.pk]))
    assert stage.contest.get_translation_or_none(english) is None


def test_a_translation_is_not_translated_again(client, roles, stage, english):
    made = translate_contest(contest=stage.contest, locale=english, actor=roles["editors"])
    other = Locale.objects.create(language_code="fr")
    client.force_login(roles["editors"])
    client.post(reverse("contest_translate", args=[made.pk, other.pk]))
    assert stage.contest.get_translation_or_none(other) is None
