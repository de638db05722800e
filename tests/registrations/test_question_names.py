"""The names under which questions are answered: made at publishing, kept for ever, never shared."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from contest_pages.registrations.logic.questions import label_key, unique_names
from contest_pages.registrations.models import ContestRegistrationPage, Registration, RegistrationField
from tests.contests.editors import form_of
from tests.factories import RegistrationFactory

from .helpers import token, typed, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        (["Lớp", "Lop"], ["lop", "lop_2"]),
        (["Lớp", "Lop", "LÓP", "Lớp 2"], ["lop", "lop_2", "lop_3", "lop_2_2"]),
        (["Đội", "Doi"], ["doi", "doi_2"]),
        (["?", "...", "!!"], ["question", "question_2", "question_3"]),
        (["", "_"], ["question", "question_2"]),
        (["Eligible"], ["eligible_2"]),
        (["Email", "Phone"], ["email", "phone"]),
    ],
)
def test_labels_of_one_spelling_without_marks_have_names_of_their_own(labels, names):
    assert unique_names(("", label) for label in labels) == names


@pytest.mark.parametrize("label", ["中文 的 问题", "あ", "Ж", "🙂", "3 ưu điểm", "x" * 255, "中" * 255])
def test_every_label_has_a_name_that_fits(label):
    first, second = unique_names([("", label), ("", label)])
    assert first != second
    for name in (first, second):
        assert name
        assert len(name) <= 110
        assert name.replace("_", "a").isalnum()
        assert name.isascii()


def test_a_name_once_given_is_kept_and_one_that_was_ever_used_is_not_given_again():
    questions = [("lop", "Trường"), ("", "Lớp"), ("lop", "Khối"), ("", "Cỡ áo")]
    assert unique_names(questions, taken={"co_ao"}) == ["lop", "lop_2", "khoi", "co_ao_2"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Cỡ áo", "CỠ  ÁO", True),
        ("Cỡ áo", "Cỡ áo:", True),
        ("Cỡ áo", "Cỡ áo *", True),
        ("Hoà giải", "Hòa giải", True),
        ("Lớp", "Lơ\u0301p", True),
        ("Lớp\u200b", "Lớp", True),
        ("Lớp", "Lop", False),
        ("Tổ", "Tô", False),
        ("?", "...", False),
    ],
)
def test_labels_are_compared_by_what_they_say(one, other, same):
    assert (label_key(one) == label_key(other)) is same


def rows(*questions: dict, start=()) -> dict[str, str]:
    """Return the rows of questions as the editor sends them."""
    questions = [*start, *questions]
    data = {"extra_fields-TOTAL_FORMS": len(questions), "extra_fields-INITIAL_FORMS": len(start)}
    for number, row in enumerate(questions):
        row = {"field_type": "singleline", "ORDER": number + 1, "id": "", "choices": "", "DELETE": "", **row}
        data |= {f"extra_fields-{number}-{name}": value for name, value in row.items()}
    return data


@pytest.fixture
def editor(client, roles):
    client.force_login(roles["editors"])
    return client


def save(editor, page, *questions: dict, action="", start=()):
    """Send the editor's form; without an action a draft is saved."""
    data = {k: v for k, v in form_of(editor, page).items() if not k.startswith("extra_fields-")}
    data |= {"consent_notice": page.consent_notice_id, "extra_fields-MIN_NUM_FORMS": 0} | rows(
        *questions, start=start
    )
    data |= {"extra_fields-MAX_NUM_FORMS": 1000} | ({action: "1"} if action else {})
    return editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def publish(editor, page, *questions: dict, start=()):
    response = save(editor, page, *questions, action="action-publish", start=start)
    assert response.status_code == 302, [
        f.errors for f in response.context["form"].formsets["extra_fields"].forms
    ]
    return ContestRegistrationPage.objects.get(pk=page.pk)


def names_of(page) -> dict[str, str]:
    return dict(RegistrationField.objects.filter(page=page).values_list("label", "clean_name"))


def test_a_draft_saved_while_its_labels_are_typed_gives_no_names_and_publishing_gives_finished_ones(
    editor, stage
):
    page = stage.form
    page.unpublish()
    first = {"label": "B"}
    assert save(editor, page, first).status_code == 302
    assert names_of(page) == {"B": ""}
    pk = RegistrationField.objects.get().pk
    save(editor, page, {"label": "B"}, start=[{"label": "Bạn học lớp nào?", "id": pk}])
    assert set(names_of(page).values()) == {""}
    ids = list(RegistrationField.objects.order_by("pk").values_list("pk", flat=True))
    start = [{"label": "Bạn học lớp nào?", "id": ids[0]}, {"label": "Bạn ở đâu?", "id": ids[1]}]
    page = publish(editor, page, start=start)
    assert names_of(page) == {"Bạn học lớp nào?": "ban_hoc_lop_nao", "Bạn ở đâu?": "ban_o_dau"}


def test_both_of_two_questions_with_one_spelling_are_shown_and_answered_apart(editor, stage):
    page = publish(editor, stage.form, {"label": "Lớp"}, {"label": "Lop"})
    assert names_of(page) == {"Lớp": "lop", "Lop": "lop_2"}
    browser = Client()
    html = browser.get(page.url).content.decode()
    assert 'name="registration-extra_lop"' in html
    assert 'name="registration-extra_lop_2"' in html
    browser.post(url(stage), typed(page, extra_lop="10A", extra_lop_2="mái") | token(browser))
    answers = Registration.objects.get().answers
    assert [(a["label"], a["value"]) for a in answers[:2]] == [("Lớp", "10A"), ("Lop", "mái")]


def test_a_preview_shows_all_questions_of_a_draft(stage):
    page = stage.form
    page.extra_fields.set(
        [RegistrationField(label=label, field_type="singleline") for label in ("Lớp", "Lop", "?")]
    )
    assert [field.clean_name for field in page.question_list] == ["lop", "lop_2", "question"]
    assert [field.clean_name for field in page.extra_fields.all()] == ["", "", ""]


def test_a_name_stays_when_the_label_changes_and_answers_stay_under_it(editor, stage):
    page = publish(editor, stage.form, {"label": "Lớp"})
    pk = RegistrationField.objects.get().pk
    page = publish(editor, page, start=[{"label": "Em học lớp mấy?", "id": pk}])
    assert names_of(page) == {"Em học lớp mấy?": "lop"}


def test_a_question_that_takes_the_label_of_one_removed_before_has_another_name(editor, stage):
    page = publish(editor, stage.form, {"label": "Lớp"})
    row = RegistrationField.objects.get()
    RegistrationFactory(page=page, answers=[{"name": "lop", "label": "Lớp", "value": "10A"}])
    page = publish(editor, page, start=[{"label": "Lớp", "id": row.pk, "DELETE": "on"}])
    page = publish(editor, page, {"label": "Lớp"})
    assert names_of(page) == {"Lớp": "lop_2"}


def test_a_draft_from_before_a_publication_does_not_take_the_published_names_away(editor, stage):
    page = stage.form
    page.extra_fields.set([RegistrationField(label="Lớp", field_type="singleline")])
    before = page.save_revision()
    page.extra_fields.add(RegistrationField(label="Lop", field_type="singleline"))
    page.save_revision().publish()
    names = names_of(page)
    assert names == {"Lớp": "lop", "Lop": "lop_2"}
    ContestRegistrationPage.objects.get(pk=page.pk).revisions.get(pk=before.pk).publish()
    assert names_of(page) == {"Lớp": "lop"}
    page = ContestRegistrationPage.objects.get(pk=page.pk)
    page.extra_fields.add(RegistrationField(label="LOP", field_type="singleline"))
    page.save_revision().publish()
    assert names_of(page) == {"Lớp": "lop", "LOP": "lop_2"}, "nobody has answered to lop_2"


def test_a_scheduled_publication_gives_names_that_the_later_draft_keeps(stage):
    page = stage.form
    page.extra_fields.set([RegistrationField(label="Lớp", field_type="singleline")])
    scheduled = page.save_revision()
    page.extra_fields.set(
        [RegistrationField(label=label, field_type="singleline") for label in ("Tổ", "Lớp")]
    )
    later = page.save_revision()
    scheduled.publish()
    assert names_of(page) == {"Lớp": "lop"}
    later.publish()
    assert names_of(page) == {"Lớp": "lop", "Tổ": "to"}


def test_a_copy_is_published_with_the_same_names(stage):
    page = stage.form
    page.extra_fields.set(
        [RegistrationField(label=label, field_type="singleline") for label in ("Lớp", "Lop")]
    )
    page.save_revision().publish()
    for keep_live in (True, False):
        copied = ContestRegistrationPage.objects.get(pk=page.pk).copy(
            update_attrs={"slug": f"ban-sao-{keep_live}"}, keep_live=keep_live
        )
        copied.save_revision().publish()
        assert names_of(copied) == {"Lớp": "lop", "Lop": "lop_2"}
        copied.extra_fields.add(RegistrationField(label="LOP", field_type="singleline"))
        copied.save_revision().publish()
        assert names_of(copied)["LOP"] == "lop_3"


LABELS = st.lists(
    st.text(alphabet="Lớpop Đđội23?_中Cỡáo,:", min_size=1, max_size=12).filter(str.strip),
    min_size=1,
    max_size=4,
    unique_by=label_key,
)


@given(LABELS)
def test_names_are_given_once_and_never_shared(labels):
    names = unique_names(("", label) for label in labels)
    assert len(set(names)) == len(names)
    assert unique_names(zip(names, labels, strict=True)) == names


@given(LABELS)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_labels_a_copy_is_published_with_the_names_of_its_original(stage, labels):
    page = ContestRegistrationPage.objects.get(pk=stage.form.pk)
    page.extra_fields.set(
        [
            RegistrationField(label=label, field_type="singleline", sort_order=number)
            for number, label in enumerate(labels)
        ]
    )
    page.save_revision().publish()
    names = list(names_of(page).values())
    slug = f"ban-sao-{uuid.uuid4()}"
    copied = ContestRegistrationPage.objects.get(pk=page.pk).copy(update_attrs={"slug": slug})
    copied.save_revision().publish()
    assert list(names_of(copied).values()) == names
    questions = list(copied.extra_fields.all())
    for question in questions:
        question.label = f"{question.label} (sửa)"
    copied.extra_fields.set(questions)
    copied.save_revision().publish()
    assert list(names_of(copied).values()) == names


def test_an_alias_follows_its_page_and_keeps_its_names(stage):
    page = stage.form
    page.extra_fields.set([RegistrationField(label="Lớp", field_type="singleline")])
    page.save_revision().publish()
    alias = page.create_alias(update_slug="ban-khac")
    assert names_of(alias) == {"Lớp": "lop"}
    page = ContestRegistrationPage.objects.get(pk=page.pk)
    page.extra_fields.add(RegistrationField(label="Lop", field_type="singleline"))
    page.save_revision().publish()
    assert names_of(alias) == {"Lớp": "lop", "Lop": "lop_2"}


def test_a_translation_keeps_the_names(stage):
    from wagtail.models import Locale

    page = stage.form
    page.extra_fields.set([RegistrationField(label="Lớp", field_type="singleline")])
    page.save_revision().publish()
    locale = Locale.objects.create(language_code="en")
    for parent in reversed(page.get_ancestors().exclude(depth=1).specific()):
        if not parent.has_translation(locale):
            pass
    translated = ContestRegistrationPage.objects.get(pk=page.pk).copy_for_translation(
        locale, copy_parents=True
    )
    translated.extra_fields.set([*translated.extra_fields.all()])
    translated.save_revision().publish()
    assert names_of(translated) == {"Lớp": "lop"}


def test_the_database_holds_each_name_once_per_page(stage):
    RegistrationField.objects.create(page=stage.form, label="Lớp", clean_name="lop", field_type="singleline")
    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationField.objects.create(
            page=stage.form, label="Lop", clean_name="lop", field_type="singleline"
        )
    for label in ("Tổ", "Đội"):
        RegistrationField.objects.create(page=stage.form, label=label, field_type="singleline")


def test_saving_a_page_that_is_live_names_rows_that_a_script_made(stage):
    RegistrationField.objects.create(page=stage.form, label="Lớp", field_type="singleline")
    ContestRegistrationPage.objects.get(pk=stage.form.pk).save()
    assert names_of(stage.form) == {"Lớp": "lop"}
    Page.objects.get(pk=stage.form.pk).specific.save(update_fields=["title"])


@pytest.mark.parametrize(
    ("questions", "field", "sentence"),
    [
        (["Cỡ áo", "CỠ  ÁO"], "label", "“Cỡ áo” đã được hỏi rồi"),
        (["Cỡ áo", "Cỡ áo:"], "label", "“Cỡ áo” đã được hỏi rồi"),
        (["Hoà giải viên", "Hòa giải viên"], "label", "“Hoà giải viên” đã được hỏi rồi"),
        (["Lớp", "Lơ\u0301p"], "label", "“Lớp” đã được hỏi rồi"),
        (["Họ và tên"], "label", "Biểu mẫu đã hỏi “Họ và tên”"),
        (["ngày  sinh"], "label", "Biểu mẫu đã hỏi “Ngày sinh”"),
        (["Điện thoại:"], "label", "Biểu mẫu đã hỏi “Điện thoại”"),
        ([{"label": "Cỡ áo", "field_type": "dropdown"}], "choices", "mỗi lựa chọn một dòng"),
        ([{"label": "Cỡ áo", "field_type": "radio", "choices": " , ,"}], "choices", "mỗi lựa chọn một dòng"),
        (
            [{"label": "Cỡ áo", "field_type": "radio", "choices": "S,M", "default_value": "XL"}],
            "default_value",
            "“XL” không có trong các lựa chọn",
        ),
        (
            [{"label": "Cỡ áo", "field_type": "checkboxes", "choices": "S,M", "default_value": "S,XL"}],
            "default_value",
            "“XL” không có trong các lựa chọn",
        ),
    ],
)
def test_the_editor_refuses_at_the_field_with_a_sentence(editor, stage, questions, field, sentence):
    data = [{"label": q} if isinstance(q, str) else q for q in questions]
    response = save(editor, stage.form, *data, action="action-publish")
    assert response.status_code == 200
    errors = response.context["form"].formsets["extra_fields"].forms[-1].errors
    assert sentence in errors[field][0]
    assert not RegistrationField.objects.exists()


def test_a_label_is_free_again_when_its_question_is_removed_at_the_same_time(editor, stage):
    page = publish(editor, stage.form, {"label": "Lớp"})
    pk = RegistrationField.objects.get().pk
    page = publish(
        editor,
        page,
        {"label": "Lớp", "field_type": "number"},
        start=[{"label": "Lớp", "id": pk, "DELETE": "on"}],
    )
    assert names_of(page) == {"Lớp": "lop"}


def test_the_editor_reads_how_choices_are_divided(editor, stage):
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[stage.form.pk])).content.decode()
    assert "Mỗi lựa chọn một dòng" in html
