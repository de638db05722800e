"""The screens of units: lists looked at before they are applied, merging, splitting, who may."""

from __future__ import annotations

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contest_pages.units.domain.list_import import apply_list, upload_list
from contest_pages.units.errors import UnitRefused
from contest_pages.units.models import Unit, UnitList
from tests.factories import UnitFactory, UserFactory
from tests.factories.pages import NOW
from tests.races import at_once

from .test_lists import book

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return UnitFactory(name="Tỉnh", kind="province", code="14")


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("organisers", 200),
        ("administrators", 200),
        ("editors", 302),
        ("moderators", 302),
        ("question_writers", 302),
    ],
)
def test_who_may_change_the_tree(client, roles, role, status, province):
    client.force_login(roles[role])
    for path in (
        reverse("contest_bring_units"),
        reverse("contest_merge_units"),
        reverse("contest_split_unit", args=[province.pk]),
        reverse("contest_unit_template"),
    ):
        assert client.get(path).status_code == status


def test_an_organiser_previews_a_list_before_it_is_applied(client, roles, province):
    client.force_login(roles["organisers"])
    file = SimpleUploadedFile("don-vi.xlsx", book(["X1", "Xã Mới Toanh", "commune", "14"]).read())
    looked = client.post(reverse("contest_bring_units"), {"file": file, "on": ""})
    html = client.get(looked.url).content.decode()
    assert "Xã Mới Toanh" in html
    assert not Unit.objects.filter(code="X1").exists()
    client.post(looked.url)
    client.post(looked.url)
    assert Unit.objects.filter(code="X1").count() == 1
    assert UnitList.objects.get().count == 1
    assert "don-vi.xlsx" in client.get(reverse("contest_bring_units")).content.decode()


def test_a_list_with_wrong_rows_cannot_be_applied(client, roles):
    client.force_login(roles["organisers"])
    file = SimpleUploadedFile("don-vi.xlsx", book(["X1", "", "commune"]).read())
    looked = client.post(reverse("contest_bring_units"), {"file": file, "on": ""})
    html = client.get(looked.url).content.decode()
    assert "Thiếu tên" in html
    assert "Áp dụng danh sách</button>" not in html
    client.post(looked.url)
    assert UnitList.objects.get().applied_at is None


def test_another_format_is_refused_with_a_sentence_that_says_what_to_do(client, roles):
    client.force_login(roles["organisers"])
    file = SimpleUploadedFile("don-vi.xlsx", b"%PDF-1.7 x")
    answer = client.post(reverse("contest_bring_units"), {"file": file}, follow=True)
    assert "Đây là tệp PDF. Vui lòng gửi tệp Excel (.xlsx)" in answer.content.decode()


def test_columns_without_headings_are_assigned_by_hand_and_the_list_is_applied_so(client, roles):
    client.force_login(roles["organisers"])
    file = SimpleUploadedFile("don-vi.csv", "Xã Mường Bú;X1;commune\nXã Chiềng San;X2;commune\n".encode())
    preview = client.post(reverse("contest_bring_units"), {"file": file}).url
    assert "Mỗi cột là gì" in client.get(preview).content.decode()
    assigned = f"{preview}?column-0=name&column-1=code&column-2=kind&first=1"
    assert "Xã Mường Bú" in client.get(assigned).content.decode()
    client.post(assigned)
    assert set(Unit.objects.values_list("code", "name")) == {("X1", "Xã Mường Bú"), ("X2", "Xã Chiềng San")}


def test_merging_and_splitting_show_what_follows_before_they_do_it(client, roles, province):
    one, two = (
        UnitFactory(name=f"Xã {code}", code=code, parent=Unit.objects.get(pk=province.pk)) for code in "AB"
    )
    client.force_login(roles["organisers"])
    fields = {"units": "A\nB\n", "name": "Xã Chung", "code": "C", "on": "2025-07-01"}
    html = client.post(reverse("contest_merge_units"), fields).content.decode()
    assert "Xã Chung" in html
    assert Unit.objects.today().filter(pk__in=[one.pk, two.pk]).count() == 2
    client.post(reverse("contest_merge_units"), {**fields, "sure": "1"})
    merged = Unit.objects.get(code="C")
    path = reverse("contest_split_unit", args=[merged.pk])
    parts = {"parts": "D; Xã Đông\nE; Xã Tây", "on": "2026-01-01"}
    assert "Xã Đông" in client.post(path, parts).content.decode()
    client.post(path, {**parts, "sure": "1"})
    assert set(Unit.objects.valid_on(datetime.date(2026, 1, 1)).values_list("code", flat=True)) == {
        "14",
        "D",
        "E",
    }
    assert client.post(path, {"parts": "chỉ một dòng", "on": "2026-01-01"}).status_code == 422


def test_units_are_found_in_the_admin_without_marks(client, roles, province):
    UnitFactory(name="Xã Mường Bú", code="X1", parent=province)
    client.force_login(roles["organisers"])
    html = client.get(reverse("wagtailsnippets_contest_units_unit:list"), {"q": "muong bu"}).content.decode()
    assert "Xã Mường Bú" in html
    assert "Tỉnh</" not in html


def kept(*rows):
    file = SimpleUploadedFile("don-vi.xlsx", book(*rows).read())
    return upload_list(file=file, on=None, actor=UserFactory(), now=NOW)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_lists_at_once_give_no_place_in_the_tree_twice(province):
    actor = UserFactory()
    lists = [kept(*[[f"{letter}{n}", "Xã", "commune", "14"] for n in range(50)]) for letter in "ABC"]
    outcomes = at_once(
        *[lambda found=found: apply_list(unit_list=found, actor=actor, now=NOW) for found in lists]
    )
    assert outcomes == [50, 50, 50]
    assert Unit.find_problems() == ([], [], [], [], [])
    assert Unit.objects.get(code="14").numchild == 150


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_same_unit_in_two_lists_at_once_is_added_once(province):
    actor = UserFactory()
    lists = [kept(["X1", "Xã Một", "commune", "14"], [f"Y{n}", "Xã", "commune", "14"]) for n in range(2)]
    outcomes = at_once(
        *[lambda found=found: apply_list(unit_list=found, actor=actor, now=NOW) for found in lists]
    )
    assert Unit.objects.filter(code="X1").count() == 1
    assert all(isinstance(outcome, int | UnitRefused) for outcome in outcomes)
    assert sum(isinstance(outcome, int) for outcome in outcomes) >= 1
