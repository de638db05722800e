"""The name of a team: entered, stored and shown everywhere."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from contest_pages.privacy.queries import personal_data
from contest_pages.registrations.access.links import personal_path
from contest_pages.registrations.domain.erasing import erase
from contest_pages.registrations.logic.people import public_author, public_contestant, team_name_of
from contest_pages.registrations.models import Registration
from tests.factories import RegistrationFactory, UnitFactory
from tests.factories.pages import NOW
from tests.names import letters

from .helpers import enter_and_confirm, team, token, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]
LIST = "contest_registrations_registration_modeladmin_index"


@pytest.fixture
def browser() -> Client:
    """A visitor whose forms need their token."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def form(stage):
    """Return the form, which takes individuals and teams of seven."""
    stage.form.kinds, stage.form.smallest_team, stage.form.main_members = ["individual", "team"], 7, None
    stage.form.save()
    return stage.form


def rows(count=7) -> list[dict[str, str]]:
    return [{"full_name": f"Thành Viên {letters(n)}", "birth_date": f"{n + 1}/1/1990"} for n in range(count)]


@pytest.mark.parametrize(
    ("given", "unit", "name"),
    [
        ("  Sao   Mai ", "Xã Một", "Sao Mai"),
        ("", "Xã Một", "Đội Xã Một"),
        ("", "", "Đội MA-1"),
    ],
)
def test_a_team_has_its_given_name_or_that_of_its_unit(given, unit, name):
    assert team_name_of(given, unit=unit, code="MA-1") == name


def test_a_team_is_shown_by_its_name_and_never_by_its_members():
    for show in (public_author, public_contestant):
        for agreed in (True, False):
            assert (
                show(["Lò Thị Mây", "Cà Văn Út"], publish_name=agreed, team_name="Đội Sao Mai")
                == "Đội Sao Mai"
            )
    assert public_contestant(["Lò Thị Mây"], publish_name=False) == "Thí sinh không công khai tên"


def test_the_form_has_a_field_for_the_name_of_a_team(browser, form):
    chosen = {"registration-kind": "team", "step": "1", "go": "2"}
    token(browser)  # sets the cookie
    assert "Tên đội" in browser.post(url_of(form), chosen).content.decode()
    data = typed(form, *rows(), kind="team", team_name="Đội  Hoa Ban")
    browser.post(url_of(form), data | token(browser))
    assert Registration.objects.get().team_name == "Đội Hoa Ban"


def test_a_form_without_teams_has_no_field_for_a_name(browser, stage):
    assert "Tên đội" not in browser.get(stage.form.url).content.decode()


def test_a_name_of_more_than_a_hundred_letters_is_refused(browser, form):
    data = typed(form, *rows(), kind="team", team_name="Đ" * 101)
    assert browser.post(url_of(form), data | token(browser)).status_code == 422
    assert not Registration.objects.exists()


def test_the_name_of_an_individual_is_not_kept(browser, form):
    browser.post(url_of(form), typed(form, team_name="Đội Hoa Ban") | token(browser))
    assert Registration.objects.get().team_name == ""


def test_without_a_name_the_unit_gives_it(stage, form):
    registration = enter_and_confirm(stage, *team(), kind="team", unit=UnitFactory(name="Xã Mường La"))
    assert registration.public_contestant == "Đội Xã Mường La"


def test_no_team_is_without_a_name_in_the_database(stage, form):
    registration = enter_and_confirm(stage, *team(), kind="team", team_name="Sao Mai")
    for change in ({"team_name": ""}, {"kind": "individual"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Registration.objects.filter(pk=registration.pk).update(**change)


def test_the_name_is_corrected_on_the_own_page_and_shown_there(client, stage, form):
    registration = enter_and_confirm(stage, *team(), kind="team", team_name="Sao Mai")
    edit = reverse("contest_edit_registration", args=[personal_path(registration).split("/")[-2]])
    assert 'value="Sao Mai"' in client.get(edit).content.decode()
    people = [
        {"full_name": m.full_name, "birth_date": f"{m.birth_date:%d/%m/%Y}", "member": str(m.pk)}
        for m in registration.members.all()
    ]
    data = typed(form, *people, kind="team", email=registration.email, team_name="Hoa Ban")
    assert client.post(edit, data).status_code == 302
    registration.refresh_from_db()
    assert (registration.team_name, registration.team_text) == ("Hoa Ban", "hoa ban")
    html = client.get(personal_path(registration)).content.decode()
    assert "Tên đội" in html
    assert "Hoa Ban" in html
    (part,) = [part for part in personal_data(registration) if part.key == "registration"]
    assert part.value["Tên đội"] == "Hoa Ban"


def test_the_staff_find_and_export_a_team_by_its_name(client, stage, roles):
    RegistrationFactory(page=stage.form, kind="team", team_name="Đội Hoa Ban", full_name="Lò Thị Kín")
    RegistrationFactory(page=stage.form, full_name="Cà Văn Út")
    client.force_login(roles["organisers"])
    html = client.get(reverse(LIST) + "?q=hoa ban").content.decode()
    assert "Đội Hoa Ban" in html
    assert "Cà Văn Út" not in html
    text = b"".join(client.get(reverse(LIST) + "?columns=team_name&export=csv")).decode("utf-8-sig")
    assert sorted(row[0] for row in list(csv.reader(io.StringIO(text)))[1:]) == ["", "Đội Hoa Ban"]
    registration = Registration.objects.get(kind="team")
    inspect = reverse("contest_registrations_registration_modeladmin_inspect", args=[registration.pk])
    assert "Đội Hoa Ban" in client.get(inspect).content.decode()


def test_a_given_name_is_erased_with_the_data_of_the_members(stage, form):
    unit = UnitFactory(name="Xã Mường La")
    registration = enter_and_confirm(stage, *team(), kind="team", team_name="Nhóm Lò Thị Mây", unit=unit)
    erase(registration=registration, because="requested", now=NOW)
    registration.refresh_from_db()
    assert (registration.team_name, registration.team_text) == ("Đội Xã Mường La", "doi xa muong la")


def url_of(page) -> str:
    return reverse("contest_register", args=[page.pk])
