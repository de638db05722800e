"""Exports of registrations: a column for each question, in Vietnamese, with the columns chosen the last time."""

from __future__ import annotations

import csv
import datetime
import io
import re
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from contest_pages.registrations.logic.questions import asks_for_identity
from contest_pages.registrations.models import (
    AnswerFile,
    ContestRegistrationPage,
    ExportColumns,
    RegistrationField,
)
from tests.factories import (
    ContestPageFactory,
    ContestRegistrationPageFactory,
    RegistrationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LIST = "contest_registrations_registration_modeladmin_index"
SCREEN = "contest_export_registrations"
AGREE = "Có, tôi đồng ý"

QUESTIONS = [
    ("Cỡ áo", "dropdown"),
    ("Đồng ý", "checkboxes"),
    ("Ăn chay", "checkbox"),
    ("Ngày vào Đoàn", "date"),
    ("Giờ đến", "datetime"),
    ("Số năm", "number"),
    ("Địa chỉ", "singleline"),
    ("Giấy giới thiệu", "file"),
]


@pytest.fixture
def organiser(client, roles):
    client.force_login(roles["organisers"])
    return roles["organisers"]


@pytest.fixture
def form(stage):
    ask(stage.form, *QUESTIONS)
    return stage.form


def ask(page, *questions):
    for number, (label, field_type) in enumerate(questions):
        RegistrationField.objects.create(page=page, label=label, field_type=field_type, sort_order=number)
    ContestRegistrationPage.objects.get(pk=page.pk).save()


def answered(page, **more):
    kept = {
        "co_ao": "M",
        "dong_y": [AGREE, "Khác"],
        "an_chay": False,
        "ngay_vao_doan": "2010-03-26",
        "gio_den": "2024-07-10T01:05:00+00:00",
        "so_nam": "12.5",
        "dia_chi": "Bản Một",
        "eligible": True,
    } | more
    labels = {f.clean_name: (f.label, f.field_type) for f in RegistrationField.objects.filter(page=page)}
    registration = RegistrationFactory(
        page=page,
        code="MA-A",
        answers=[
            {
                "name": name,
                "label": labels.get(name, (name, ""))[0],
                "type": labels.get(name, ("", ""))[1],
                "value": value,
            }
            for name, value in kept.items()
        ],
    )
    AnswerFile.objects.create(
        registration=registration,
        name="giay_gioi_thieu",
        label="Giấy",
        file=ContentFile(b"%PDF-1.4", name="x"),
        file_name="giấy đẹp.pdf",
        content_type="application/pdf",
        size=8,
    )
    return registration


def exported(client, kind: str, **query):
    response = client.get(reverse(LIST), {**query, "export": kind})
    content = b"".join(response.streaming_content)
    if kind == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    return load_workbook(io.BytesIO(content)).active


def offered(client, **query) -> dict[str, bool]:
    """Return the columns of the screen and whether each is ticked."""
    html = client.get(reverse(SCREEN), query).content.decode()
    found = re.findall(r'name="columns" value="([^"]+)"( checked)?>\s*([^<]+?)\s*</label>', html)
    return {(key, label): bool(ticked) for key, ticked, label in found}


def test_each_question_has_its_column_in_the_order_of_the_form_with_its_answer(client, form, organiser):
    answered(form)
    keys = [key for key, _label in offered(client) if key.startswith("answer-")]
    keys.sort(key=lambda key: int(RegistrationField.objects.get(clean_name=key.split("-")[2]).sort_order))
    rows = exported(client, "csv", columns=keys)
    assert rows == [
        [label for label, _type in QUESTIONS],
        ["M", f"{AGREE}; Khác", "Không", "26/03/2010", "10/07/2024 08:05", "12.5", "Bản Một", "giấy đẹp.pdf"],
    ]
    sheet = exported(client, "xlsx", columns=keys)
    assert [cell.value for cell in sheet[2]] == [
        "M",
        f"{AGREE}; Khác",
        "Không",
        datetime.datetime(2010, 3, 26),
        datetime.datetime(2024, 7, 10, 8, 5),
        12.5,
        "Bản Một",
        "giấy đẹp.pdf",
    ]
    assert (sheet["D2"].number_format, sheet["E2"].number_format) == ("dd/mm/yyyy", "dd/mm/yyyy hh:mm")
    assert sheet.freeze_panes == "A2"


def test_nothing_in_an_export_is_english_or_a_dash(client, form, organiser):
    answered(form)
    keys = [key for key, _label in offered(client)]
    headings, row = exported(client, "csv", columns=keys)
    cells = dict(zip(headings, row, strict=True))
    assert cells["Loại"] == "Cá nhân"
    assert cells["Tình trạng"] == "Có hiệu lực"
    assert cells["Tên đội"] == ""
    assert re.fullmatch(r"\d\d/\d\d/\d{4}", cells["Ngày sinh"])
    assert not {"individual", "active", "True", "False", "–", "None", "not_asked"} & set(row)
    assert re.fullmatch(r"\d\d/\d\d/\d{4} \d\d:\d\d", cells["Đăng ký lúc"])
    sheet = exported(client, "xlsx", columns=keys)
    column = [cell.value for cell in sheet[1]].index("Ngày sinh") + 1
    assert isinstance(sheet.cell(2, column).value, datetime.datetime)
    assert sheet.cell(2, column).number_format == "dd/mm/yyyy"


def test_answers_to_removed_questions_are_exported_too(client, form, organiser):
    answered(form, cu="cũ", cu_hon=["a", "b"])
    rows = exported(client, "csv", columns=["extra_answers", "declaration"])
    assert sorted(rows[1]) == sorted(["cu: cũ\ncu_hon: a; b", "Có"])


def test_answers_of_an_earlier_version_are_exported_as_they_are(client, form, organiser):
    RegistrationFactory(
        page=form, answers=[{"name": "ngay_vao_doan", "label": "Ngày vào Đoàn", "value": "2010-03-26"}]
    )
    key = next(key for key, label in offered(client) if label == "Ngày vào Đoàn")
    assert exported(client, "csv", columns=[key])[1] == ["26/03/2010"]


def test_two_forms_that_ask_the_same_share_a_column_and_others_have_their_own(client, form, organiser, stage):
    other = ContestRegistrationPageFactory(parent=stage.contest, slug="khac", title="Khác")
    ask(other, ("cỡ  áo", "singleline"), ("Cờ áo", "singleline"))
    RegistrationFactory(page=form, answers=[{"name": "co_ao", "label": "Cỡ áo", "value": "M"}])
    RegistrationFactory(page=other, answers=[{"name": "co_ao", "label": "cỡ áo", "value": "L"}])
    columns = {label: key for key, label in offered(client)}
    assert "cỡ  áo" not in columns
    rows = exported(client, "csv", columns=[columns["Cỡ áo"], columns["Cờ áo"]])
    assert rows[0] == ["Cỡ áo", "Cờ áo"]
    assert sorted(rows[1:]) == [["L", ""], ["M", ""]]


def test_the_questions_of_other_contests_are_not_offered(client, form, organiser, stage):
    other = ContestRegistrationPageFactory(
        parent=ContestPageFactory(parent=stage.contest.get_parent(), slug="khac")
    )
    ask(other, ("Số dép", "singleline"))
    labels = {label for _key, label in offered(client, contest=stage.contest.pk)}
    assert "Cỡ áo" in labels
    assert "Số dép" not in labels
    assert "Số dép" in {label for _key, label in offered(client)}


def test_what_identifies_a_person_is_not_ticked_at_first(client, form, organiser):
    columns = offered(client)
    unticked = {label for (_key, label), ticked in columns.items() if not ticked}
    assert unticked == {"Ngày sinh", "Điện thoại", "Email", "Địa chỉ"}
    answered(form)
    assert not unticked & set(exported(client, "csv")[0])


@pytest.mark.parametrize(
    ("label", "field_type", "asks"),
    [
        ("Địa chỉ liên hệ", "singleline", True),
        ("Nơi ở hiện nay", "singleline", True),
        ("Số CCCD", "singleline", True),
        ("Số điện thoại phụ huynh", "singleline", True),
        ("Thư của bạn", "email", True),
        ("Email", "singleline", True),
        ("Năm sinh", "number", True),
        ("Cỡ áo", "dropdown", False),
        ("Lớp", "singleline", False),
        ("Ngày vào Đoàn", "date", False),
    ],
)
def test_questions_about_a_persons_identity_are_known(label, field_type, asks):
    assert asks_for_identity(label, field_type) is asks


def test_the_choice_is_offered_again_to_the_same_user_for_the_same_contest(
    client, form, organiser, stage, roles
):
    answered(form)
    query = {"contest": stage.contest.pk}
    exported(client, "csv", columns=["code", "email"], **query)
    assert {key for (key, _l), ticked in offered(client, **query).items() if ticked} == {"code", "email"}
    assert exported(client, "csv", **query)[0] == ["Mã", "Email"]
    client.logout()
    client.force_login(organiser)
    assert {key for (key, _l), ticked in offered(client, **query).items() if ticked} == {"code", "email"}
    exported(client, "csv", columns=["code", "names"], **query)
    assert ExportColumns.objects.get().columns == ["code", "names"]
    other = ContestPageFactory(parent=stage.contest.get_parent(), slug="khac")
    assert len([t for t in offered(client, contest=other.pk).values() if t]) > 2
    boss = UserFactory(is_superuser=True)
    client.force_login(boss)
    assert len([t for t in offered(client, **query).values() if t]) > 2


def test_columns_that_do_not_exist_any_more_are_not_exported(client, form, organiser, stage):
    ExportColumns.objects.create(user=organiser, contest=stage.contest, columns=["answer-1-weg", "code"])
    answered(form)
    assert exported(client, "csv")[0] == ["Mã"]
    ExportColumns.objects.update(columns=["answer-1-weg"])
    assert len(exported(client, "csv", columns=["x' OR 1=1"])[0]) > 5
    assert client.get(reverse(SCREEN), {"contest": "x" * 99}).status_code == 200


def test_the_log_names_the_columns_that_were_taken(client, form, organiser, stage):
    answered(form)
    key = next(key for key, label in offered(client) if label == "Địa chỉ")
    exported(client, "xlsx", columns=["code", key])
    line = ModelLogEntry.objects.get(action="contest.export_registrations")
    assert line.data["columns"] == ["code", key]
    assert "Bản Một" not in str(line.data)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_is_named_in_vietnamese(client, form, organiser, kind):
    answered(form)
    header = client.get(reverse(LIST), {"export": kind}).headers["Content-Disposition"]
    assert "đăng ký" in unquote(header).lower()
    assert "dang ky" in header.split("filename*")[0].lower()


def test_a_question_named_like_a_column_has_a_heading_of_its_own(client, stage, organiser):
    RegistrationField.objects.create(
        page=stage.form, label="Trạng thái", clean_name="trang_thai", field_type="singleline"
    )
    labels = [label for _key, label in offered(client)]
    assert len(labels) == len(set(labels))


def test_several_persons_of_one_registration_stand_in_one_cell(client, stage, organiser):
    registration = RegistrationFactory(page=stage.form, kind="team")
    first = registration.members.get()
    registration.members.create(full_name="Lò Thị Hai", birth_date=datetime.date(1991, 2, 3), role="member")
    row = exported(client, "csv", columns=["birth_dates"])[1]
    assert row == [f"{first.birth_date:%d/%m/%Y}; 03/02/1991"]
