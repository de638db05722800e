"""All errors of a form at once, each at its field, in sentences that say what to do."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from contest_pages.http.whole_texts import WholeTextForm, missing_words
from contest_pages.registrations.forms import RegistrationForm
from contest_pages.registrations.models import Registration, RegistrationField

from .helpers import enter_and_confirm, token, typed, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture
def browser():
    """Return a client with CSRF checks."""
    return Client(enforce_csrf_checks=True)


def posted(stage, *people: dict, **fields) -> RegistrationForm:
    """Return the form as it was sent, checked."""
    form = RegistrationForm(typed(stage.form, *people, **fields), page=stage.form, confirmed=False)
    form.is_valid()
    return form


def test_an_empty_form_names_everything_that_is_missing_at_once(stage):
    stage.form.unit_required = True
    form = posted(stage, {"full_name": "", "birth_date": ""}, email="", phone="", eligible=None)
    assert [error.words for error in form.listed_errors] == [
        "Nhập họ và tên.",
        "Nhập ngày sinh đủ ngày, tháng, năm, ví dụ 05/8/1990.",
        "Nhập số điện thoại hoặc email để Ban Tổ chức liên hệ với bạn.",
        "Chọn đơn vị, địa bàn trong danh sách.",
        "Đánh dấu để cam kết bạn không thuộc thành phần không được dự thi.",
    ]


def test_the_guardians_errors_stand_at_the_guardians_fields_beside_the_others(stage):
    form = posted(stage, {"full_name": "Cà Thị Bé", "birth_date": "1/2/2009"}, phone="123")
    assert set(form.people.forms[0].errors) == {"guardian_name", "guardian_agrees", "child_agrees"}
    assert "phone" in form.errors


def test_a_person_whom_the_rules_do_not_take_is_not_asked_for_a_guardian(stage):
    form = posted(stage, {"full_name": "Cà Thị Bé", "birth_date": "11/7/2010"}, phone="123")
    assert set(form.people.forms[0].errors) == {"birth_date"}
    assert "phone" in form.errors


def test_a_person_named_twice_and_a_wrong_number_of_people_are_refused_together(stage):
    stage.form.kinds, stage.form.smallest_team = ["team"], 3
    row = {"full_name": "Lò Văn An", "birth_date": "1/2/1990"}
    form = posted(stage, row, row, kind="team", email="khong-phai")
    words = " ".join(error.words for error in form.listed_errors)
    for part in ("ít nhất 3", "Thành viên 2: ", "Địa chỉ email chưa đúng"):
        assert part in words


def test_the_summary_stands_on_top_leads_to_each_field_and_changes_the_title(browser, stage):
    row = {"full_name": "", "birth_date": "1990"}
    html = browser.post(url(stage), typed(stage.form, row) | token(browser)).content.decode()
    assert "<title>Lỗi: " in html
    assert "Còn 2 mục cần bổ sung" in html
    for target in re.findall(r'<li><a href="#([^"]+)"', html):
        assert f'id="{target}"' in html
        assert f'id="{target}_error"' in html
    assert "bắt buộc." not in html


def test_an_editors_question_is_quoted_in_its_error(stage):
    for number, (kind, choices) in enumerate((("singleline", ""), ("dropdown", "S,M"), ("checkbox", ""))):
        RegistrationField.objects.create(
            page=stage.form, label=f"Mục {kind}?", field_type=kind, choices=choices, sort_order=number
        )
    words = [error.words for error in posted(stage).listed_errors]
    assert words == [
        "Điền mục “Mục singleline?”.",
        "Chọn câu trả lời ở mục “Mục dropdown?”.",
        "Bổ sung mục “Mục checkbox?”.",
    ]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (forms.CharField(label="Họ và tên"), "Nhập họ và tên."),
        (forms.CharField(label="URL"), "Nhập URL."),
        (forms.CharField(label="Vì sao?"), "Điền mục “Vì sao?”."),
        (forms.ChoiceField(label="Ngôn ngữ"), "Chọn ngôn ngữ."),
        (forms.FileField(label="Tệp phụ đề"), "Chọn tệp phụ đề."),
        (forms.BooleanField(label="Tôi cam kết."), "Đánh dấu để cam kết: “Tôi cam kết.”"),
    ],
)
def test_a_missing_value_is_named_by_what_to_do(field, words):
    assert missing_words(field) == words


def test_words_of_a_forms_own_stay(stage):
    form_class = type(
        "F", (WholeTextForm,), {"a": forms.CharField(error_messages={"required": "Ghi nội dung."})}
    )
    assert form_class({}).errors["a"] == ["Ghi nội dung."]


@pytest.mark.parametrize("name", ["contest_edit_registration", "contest_request_data", "contest_send_link"])
def test_no_public_form_says_that_a_field_is_required(client, stage, name):
    from contest_pages.registrations.access.links import personal_path

    registration = enter_and_confirm(stage)
    paths = {
        "contest_edit_registration": f"{personal_path(registration)}sua/",
        "contest_request_data": f"{personal_path(registration)}yeu-cau/",
        "contest_send_link": reverse("contest_send_link"),
    }
    html = client.post(paths[name], {"people-TOTAL_FORMS": "1", "people-INITIAL_FORMS": "0"}).content.decode()
    assert "<title>Lỗi: " in html
    assert "là bắt buộc" not in html
    assert Registration.objects.count() == 1
