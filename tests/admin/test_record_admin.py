"""The lists of records: constant queries, search without marks, streamed and harmless exports."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from contest_pages.entries.models import Entry, VideoAsset
from contest_pages.files.spreadsheets import escape_formula
from contest_pages.privacy.domain.texts import consent_of
from contest_pages.registrations.models import Member, Registration
from contest_pages.units.models import Unit
from tests.factories import EntryFactory, RegistrationFactory, UnitFactory
from tests.factories.pages import NOW

pytestmark = pytest.mark.django_db

REGISTRATIONS = "contest_registrations_registration_modeladmin_index"
ENTRIES = "contest_entries_entry_modeladmin_index"
UNITS = "wagtailsnippets_contest_units_unit:list"


@pytest.fixture
def organiser(client, roles):
    client.force_login(roles["organisers"])


def many(stage, count: int) -> None:
    """Add rows in bulk: a registration with an author, a unit and an entry each."""
    units = Unit.load_bulk(
        [{"data": {"name": f"Xã {n}", "kind": "commune", "code": f"B{n}"}} for n in range(count)]
    )
    consent = consent_of(stage.form.consent_notice)
    registrations = Registration.objects.bulk_create(
        Registration(
            code=f"M{n}",
            contest=stage.contest,
            page=stage.form,
            email=f"m{n}@vidu.example",
            phone="0912345678",
            unit_id=units[n],
            consent=consent,
            consented_at=NOW,
            created_at=NOW,
            search_text=f"m{n}",
        )
        for n in range(count)
    )
    Member.objects.bulk_create(
        Member(registration=r, full_name="Ai Đó", birth_date=NOW.date()) for r in registrations
    )
    videos = VideoAsset.objects.bulk_create(
        VideoAsset(original=f"v{n}", size=1, uploaded_at=NOW, facts={"seconds": 250}) for n in range(count)
    )
    Entry.objects.bulk_create(
        Entry(
            contest=stage.contest,
            round=stage.round,
            registration=r,
            number=n + 1,
            slot=1,
            title=f"T{n}",
            video=v,
            state="checking",
            created_at=NOW,
            handed_in_at=NOW,
        )
        for n, (r, v) in enumerate(zip(registrations, videos, strict=True))
    )


@pytest.mark.parametrize("rows", [10, 1000])
@pytest.mark.parametrize(("name", "queries"), [(REGISTRATIONS, 23), (ENTRIES, 17), (UNITS, 13)])
def test_a_list_costs_the_same_at_10_and_at_1000_rows(
    client, organiser, stage, name, queries, rows, django_assert_num_queries
):
    many(stage, rows)
    client.get(reverse(name))
    with django_assert_num_queries(queries):
        response = client.get(reverse(name))
    assert response.status_code == 200


@pytest.mark.parametrize("rows", [10, 1000])
def test_an_export_costs_the_same_at_10_and_at_1000_rows(
    client, organiser, stage, rows, django_assert_num_queries
):
    many(stage, rows)
    url = reverse(REGISTRATIONS) + "?export=csv"
    client.get(url)
    with django_assert_num_queries(17):
        response = client.get(url)
        lines = b"".join(response.streaming_content).decode().splitlines()
    assert response.streaming
    assert len(lines) == rows + 1


@pytest.mark.parametrize("query", ["muong la", "MƯỜNG LA", "Lò Thị Mây", "lo thi may", "0912345678"])
def test_registrations_are_found_without_marks(client, organiser, stage, query):
    unit = UnitFactory(name="Xã Mường La")
    found = RegistrationFactory(page=stage.form, unit=unit, full_name="Lò Thị Mây")
    other = RegistrationFactory(page=stage.form, full_name="Người Khác", phone="0900000000")
    html = client.get(reverse(REGISTRATIONS), {"q": query}).content.decode()
    assert found.code in html
    assert other.code not in html


def test_entries_are_found_without_marks_and_filtered_by_state(client, organiser, stage):
    registration = RegistrationFactory(page=stage.form)
    EntryFactory(registration=registration, round=stage.round, title="Chợ mận", accepted=True)
    EntryFactory(registration=registration, round=stage.round, title="Rừng thông", submitted=True, slot=2)
    html = client.get(reverse(ENTRIES), {"q": "cho man"}).content.decode()
    assert "Chợ mận" in html
    assert "Rừng thông" not in html
    html = client.get(reverse(ENTRIES), {"state": "submitted"}).content.decode()
    assert "Chợ mận" not in html
    assert "Rừng thông" in html
    html = client.get(reverse(ENTRIES), {"contest": stage.contest.pk}).content.decode()
    assert "Chợ mận" in html


def test_a_workbook_holds_what_the_list_shows_and_no_formula(client, organiser, stage):
    registration = RegistrationFactory(page=stage.form, full_name='=HYPERLINK("http://x")')
    response = client.get(reverse(REGISTRATIONS) + "?export=xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    rows = list(sheet.values)
    assert rows[1][0] == registration.code
    assert rows[1][rows[0].index("Họ và tên")] == '\'=HYPERLINK("http://x")'


def test_a_csv_begins_with_the_mark_of_utf_8(client, organiser, stage):
    RegistrationFactory(page=stage.form)
    response = client.get(reverse(REGISTRATIONS) + "?export=csv")
    assert b"".join(response.streaming_content).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("cell", "safe"), [("=1+1", "'=1+1"), ("+84", "'+84"), ("@x", "'@x"), ("Lò", "Lò"), (5, 5), (None, None)]
)
def test_cells_that_would_run_are_disarmed(cell, safe):
    assert escape_formula(cell) == safe


def test_every_view_of_a_registration_is_logged_without_personal_data(client, organiser, stage, roles):
    registration = RegistrationFactory(page=stage.form)
    html = client.get(
        reverse("contest_registrations_registration_modeladmin_inspect", args=[registration.pk])
    ).content.decode()
    assert "Lò Thị Mây" in html
    assert "0912345678" in html
    line = ModelLogEntry.objects.get(action="contest.view_registration")
    assert (line.user, line.label, line.data) == (roles["organisers"], registration.code, {})


def test_units_are_found_in_the_admin(client, organiser, db):
    province = UnitFactory(name="Tỉnh Sơn La", kind="province")
    UnitFactory(name="Xã Mường La", parent=province)
    html = client.get(reverse(UNITS), {"q": "Mường"}).content.decode()
    assert "Xã Mường La" in html
