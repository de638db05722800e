"""How editors word letters: versions for a contest and for all, refusals, two editors at once, what letters then say."""

from __future__ import annotations

import pytest
from django.core import mail
from django.utils import translation
from wagtail.models import ModelLogEntry

from contest_pages.contests.domain.next_year import make_next_year
from contest_pages.notices import checks, kinds, wordings
from contest_pages.notices.domain.wording import back_to_default, save_wording, use_again
from contest_pages.notices.errors import WordingChangedMeanwhile, WordingRefused
from contest_pages.notices.logic.wording_text import CLEANED
from contest_pages.notices.models import LetterWording
from contest_pages.notices.notifying import notify
from contest_pages.notices.queries import words_in_force
from contest_pages.notices.wordings import Words
from tests.factories import ContestPageFactory, RegistrationFactory, UserFactory
from tests.factories.pages import NOW
from tests.races import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

OWN = Words("Thẻ của {name}", "Mã {code}\n\n[Xem] {link}", "Ma so {code}")


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


@pytest.fixture
def editor():
    return UserFactory(first_name="Biên", last_name="Lò Văn")


@pytest.fixture
def save(badge, editor):
    """Return a function that saves a wording as the editor."""

    def save(words: Words = OWN, *, contest=None, based_on: int = 0, actor=editor) -> LetterWording | None:
        return save_wording(
            declared=badge, contest=contest, words=words, based_on=based_on, actor=actor, now=NOW
        )

    return save


def in_force(contest=None) -> Words:
    return words_in_force(contest.pk if contest is not None else None)["tests.badge"]


def test_letters_of_a_contest_have_its_own_wording_else_that_of_all_else_the_default(
    badge, stage, save, index
):
    other = ContestPageFactory(parent=index, title="Khác", slug="khac")
    assert in_force(stage.contest) == badge.default()
    save(Words("Chung {code}", "{code} {link}", "{code}"))
    save(contest=stage.contest)
    assert in_force(stage.contest) == OWN
    assert in_force(other) == in_force() == Words("Chung {code}", "{code} {link}", "{code}")


def test_next_years_contest_keeps_the_wordings_of_its_own_and_says_so(badge, stage, save, editor):
    save(Words("Chung {code}", "{code} {link}", "{code}"))
    made = {"contest": stage.contest, "actor": editor}
    without, decisions = make_next_year(title="Cuộc thi 2025", **made)
    assert not [decision for decision in decisions if "mẫu thư" in decision.words.lower()]
    save(contest=stage.contest)
    copy, decisions = make_next_year(title="Cuộc thi 2026", **made)
    assert (in_force(copy), in_force(without).subject) == (OWN, "Chung {code}")
    assert [decision.page.pk for decision in decisions if "mẫu thư" in decision.words.lower()] == [copy.pk]
    version = LetterWording.objects.get(contest=copy)
    assert (version.number, version.by) == (1, editor)


def test_a_letter_goes_out_with_the_new_words(stage, save, django_capture_on_commit_callbacks):
    save(contest=stage.contest)
    registration = RegistrationFactory(page=stage.form)
    with django_capture_on_commit_callbacks(execute=True):
        notify("tests.badge", registration)
    assert mail.outbox[-1].subject == "Thẻ của Lò Thị Mai"
    assert f"Mã {registration.code}\n\nXem:\nhttp" in mail.outbox[-1].body


def test_each_change_is_a_version_with_its_author_and_a_line_in_the_log(stage, save, editor):
    first = save(contest=stage.contest)
    second = save(Words("Khác", OWN.text, OWN.message), contest=stage.contest, based_on=1)
    assert (first.number, second.number, second.by, second.at) == (1, 2, editor, NOW)
    lines = ModelLogEntry.objects.filter(action="contest.word_letter").order_by("pk")
    assert [line.data["number"] for line in lines] == [1, 2]
    assert lines[0].user == editor


def test_saving_what_is_in_force_changes_nothing(badge, stage, save):
    assert save(badge.default(), contest=stage.contest) is None
    save(contest=stage.contest)
    pasted = Words(f" {OWN.subject}\t", OWN.text.replace("\n", "\r\n"), OWN.message)
    assert save(pasted, contest=stage.contest, based_on=1) is None
    assert LetterWording.objects.count() == 1


@pytest.mark.parametrize(
    "words",
    [
        Words("Thẻ", "Không có mã, chỉ có {link}", "{code}"),
        Words("Thẻ", OWN.text, "Không có mã"),
        Words("Thẻ {lớp}", OWN.text, OWN.message),
        Words("", OWN.text, OWN.message),
        Words("x" * 201, OWN.text, OWN.message),
    ],
)
def test_words_without_what_recipients_need_are_not_saved_whichever_way_they_come(save, words):
    with pytest.raises(WordingRefused):
        save(words)
    assert not LetterWording.objects.exists()


def test_a_second_editor_is_refused_with_who_changed_it_when(stage, save):
    save(contest=stage.contest)
    with pytest.raises(WordingChangedMeanwhile) as refused:
        save(Words("Khác", OWN.text, OWN.message), contest=stage.contest, actor=UserFactory())
    assert refused.value.message == "Lò Văn Biên đã sửa mẫu này lúc 12:00 ngày 10/7/2024."
    assert in_force(stage.contest) == OWN
    # Versions of all contests are counted by themselves.
    assert save(Words("Chung", OWN.text, OWN.message)).number == 1


def test_an_earlier_version_is_used_again_as_a_new_one(badge, stage, save, editor):
    again = {"declared": badge, "contest": stage.contest, "actor": editor, "now": NOW}
    save(contest=stage.contest)
    save(Words("Khác", OWN.text, OWN.message), contest=stage.contest, based_on=1)
    with pytest.raises(WordingChangedMeanwhile):
        use_again(number=1, based_on=1, **again)
    assert use_again(number=1, based_on=2, **again).number == 3
    assert in_force(stage.contest) == OWN
    assert use_again(number=1, based_on=3, **again) is None
    with pytest.raises(LetterWording.DoesNotExist):
        use_again(number=9, based_on=3, **again)


def test_a_version_that_lacks_what_letters_need_by_now_is_not_used_again(badge, save, editor):
    LetterWording.objects.create(key=badge.key, number=1, subject="Cũ", text="Cũ", message="Cũ")
    save(based_on=1)
    with pytest.raises(WordingRefused, match="mã đăng ký"):
        use_again(declared=badge, contest=None, number=1, based_on=2, actor=editor, now=NOW)


def test_a_version_that_lacks_what_its_letter_needs_by_now_is_passed_over(badge, stage, save):
    """The software was updated: a letter without its code would be of no use."""
    LetterWording.objects.create(
        key=badge.key, contest=stage.contest, number=1, subject="Cũ", text="Cũ", message="Cũ {code}"
    )
    assert in_force(stage.contest) == badge.default()
    save()
    assert in_force(stage.contest) == OWN


def test_a_text_that_a_version_does_not_have_yet_is_that_of_the_default(badge):
    """The software was updated: the letter can be a text message by now."""
    LetterWording.objects.create(key=badge.key, number=1, subject=OWN.subject, text=OWN.text)
    assert in_force() == Words(OWN.subject, OWN.text, badge.default().message)


def test_going_back_leads_to_the_wording_of_all_contests_and_from_there_to_the_default(
    badge, stage, save, editor
):
    back = {"declared": badge, "actor": editor, "now": NOW}
    common = Words("Chung", OWN.text, OWN.message)
    save(common)
    save(contest=stage.contest)
    with pytest.raises(WordingChangedMeanwhile):
        back_to_default(contest=stage.contest, based_on=0, **back)
    assert back_to_default(contest=stage.contest, based_on=1, **back).is_default
    assert in_force(stage.contest) == common
    assert back_to_default(contest=stage.contest, based_on=2, **back) is None
    back_to_default(contest=None, based_on=1, **back)
    assert in_force(stage.contest) == badge.default()
    assert save(contest=stage.contest, based_on=2).number == 3
    assert ModelLogEntry.objects.filter(action="contest.unword_letter").count() == 2


def test_the_words_in_force_are_read_in_one_query(stage, save, django_assert_num_queries):
    save()
    save(contest=stage.contest)
    with django_assert_num_queries(1):
        words_in_force(stage.contest.pk)


def test_the_default_of_every_wording_keeps_its_own_rules():
    assert checks.check_wordings(None) == []


def test_a_default_that_is_saved_unchanged_is_the_same_text():
    for declared in wordings.wordings():
        default = declared.default()
        for name in declared.fields:
            assert CLEANED[name](getattr(default, name)) == getattr(default, name), (declared.key, name)


def test_a_default_that_breaks_its_own_rules_stops_the_start(badge, monkeypatch):
    monkeypatch.setattr(wordings, "_wordings", {})
    wordings.wording(
        "tests.bad",
        "x",
        kind="tests.badge",
        message="Xin chào",
        placeholders={"code": "mã", "other": "Mã"},
        required_in_message=("code",),
    )
    assert [error.id for error in checks.check_wordings(None)] == ["contest_pages.E016"] * 2


def test_the_default_templates_of_wordings_decide_nothing():
    """Only values differ from letter to letter: what stands in a condition would be lost when an editor words it."""
    from django.template.loader import get_template

    for declared in wordings.wordings():
        if declared.template:
            source = get_template(declared.template).template.source
            assert "{% if" not in source, declared.key
            assert "{% for" not in source, declared.key


def test_every_wording_belongs_to_a_kind_of_letter():
    for declared in wordings.wordings():
        assert kinds.kind_of(declared.kind).name, declared.key


def test_versions_that_no_longer_fit_are_named_when_the_software_is_updated(badge, save):
    save()
    assert checks.check_changed_wordings(None, databases=["default"]) == []
    LetterWording.objects.create(key=badge.key, number=2, subject="Cũ", text="Cũ {code}", message="{code}")
    LetterWording.objects.create(key="gone.feature", number=1, subject="Cũ", text="Cũ")
    [warning] = checks.check_changed_wordings(None, databases=["default"])
    assert warning.id == "contest_pages.W016"
    assert "tests.badge" in warning.msg


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("number", [0, 1])
def test_of_two_editors_at_once_one_is_refused(save, number):
    if number:
        save()
    first, second = (Words(subject, OWN.text, OWN.message) for subject in ("Một", "Hai"))
    outcomes = at_once(lambda: save(first, based_on=number), lambda: save(second, based_on=number))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == [
        "LetterWording",
        "WordingChangedMeanwhile",
    ]
    assert LetterWording.objects.count() == number + 1
