"""Members of the staff who are limited to contests: pages, files, records, and how the limit is read."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.log_actions import log
from wagtail.models import Collection, Locale, ModelLogEntry, Page

from contest_pages.contests.domain.assigning import collection_of, lift_limit, limit_to_contests
from contest_pages.contests.models import ContestAssignment
from contest_pages.contests.permissions import is_limited, may_assign, may_work_on, within
from contest_pages.quizzes.models import QuizAudience
from contest_pages.registrations.models import Registration
from tests.factories import (
    ContestCeremonyPageFactory,
    ContestNewsPageFactory,
    ContestPageFactory,
    ContestRegistrationPageFactory,
    QuestionFactory,
    QuestionSetFactory,
    QuizRoundPageFactory,
    RegistrationFactory,
    UserFactory,
)
from tests.factories.pages import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(index):
    """Return a second contest."""
    return ContestPageFactory(parent=index, title="Cuộc thi khác", slug="cuoc-thi-khac")


@pytest.fixture
def limited(roles, stage, other):
    """Return the organiser, who is limited to the contest of `stage`."""
    limit_to_contests(user=roles["organisers"], contests=[stage.contest], actor=None)
    return roles["organisers"]


def test_who_has_no_contest_assigned_works_on_all(roles, stage, other):
    assert not is_limited(roles["organisers"])
    assert may_work_on(roles["organisers"], other)


def test_a_limited_user_works_on_the_assigned_contest_and_the_pages_below_it(limited, stage, other):
    assert may_work_on(limited, stage.contest)
    assert may_work_on(limited, stage.round)
    assert not may_work_on(limited, other)


def test_a_superuser_is_never_limited(stage, other):
    user = UserFactory(is_superuser=True)
    ContestAssignment.objects.create(user=user, contest=stage.contest)
    assert may_work_on(user, other)


def test_whose_contest_is_deleted_works_on_none_and_not_on_all(roles, other, stage):
    user = roles["organisers"]
    limit_to_contests(user=user, contests=[other], actor=None)
    Page.objects.get(pk=other.pk).delete()
    user = type(user).objects.get(pk=user.pk)
    assert is_limited(user)
    assert not may_work_on(user, stage.contest)


def test_a_limit_to_no_contest_is_a_limit(roles, stage):
    limit_to_contests(user=roles["organisers"], contests=[], actor=None)
    assert not may_work_on(roles["organisers"], stage.contest)
    assert lift_limit(user=roles["organisers"], actor=None)
    assert may_work_on(roles["organisers"], stage.contest)


def test_limiting_twice_changes_nothing(limited, stage):
    assert not limit_to_contests(user=limited, contests=[stage.contest], actor=None)
    assert not lift_limit(user=UserFactory(), actor=None)


def test_the_limit_is_one_query_for_any_number_of_questions(limited, stage, django_assert_num_queries):
    user = type(limited).objects.get(pk=limited.pk)
    with django_assert_num_queries(1):
        assert may_work_on(user, stage.contest)
        assert is_limited(user)
        within(Registration.objects.all(), user)
    free = UserFactory()
    with django_assert_num_queries(1):
        assert not is_limited(free)
        assert may_work_on(free, stage.contest)


def test_the_translations_of_a_contest_belong_to_it(limited, stage, settings, index):
    settings.WAGTAIL_I18N_ENABLED = True
    translated = ContestPageFactory(parent=index, slug="video-contest")
    Page.objects.filter(pk=translated.pk).update(
        translation_key=stage.contest.translation_key, locale=Locale.objects.create(language_code="en")
    )
    assert may_work_on(type(limited).objects.get(pk=limited.pk), translated)


def test_wagtail_gives_rights_on_the_assigned_contest_only(limited, stage, other, index):
    assert stage.contest.permissions_for_user(limited).can_publish()
    assert stage.round.permissions_for_user(limited).can_edit()
    assert not other.permissions_for_user(limited).can_edit()
    assert not index.permissions_for_user(limited).can_add_subpage()
    assert not Page.objects.get(pk=other.pk).permissions_for_user(limited).can_edit()


def test_a_limit_gives_no_right_that_the_role_lacks(roles, stage):
    limit_to_contests(user=roles["jurors"], contests=[stage.contest], actor=None)
    assert not stage.contest.permissions_for_user(roles["jurors"]).can_edit()


def test_the_admins_api_lists_no_page_of_another_contest(client, limited, stage, other):
    ContestNewsPageFactory(parent=other, title="Tin của cuộc thi khác")
    client.force_login(limited)
    listed = client.get("/admin/api/main/pages/").json()["items"]
    titles = [item["title"] for item in listed]
    assert stage.contest.title in titles
    assert "Tin của cuộc thi khác" not in titles
    assert other.title not in titles


def test_a_group_that_approves_pages_gives_no_way_around_the_limit(client, limited, stage, other):
    limited.groups.add(Group.objects.get(name="Biên tập viên cuộc thi"))
    news = ContestNewsPageFactory(parent=other, live=False)
    news.save_revision()
    news.get_workflow().start(news, UserFactory())
    client.force_login(limited)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[news.pk])).status_code == 302


def test_files_of_a_limited_user_are_those_in_the_collections_of_the_contests(client, limited, stage, other):
    model = get_document_model()
    root = Collection.get_first_root_node()
    for title, collection in (
        ("Của cuộc thi", collection_of(stage.contest)),
        ("Của cuộc thi khác", collection_of(other)),
        ("Tệp chung", root),
    ):
        model.objects.create(title=title, collection=collection, file=ContentFile(b"%PDF", name="a.pdf"))
    client.force_login(limited)
    for address in (
        reverse("wagtaildocs:index"),
        reverse("wagtaildocs_chooser:choose"),
        "/admin/api/main/documents/",
    ):
        response = client.get(address)
        is_json = response.headers["Content-Type"] == "application/json"
        html = json.dumps(response.json(), ensure_ascii=False) if is_json else response.content.decode()
        assert "Của cuộc thi" in html
        assert "Của cuộc thi khác" not in html.replace(other.title, "")
        assert "Tệp chung" not in html


@pytest.mark.parametrize("kind", ["documents", "images"])
@pytest.mark.parametrize("role", ["moderators", "jurors", "question_writers"])
def test_who_has_no_business_with_files_lists_none(client, roles, role, kind):
    get_document_model().objects.create(title="Quyết định", file=ContentFile(b"%PDF", name="a.pdf"))
    client.force_login(roles[role])
    assert client.get(f"/admin/api/main/{kind}/").json()["items"] == []


def test_lists_and_their_exports_hold_the_records_of_the_contest(client, limited, stage, other):
    own = RegistrationFactory(page=stage.form)
    foreign = RegistrationFactory(page=ContestRegistrationPageFactory(parent=other, slug="dang-ky"))
    client.force_login(limited)
    address = reverse("contest_registrations_registration_modeladmin_index")
    html = client.get(address).content.decode()
    assert own.code in html
    assert foreign.code not in html
    assert other.title not in html
    csv = b"".join(client.get(address, {"export": "csv", "columns": "code"}).streaming_content).decode()
    assert own.code in csv
    assert foreign.code not in csv


@pytest.mark.parametrize("view", ["inspect", "history"])
def test_a_record_of_another_contest_is_neither_seen_nor_is_its_history(client, limited, stage, other, view):
    foreign = RegistrationFactory(page=ContestRegistrationPageFactory(parent=other, slug="dang-ky"))
    own = RegistrationFactory(page=stage.form)
    client.force_login(limited)
    name = f"contest_registrations_registration_modeladmin_{view}"
    assert client.get(reverse(name, args=[own.pk])).status_code == 200
    assert client.get(reverse(name, args=[foreign.pk])).status_code == 302


@pytest.mark.parametrize("role", ["jurors", "question_writers", "moderators", "writers"])
def test_the_history_of_a_registration_is_for_those_who_may_see_it(client, roles, stage, role):
    registration = RegistrationFactory(page=stage.form)
    client.force_login(roles[role])
    name = "contest_registrations_registration_modeladmin_history"
    assert client.get(reverse(name, args=[registration.pk])).status_code == 302


def test_a_limited_administrator_says_of_nobody_who_works_on_what(roles, stage):
    assert may_assign(roles["administrators"])
    limit_to_contests(user=roles["administrators"], contests=[stage.contest], actor=None)
    assert not may_assign(roles["administrators"])
    assert not may_assign(roles["organisers"])


def test_the_sites_history_is_for_those_who_work_on_all_contests(client, roles, limited):
    address = reverse("wagtailadmin_reports:site_history")
    client.force_login(limited)
    assert client.get(address).status_code == 302
    client.force_login(roles["editors"])
    assert client.get(address).status_code == 200


def test_administrators_assign_contests_and_the_log_keeps_it(client, roles, stage, other):
    person = roles["organisers"]
    type(person).objects.filter(pk=person.pk).update(first_name="Trách", last_name="Lò Thị Phụ")
    client.force_login(roles["administrators"])
    assert "Lò Thị Phụ Trách" in client.get(reverse("contest_assignments")).content.decode()
    address = reverse("contest_assign", args=[person.pk])
    assert client.get(address).status_code == 200
    client.post(address, {"scope": "some", "contests": [stage.contest.pk]})
    assert set(ContestAssignment.objects.values_list("user", "contest")) == {(person.pk, stage.contest.pk)}
    log = ModelLogEntry.objects.get(action="contest.limit_to_contests")
    assert (log.user, log.object_id) == (roles["administrators"], str(person.pk))
    client.get(reverse("contest_assignments"))  # shows the message that it is saved
    listed = client.get(reverse("contest_assignments"), {"contest": other.pk}).content.decode()
    assert "Lò Thị Phụ Trách" not in listed
    client.post(address, {"scope": "all"})
    assert not ContestAssignment.objects.exists()


def test_nobody_assigns_contests_to_oneself_and_organisers_assign_none(client, roles):
    client.force_login(roles["administrators"])
    assert client.get(reverse("contest_assign", args=[roles["administrators"].pk])).status_code == 302
    client.force_login(roles["organisers"])
    assert client.get(reverse("contest_assignments")).status_code == 302


def test_the_list_of_assignments_costs_the_same_for_any_number(
    client, roles, stage, django_assert_num_queries
):
    for _number in range(8):
        user = UserFactory()
        user.groups.set(roles["jurors"].groups.all())
        limit_to_contests(user=user, contests=[stage.contest], actor=None)
    client.force_login(roles["administrators"])
    client.get(reverse("contest_assignments"))
    with django_assert_num_queries(15):
        client.get(reverse("contest_assignments"))


def test_a_limited_person_reads_on_the_home_page_which_contests_are_assigned(client, limited, stage, other):
    client.force_login(limited)
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert f'<a href="/admin/pages/{stage.contest.pk}/">{stage.contest.title}</a>' in html
    assert other.title not in html


def test_questions_belong_to_a_contest_by_their_sets(client, roles, stage, other):
    own = QuestionFactory(sets=[QuestionSetFactory(size=0, contest=stage.contest)])
    foreign = QuestionFactory(sets=[QuestionSetFactory(size=0, contest=other, name="Bộ khác")])
    loose = QuestionFactory(sets=[QuestionSetFactory(size=0)])
    limit_to_contests(user=roles["question_writers"], contests=[stage.contest], actor=None)
    client.force_login(roles["question_writers"])
    html = client.get(reverse("wagtailsnippets_contest_question_bank_question:list")).content.decode()
    assert own.number in html
    assert foreign.number not in html
    assert loose.number not in html
    assert "Bộ khác" not in html
    assert client.get(reverse("contest_question", args=[own.pk])).status_code == 200
    for name in ("contest_question", "wagtailsnippets_contest_question_bank_question:edit"):
        assert client.get(reverse(name, args=[foreign.pk])).status_code == 302
    assert client.get(reverse("contest_import_questions")).status_code == 302


def test_a_question_in_sets_of_other_contests_too_is_only_read(client, roles, stage, other):
    sets = [QuestionSetFactory(size=0, contest=stage.contest), QuestionSetFactory(size=0, contest=other)]
    shared = QuestionFactory(sets=sets, checked=True)
    number = shared.current.number
    writer = roles["question_writers"]
    limit_to_contests(user=writer, contests=[stage.contest], actor=None)
    client.force_login(writer)
    screen = reverse("contest_question", args=[shared.pk])
    edit = reverse("wagtailsnippets_contest_question_bank_question:edit", args=[shared.pk])
    key = reverse("contest_correct_key", args=[shared.pk, number])
    html = client.get(screen).content.decode()
    assert edit not in html
    assert key not in html
    assert (
        edit
        not in client.get(reverse("wagtailsnippets_contest_question_bank_question:list")).content.decode()
    )
    for address in (edit, key):
        assert client.get(address).status_code == 302
        assert client.post(address, {"accepted": [1], "reason": "Sai", "xac-nhan": "1"}).status_code == 302
    assert client.post(screen, {"retire": "1"}).headers["Location"] == reverse("wagtailadmin_home")
    shared.refresh_from_db()
    assert shared.status == "checked"
    limit_to_contests(user=writer, contests=[stage.contest, other], actor=None)
    assert client.get(edit).status_code == 200
    assert client.get(key).status_code == 200


def fields_of(page, user) -> dict:
    """Return the fields of the form in which a user edits a page."""
    form_class = page.get_edit_handler().get_form_class()
    return form_class(instance=page, parent_page=page.get_parent(), for_user=user).fields


def test_forms_refuse_records_of_other_contests_that_the_browser_sends(roles, stage, other):
    foreign = QuestionSetFactory(size=0, contest=other)
    picture = get_image_model().objects.create(
        title="Hình", file=get_test_image_file(), collection=collection_of(other)
    )
    own = QuestionSetFactory(size=0, contest=stage.contest)
    quiz = QuizRoundPageFactory(parent=stage.contest, slug="tuan-1", question_set=own)
    ceremony = ContestCeremonyPageFactory(parent=stage.contest)
    user = roles["organisers"]
    sent = (
        (quiz, "question_set", foreign),
        (ceremony, "image", picture),
    )
    for page, name, record in sent:
        assert fields_of(page, user)[name].clean(record.pk) == record
    limit_to_contests(user=user, contests=[stage.contest], actor=None)
    for page, name, record in sent:
        with pytest.raises(ValidationError):
            fields_of(page, user)[name].clean(record.pk)
    assert fields_of(quiz, user)["question_set"].queryset.get() == own


def test_forms_refuse_them_in_their_rows_too_and_keep_what_is_chosen_already(roles, stage, other):
    foreign, shared = QuestionSetFactory(size=0, contest=other), QuestionSetFactory(size=0, contest=other)
    quiz = QuizRoundPageFactory(parent=stage.contest, slug="tuan-1", question_set=shared)
    quiz.audiences = [QuizAudience(division="Cán bộ", question_set=shared)]
    quiz.save()
    user = roles["organisers"]
    limit_to_contests(user=user, contests=[stage.contest], actor=None)
    form_class = quiz.get_edit_handler().get_form_class()
    form = form_class(instance=quiz, parent_page=stage.contest, for_user=user)
    for fields in (form.fields, form.formsets["audiences"].forms[0].fields):
        assert fields["question_set"].clean(shared.pk) == shared
        with pytest.raises(ValidationError):
            fields["question_set"].clean(foreign.pk)


def test_the_home_page_names_no_page_of_another_contest(client, roles, stage, other):
    user = roles["editors"]
    titles = {}
    for parent in (stage.contest, other):
        pages = [
            ContestNewsPageFactory(parent=parent, title=f"Tin {number} {parent.pk}") for number in range(4)
        ]
        waiting, requested, edited, locked = pages
        waiting.save_revision()
        waiting.get_workflow().start(waiting, UserFactory())
        requested.save_revision()
        requested.get_workflow().start(requested, user)
        log(edited, "wagtail.edit", user=user)
        type(locked).objects.filter(pk=locked.pk).update(locked=True, locked_by=user, locked_at=NOW)
        titles[parent] = [page.title for page in pages]
    client.force_login(user)
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert [title for title in titles[other] if title not in html] == []
    limit_to_contests(user=user, contests=[stage.contest], actor=None)
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert [title for title in titles[stage.contest] if title not in html] == []
    assert [title for title in titles[other] if title in html] == []


@pytest.mark.parametrize("query", ["id={page}", "id=all", "id=all&childOf={index}", "id=all&childOf={other}"])
def test_actions_on_several_pages_name_none_of_another_contest(client, limited, stage, other, index, query):
    page = ContestNewsPageFactory(parent=other, title="Tin của cuộc thi khác")
    client.force_login(limited)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    query = query.format(page=page.pk, index=index.pk, other=other.pk)
    assert client.get(f"{address}?{query}").status_code == 302
    assert client.get(f"{address}?id=all&childOf={stage.contest.pk}").status_code == 200


def test_actions_on_several_files_name_none_of_another_contest(client, limited, other):
    document = get_document_model().objects.create(
        title="Của cuộc thi khác", collection=collection_of(other), file=ContentFile(b"%PDF", name="a.pdf")
    )
    client.force_login(limited)
    address = reverse("wagtail_bulk_action", args=["wagtaildocs", "document", "delete"])
    assert client.get(f"{address}?id={document.pk}").status_code == 302
