"""The organisers' screens: counts, filters, cancelling, links, exports with chosen columns, requests."""

from __future__ import annotations

import csv
import io

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from contest_pages.data_requests.domain import submit_request
from contest_pages.registrations.models import AnswerFile, Registration
from tests.factories import RegistrationFactory, UnitFactory
from tests.factories.pages import NOW
from tests.letters import words_of

from .helpers import enter, enter_and_confirm, person

pytestmark = pytest.mark.django_db

LIST = "contest_registrations_registration_modeladmin_index"
INSPECT = "contest_registrations_registration_modeladmin_inspect"


@pytest.fixture
def organiser(client, roles):
    client.force_login(roles["organisers"])
    return roles["organisers"]


def test_the_list_counts_the_filtered_registrations(client, stage, organiser):
    RegistrationFactory(page=stage.form)
    RegistrationFactory(page=stage.form, pending=True)
    RegistrationFactory(page=stage.form, kind="group", division="Cán bộ", unit=UnitFactory(name="Xã Một"))
    html = " ".join(client.get(reverse(LIST)).content.decode().split())
    assert "<strong>2</strong> hợp lệ · <strong>1</strong> chờ xác nhận" in html
    html = " ".join(client.get(reverse(LIST) + "?kind__exact=group").content.decode().split())
    assert "<strong>1</strong> hợp lệ · <strong>0</strong> chờ xác nhận" in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind__exact=group", {"B"}),
        ("status__exact=pending", {"C"}),
        ("division=C%C3%A1n+b%E1%BB%99", {"B"}),
        ("q=lo+thi+bi", {"A"}),
        ("q=LÒ+thi+may", {"B", "C"}),
        ("robot_check__exact=unreachable", {"A"}),
        ("unit={unit}", {"B"}),
        ("contest={contest}", {"A", "B", "C"}),
    ],
)
def test_the_filters_find_their_registrations(client, stage, organiser, query, found):
    unit = UnitFactory()
    RegistrationFactory(page=stage.form, code="MA-A", full_name="Lò Thị Bí", robot_check="unreachable")
    RegistrationFactory(page=stage.form, code="MA-B", kind="group", division="Cán bộ", unit=unit)
    RegistrationFactory(page=stage.form, code="MA-C", pending=True)
    html = client.get(
        f"{reverse(LIST)}?{query.format(unit=unit.pk, contest=stage.contest.pk)}"
    ).content.decode()
    assert {letter for letter in "ABC" if f"MA-{letter}" in html} == found


def test_every_view_of_a_registration_is_logged_with_its_user(client, stage, organiser):
    registration = RegistrationFactory(page=stage.form, full_name="Lò Thị Bí")
    html = client.get(reverse(INSPECT, args=[registration.pk])).content.decode()
    assert "Lò Thị Bí" in html
    line = ModelLogEntry.objects.get(action="contest.view_registration")
    assert line.user == organiser


def test_cancelling_requires_a_reason_and_the_letter_states_it(
    client, stage, organiser, django_capture_on_commit_callbacks
):
    registration = enter_and_confirm(stage)
    screen = reverse("contest_cancel_registration", args=[registration.pk])
    mail.outbox.clear()
    assert "Nhập" in client.post(screen, {"words": " "}).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(screen, {"words": "Đăng ký hộ người khác."})
        again = client.post(screen, {"words": "Lần hai."}, follow=True)
    registration.refresh_from_db()
    assert (registration.status, registration.ended_because) == ("cancelled", "Đăng ký hộ người khác.")
    assert [("Đăng ký hộ người khác." in words_of(letter)) for letter in mail.outbox] == [True]
    assert "đã kết thúc" in again.content.decode()
    assert enter_and_confirm(stage)  # the place is free again


def test_a_link_is_sent_again_and_logged(client, stage, organiser, django_capture_on_commit_callbacks):
    registration = enter(stage)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("contest_resend_link", args=[registration.pk]))
    assert "/xac-nhan/" in words_of(mail.outbox[0])
    assert ModelLogEntry.objects.filter(action="contest.resend_link", user=organiser).exists()


def test_only_the_chosen_columns_are_exported_and_the_export_is_logged(client, stage, organiser):
    RegistrationFactory(page=stage.form, code="MA-A", full_name="Lò Thị Bí")
    screen = client.get(reverse("contest_export_registrations") + "?status__exact=active").content.decode()
    assert 'name="columns" value="names" checked' in screen
    assert 'name="status__exact" value="active"' in screen
    query = "?columns=code&columns=names&status__exact=active&export="
    text = b"".join(client.get(reverse(LIST) + query + "csv")).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[1] == ["MA-A", "Lò Thị Bí"]
    book = load_workbook(io.BytesIO(b"".join(client.get(reverse(LIST) + query + "xlsx"))))
    assert [cell.value for cell in list(book.active.rows)[1]] == ["MA-A", "Lò Thị Bí"]
    lines = ModelLogEntry.objects.filter(action="contest.export_registrations")
    assert [line.data["columns"] for line in lines] == [["code", "names"]] * 2


def test_a_contestants_file_is_a_download_that_no_browser_runs(client, stage, organiser, roles):
    registration = RegistrationFactory(page=stage.form)
    file = AnswerFile.objects.create(
        registration=registration,
        name="a",
        label="Giấy",
        file=ContentFile(b"%PDF-1.4", name="x"),
        file_name="giay.pdf",
        content_type="application/pdf",
        size=8,
    )
    path = reverse("contest_answer_file", args=[file.pk])
    assert path in client.get(reverse(INSPECT, args=[registration.pk])).content.decode()
    response = client.get(path)
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    client.force_login(roles["moderators"])
    assert client.get(path).status_code == 302


@pytest.mark.parametrize("rows", [3, 30])
@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("contest_committees_committeemember_modeladmin_index", 17),
        ("contest_registrations_committeematch_modeladmin_index", 15),
        ("contest_data_requests_datarequest_modeladmin_index", 15),
    ],
)
def test_each_list_costs_the_same_for_any_number_of_rows(
    client, stage, organiser, rows, name, queries, django_assert_max_num_queries
):
    from tests.factories import CommitteeMemberFactory

    for n in range(rows):
        registration = enter_and_confirm(stage, person(f"Người {n}"), email=f"n{n}@vidu.example")
        CommitteeMemberFactory(contest=stage.contest, full_name=f"Người {n}")
        submit_request(registration=registration, kind="correct", now=NOW)
    client.get(reverse(name))
    with django_assert_max_num_queries(queries):
        assert client.get(reverse(name)).status_code == 200


def test_fields_on_which_registrations_depend_cannot_be_changed(client, stage, roles):
    RegistrationFactory(page=stage.form)
    client.force_login(roles["editors"])
    from wagtail.test.utils.form_data import inline_formset, nested_form_data

    data = nested_form_data(
        {
            "title": "Đăng ký",
            "slug": "dang-ky",
            "largest_group": 5,
            "smallest_team": 5,
            "largest_team": 12,
            "consent_notice": stage.form.consent_notice_id,
            "asks_identity": "on",
            "identity_reason": "Cần.",
            "identity_purge_on": "2025-01-01",
            "divisions": inline_formset([]),
            "extra_fields": inline_formset([]),
            "comments": inline_formset([]),
            "introduction": '{"blocks": [], "entityMap": {}}',
            "thanks": '{"blocks": [], "entityMap": {}}',
        }
    )
    data |= {"kinds": ["individual"], "publishing_choices": ["name"], "action-publish": "1"}
    response = client.post(reverse("wagtailadmin_pages:edit", args=[stage.form.pk]), data)
    assert "không thể đổi" in response.content.decode()
    Registration.objects.all().delete()
    response = client.post(reverse("wagtailadmin_pages:edit", args=[stage.form.pk]), data)
    assert response.status_code == 302, response.context["form"].errors
    stage.form.refresh_from_db()
    assert stage.form.asks_identity
