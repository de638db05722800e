"""What is answered to an editor's question is kept as it was given, in the form, in storage and wherever it is shown."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.utils import translation

from contest_pages.registrations.access.links import personal_path
from contest_pages.registrations.domain.confirming import confirm
from contest_pages.registrations.forms.questions import default_of, question_fields
from contest_pages.registrations.logic.questions import (
    answer_words,
    cell_of,
    choice_texts,
    initial_value,
    match_choice,
    merged,
    same_answers,
)
from contest_pages.registrations.models import Registration, RegistrationField
from tests.factories import RegistrationFactory
from tests.factories.pages import NOW

from .helpers import token, typed, url

AGREE = "Có, tôi đồng ý"


def question(field_type: str, **more) -> RegistrationField:
    more = {"label": "Câu hỏi", "clean_name": "cau_hoi", "required": False, **more}
    return RegistrationField(field_type=field_type, **more)


def field_of(field_type: str, **more):
    return question_fields([question(field_type, **more)])["extra_cau_hoi"]


@pytest.mark.parametrize(
    ("written", "choices"),
    [
        ("S,M,L", ["S", "M", "L"]),
        ("S, M ,L,", ["S", "M", "L"]),
        (f"{AGREE}\nKhông", [AGREE, "Không"]),
        (f"{AGREE}\r\n\r\n Không \r\n", [AGREE, "Không"]),
        ("S,\nM,\nL", ["S", "M", "L"]),
        ("S,S,M", ["S", "M"]),
        ("S", ["S"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_choices_are_lines_or_in_a_single_line_between_commas(written, choices):
    assert choice_texts(written) == choices


@pytest.mark.parametrize(
    ("text", "found"),
    [("Có", "Có"), ("Cỏ", "Cỏ"), ("co", "Có"), ("CÓ", "Có"), ("Lop", "Lop"), ("lop", "Lớp"), ("Khác", None)],
)
def test_a_choice_is_found_as_it_is_written_before_those_that_look_alike(text, found):
    assert match_choice(text, ["Có", "Cỏ", "Lớp", "Lop"]) == found


@pytest.mark.parametrize(
    ("value", "field_type", "choices", "initial"),
    [
        (["S", "M"], "checkboxes", ["S", "M"], ["S", "M"]),
        ("S, M", "checkboxes", ["S", "M"], ["S", "M"]),
        (AGREE, "checkboxes", [AGREE, "Không"], [AGREE]),
        (f"{AGREE}, Không", "multiselect", [AGREE, "Không"], [AGREE, "Không"]),
        (None, "checkboxes", ["S"], []),
        ("", "checkboxes", ["S"], []),
        (True, "checkboxes", ["S"], []),
        (["S", "M"], "singleline", [], "S; M"),
        ("2024-12-31", "date", [], datetime.date(2024, 12, 31)),
        ("mai", "date", [], "mai"),
        ("2024-12-31", "singleline", [], "2024-12-31"),
        (True, "checkbox", [], True),
    ],
)
def test_a_stored_answer_fills_the_form_also_of_earlier_versions_and_other_types(
    value, field_type, choices, initial
):
    assert initial_value(value, field_type, choices) == initial


@pytest.mark.parametrize(
    ("field_type", "value", "words"),
    [
        ("checkbox", True, "Có"),
        ("checkbox", False, "Không"),
        ("checkboxes", [AGREE, "Không"], f"{AGREE}; Không"),
        ("checkboxes", [], ""),
        ("date", "2024-12-31", "31/12/2024"),
        ("datetime", "2024-07-10T08:05:00+07:00", "10/07/2024 08:05"),
        ("datetime", "2024-07-10T01:05:00+00:00", "10/07/2024 08:05"),
        ("number", "12.50", "12.50"),
        ("number", "NaN", "NaN"),
        ("singleline", None, ""),
        ("singleline", "2024-12-31", "2024-12-31"),
        ("", "S, M", "S, M"),
        ("", True, "Có"),
    ],
)
def test_an_answer_is_shown_in_vietnamese(field_type, value, words):
    with translation.override("vi"):
        assert answer_words({"name": "a", "label": "A", "type": field_type, "value": value}) == words


def test_a_cell_is_a_date_a_number_or_words():
    def cell(field_type, value):
        return cell_of({"name": "a", "label": "A", "value": value}, field_type)

    assert cell("date", "2024-12-31") == datetime.date(2024, 12, 31)
    assert cell("number", "12.5") * 2 == 25
    assert cell("date", "mai") == "mai"


def test_answers_that_were_not_asked_for_stay():
    before = [{"name": "a", "value": 1}, {"name": "b", "value": 2}]
    assert merged(before, [{"name": "b", "value": 3}]) == [
        {"name": "b", "value": 3},
        {"name": "a", "value": 1},
    ]


@pytest.mark.parametrize(
    ("value", "other", "same"),
    [(["S", "M"], "S, M", True), (["S"], ["M"], False), ("S", "S", True), (False, None, False)],
)
def test_answers_of_an_earlier_version_are_the_same(value, other, same):
    assert same_answers([{"name": "a", "value": value}], [{"name": "a", "value": other, "type": "x"}]) is same


@pytest.mark.parametrize("language", ["vi", "en", "de", "en-us"])
@pytest.mark.parametrize(
    ("typed_date", "day"),
    [
        ("31/12/2024", "2024-12-31"),
        ("31-12-2024", "2024-12-31"),
        ("31.12.2024", "2024-12-31"),
        ("2024-12-31", "2024-12-31"),
        ("8/5/1990", "1990-05-08"),
        ("08/05/1990", "1990-05-08"),
        (" 8 / 5 / 1990 ", "1990-05-08"),
        ("８/５/１９９０", "1990-05-08"),
        ("ngày 2 tháng 9 năm 1945", "1945-09-02"),
        ("29/02/2024", "2024-02-29"),
    ],
)
def test_a_date_is_read_day_first_whatever_the_language(settings, language, typed_date, day):
    settings.LANGUAGE_CODE = language
    settings.DATE_INPUT_FORMATS = ["%m/%d/%Y"]
    with translation.override(language):
        assert field_of("date").clean(typed_date).isoformat() == day


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("typed_time", "moment"),
    [
        ("31/12/2024 08:30", "2024-12-31T08:30:00+07:00"),
        ("8/5/2024 8:05", "2024-05-08T08:05:00+07:00"),
        ("8/5/2024, 8h", "2024-05-08T08:00:00+07:00"),
        ("8/5/2024 8h30", "2024-05-08T08:30:00+07:00"),
        ("8h30 ngày 8/5/2024", "2024-05-08T08:30:00+07:00"),
        ("8 giờ 30 phút ngày 8 tháng 5 năm 2024", "2024-05-08T08:30:00+07:00"),
        ("2024-07-10 08:00", "2024-07-10T08:00:00+07:00"),
        ("2024-07-10T08:00:59", "2024-07-10T08:00:59+07:00"),
        ("10/7/2024 00:00", "2024-07-10T00:00:00+07:00"),
    ],
)
def test_a_day_with_a_time_is_read_in_either_order(language, typed_time, moment):
    with translation.override(language):
        assert field_of("datetime").clean(typed_time).isoformat() == moment


@pytest.mark.parametrize(
    ("field_type", "value", "sentence"),
    [
        ("date", "31/02/2024", "Không có ngày 31/02/2024. Vui lòng xem lại"),
        ("date", "12/31/2024", "Không có ngày 12/31/2024. Vui lòng xem lại"),
        ("date", "29/2/2023", "Không có ngày 29/2/2023. Vui lòng xem lại"),
        ("date", "1/1/0024", "Không có ngày 1/1/0024. Vui lòng xem lại"),
        ("date", "mai", "ngày/tháng/năm"),
        ("date", "31/12/24", "ngày/tháng/năm"),
        ("date", "31/12", "ngày/tháng/năm"),
        ("date", "1" * 5000, "ngày/tháng/năm"),
        ("datetime", "31/02/2024 08:00", "Không có thời điểm 31/02/2024 08:00. Vui lòng xem lại"),
        ("datetime", "10/7/2024 25:00", "Không có thời điểm 10/7/2024 25:00. Vui lòng xem lại"),
        ("datetime", "10/7/2024", "ngày/tháng/năm và giờ"),
        ("datetime", "08:00", "ngày/tháng/năm và giờ"),
    ],
)
def test_a_date_that_does_not_exist_or_is_none_is_refused_with_a_sentence(field_type, value, sentence):
    from django.core.exceptions import ValidationError

    with translation.override("vi"), pytest.raises(ValidationError) as refused:
        field_of(field_type).clean(value)
    assert sentence in refused.value.messages[0]


@pytest.mark.parametrize("required", [True, False])
def test_a_drop_down_begins_empty_and_radio_buttons_without_a_choice(required):
    with translation.override("vi"):
        choices = field_of("dropdown", choices="S,M", required=required).choices
    assert choices[0][0] == ""
    assert [value for value, _label in choices] == ["", "S", "M"]
    for field_type in ("dropdown", "radio"):
        field = field_of(field_type, choices="S,M", required=required)
        assert field.initial is None
        html = field.widget.render("a", field.initial)
        assert "checked" not in html
        assert '<option value="S" selected' not in html


@pytest.mark.parametrize(
    ("field_type", "choices", "default", "initial"),
    [
        ("dropdown", "S,M", "M", "M"),
        ("radio", "S,M", "M", "M"),
        ("radio", "S,M", "XL", None),
        ("dropdown", f"{AGREE}\nKhông", AGREE, AGREE),
        ("checkboxes", "S,M,L", "S,L", ["S", "L"]),
        ("checkboxes", f"{AGREE}\nKhông", f"{AGREE}\nKhông", [AGREE, "Không"]),
        ("checkboxes", "S,M", "", []),
        ("date", "", "8/5/1990", datetime.date(1990, 5, 8)),
        ("date", "", "hôm nay", None),
        ("singleline", "", "chữ", "chữ"),
        ("singleline", "", "", None),
        ("checkbox", "", "", None),
    ],
)
def test_a_default_is_taken_where_it_is_a_value_of_the_question(field_type, choices, default, initial):
    assert default_of(question(field_type, choices=choices, default_value=default)) == initial


SENT = {
    "checkboxes": ([AGREE, "Khác; hoặc, có lẽ"], [AGREE, "Khác; hoặc, có lẽ"], None),
    "multiselect": ([AGREE], [AGREE], None),
    "dropdown": (AGREE, AGREE, None),
    "radio": (AGREE, AGREE, None),
    "date": ("8/5/1990", "1990-05-08", 'value="08/05/1990"'),
    "datetime": ("8h05 ngày 10/7/2024", "2024-07-10T08:05:00+07:00", 'value="10/07/2024 08:05"'),
}


@pytest.mark.django_db
@pytest.mark.usefixtures("in_july")
@pytest.mark.parametrize("field_type", SENT)
def test_an_answer_survives_form_storage_and_the_personal_page(stage, field_type):
    RegistrationField.objects.create(
        page=stage.form,
        label="Câu hỏi",
        clean_name="cau_hoi",
        field_type=field_type,
        choices=f"{AGREE}\nKhông\nKhác; hoặc, có lẽ",
        required=True,
    )
    sent, kept, shown = SENT[field_type]
    browser = Client()
    refused = browser.post(url(stage), typed(stage.form, phone="12", extra_cau_hoi=sent) | token(browser))
    assert refused.status_code == 422
    browser.post(url(stage), typed(stage.form, extra_cau_hoi=sent) | token(browser))
    registration = Registration.objects.get()
    assert registration.answers[0] == {
        "name": "cau_hoi",
        "label": "Câu hỏi",
        "type": field_type,
        "value": kept,
    }
    confirm(registration=registration, now=NOW)
    page = browser.get(f"{personal_path(registration)}sua/")
    html = page.content.decode()
    if shown:
        assert shown in html
    else:
        form = page.context["form"]
        assert form["extra_cau_hoi"].value() == kept
        assert html.count("checked") + html.count("selected") >= len(
            sent if isinstance(sent, list) else [sent]
        )


@pytest.mark.django_db
@pytest.mark.usefixtures("in_july")
@pytest.mark.parametrize("field_type", ["radio", "checkboxes"])
def test_each_choice_stands_beside_its_own_box_under_the_question(stage, field_type):
    RegistrationField.objects.create(
        page=stage.form, label="Cỡ áo", clean_name="co_ao", field_type=field_type, choices="S,M"
    )
    html = " ".join(Client().get(stage.form.url).content.decode().split())
    group = html.split('<fieldset class="contest-field" id="id_registration-extra_co_ao"')[1].split(
        "</fieldset>"
    )[0]
    assert group.count('<div class="form-check contest-pick">') == 2
    assert group.count("<legend") == 1
    assert 'for="id_registration-extra_co_ao_1">M</label>' in group


@pytest.mark.django_db
@pytest.mark.usefixtures("in_july")
def test_a_choice_that_the_editor_has_removed_since_is_still_offered_to_who_chose_it(stage):
    for number, field_type in enumerate(("dropdown", "checkboxes", "radio")):
        RegistrationField.objects.create(
            page=stage.form,
            label=field_type,
            clean_name=field_type,
            field_type=field_type,
            choices="S,M",
            required=True,
            sort_order=number,
        )
    registration = RegistrationFactory(
        page=stage.form,
        answers=[
            {"name": "dropdown", "label": "d", "value": "XL"},
            {"name": "checkboxes", "label": "c", "value": "S, XL"},
            {"name": "radio", "label": "r", "value": "XL"},
        ],
    )
    form = Client().get(f"{personal_path(registration)}sua/").context["form"]
    for name, value in (("dropdown", "XL"), ("checkboxes", ["S", "XL"]), ("radio", "XL")):
        bound = form[f"extra_{name}"]
        assert bound.value() == value
        assert "XL" in [choice for choice, _label in bound.field.choices]
