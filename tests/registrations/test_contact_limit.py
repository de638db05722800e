"""One e-mail address or phone is good for as many registrations as the rules say, and organisers see the many."""

from __future__ import annotations

import pytest
from django.urls import reverse

from contest_pages.publishing.readiness import ReadinessContext, Severity
from contest_pages.registrations.access.links import confirm_path, new_email_path
from contest_pages.registrations.domain.confirming import confirm
from contest_pages.registrations.errors import ContactFull
from contest_pages.registrations.models import Registration
from contest_pages.registrations.readiness import check_registration
from tests.factories import RegistrationFactory
from tests.factories.pages import NOW
from tests.races import at_once

from .helpers import enter, enter_and_confirm, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

NAMES = ["Lò Một", "Lò Hai", "Lò Ba"]


@pytest.fixture
def two(stage):
    """Return the scene with a form that takes two registrations of one contact."""
    stage.form.most_per_contact = 2
    stage.form.save()
    return stage


def test_the_third_registration_of_a_contact_is_not_confirmed_and_its_owner_alone_reads_why(two, client):
    pending = [enter(two, person(name)) for name in NAMES]
    for registration in pending[:2]:
        confirm(registration=registration, now=NOW)
    answer = client.post(confirm_path(pending[2]))
    assert answer.status_code == 422
    assert "tối đa 2 đăng ký" in answer.content.decode()
    assert Registration.objects.active().count() == 2


def test_another_contact_and_a_phone_beside_an_address_are_counted_apart(two):
    for name in NAMES[:2]:
        enter_and_confirm(two, person(name))
    assert enter_and_confirm(two, person(NAMES[2]), email="khac@vidu.example")
    assert enter_and_confirm(two, person("Lò Bốn"), email="")


def test_a_form_without_a_limit_takes_any_number(stage):
    for number in range(8):
        assert enter_and_confirm(stage, person(f"Lò {'abcdefgh'[number]}"))


def test_no_change_of_contact_goes_beyond_the_limit(two, client):
    for name in NAMES[:2]:
        enter_and_confirm(two, person(name))
    other = enter_and_confirm(two, person(NAMES[2]), email="khac@vidu.example")
    other.new_email = "suoi@vidu.example"
    other.save()
    answer = client.post(new_email_path(other))
    assert (answer.status_code, "tối đa 2 đăng ký" in answer.content.decode()) == (422, True)
    other.refresh_from_db()
    assert other.email == "khac@vidu.example"


def test_the_rules_say_so_in_a_sentence(two):
    assert any("tối đa 2 đăng ký" in sentence for sentence in two.form.people_sentences())


def test_organisers_see_how_many_registrations_a_contact_has_and_filter_the_many(client, roles, stage):
    for name in NAMES:
        RegistrationFactory(page=stage.form, full_name=name, email="nhieu@vidu.example")
    RegistrationFactory(page=stage.form, email="it@vidu.example")
    client.force_login(roles["organisers"])
    address = reverse("contest_registrations_registration_modeladmin_index")
    rows = client.get(address).context["object_list"]
    assert sorted(row.same_contact for row in rows) == [1, 3, 3, 3]
    many = client.get(address, {"per_contact": "3"}).context["object_list"]
    assert {row.email for row in many} == {"nhieu@vidu.example"}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_many_confirmed_at_once_no_more_count_than_the_rules_take(stage):
    stage.form.most_per_contact = 2
    stage.form.save()
    pending = [enter(stage, person(f"Lò {'abcde'[n]}")) for n in range(5)]
    results = at_once(*[lambda r=r: confirm(registration=r, now=NOW) for r in pending])
    assert sum(isinstance(result, ContactFull) for result in results) == 3
    assert Registration.objects.active().count() == 2


@pytest.mark.parametrize(
    ("kinds", "most", "advised"),
    [
        (["individual"], None, True),
        (["individual", "group"], None, True),
        (["individual"], 5, False),
        (["team"], None, False),
        (["roster"], None, False),
    ],
)
def test_the_editor_of_a_form_for_persons_is_advised_to_limit_registrations_of_a_contact(
    stage, kinds, most, advised
):
    stage.form.kinds, stage.form.most_per_contact = kinds, most
    context = ReadinessContext(stage.contest, (stage.form,), NOW)
    found = [one for one in check_registration(stage.form, context) if one.field == "most_per_contact"]
    assert [one.severity for one in found] == [Severity.REMARK] * advised
    assert all("giới hạn 5" in one.words.lower() for one in found)
