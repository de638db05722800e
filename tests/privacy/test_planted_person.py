"""A person is planted in all that contestants, contacts and staff can type, and searched for everywhere.

Before the erasure the person stands in the named tables and files only; afterwards nowhere.
"""

from __future__ import annotations

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.test import Client

from contest_pages import audit
from contest_pages.data_requests.domain import answer, extend, finish, submit_request
from contest_pages.entries.domain.drafts import EntryText, begin_draft, save_text
from contest_pages.quizzes.models import Accommodation
from contest_pages.registrations.access.links import confirm_path, personal_path
from contest_pages.registrations.domain.erasing import erase
from contest_pages.registrations.models import (
    AnswerFile,
    ConflictOfInterest,
    Registration,
    RegistrationField,
)
from contest_pages.review.domain.appeals import submit_appeal
from contest_pages.review.enums import Decision
from contest_pages.review.models import CaseComment, DeskNotes
from contest_pages.rosters.models import RosterList
from contest_pages.standings.models import RankedRow
from tests.factories import CommitteeMemberFactory, EntryFactory, RegistrationFactory
from tests.factories.pages import NOW
from tests.factories.standings import put_rank
from tests.http.test_log_filters import work_off
from tests.registrations.helpers import token, typed, url
from tests.review.helpers import moderator, say

from . import planted
from .planted import PERSON

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("in_july"),
]

#: The tables in which a person may stand while the contest runs: the inventory of docs/security.md.
TABLES = {
    "contest_registrations_registration": {"name", "email", "phone", "address"},
    "contest_registrations_member": {"name", "guardian"},
    "contest_registrations_answerfile": {"file name"},
    "contest_registrations_conflictofinterest": {"relation"},
    "contest_entries_entry": {"draft", "title", "summary", "link", "script name"},
    "contest_entries_subtitles": {"subtitle"},
    "contest_review_casecomment": {"comment"},
    "contest_review_review": {"reason"},
    "contest_review_complaint": {"complaint"},
    "contest_review_desknotes": {"note"},
    "contest_data_requests_datarequest": {"request", "answer", "extension"},
    "contest_quizzes_accommodation": {"accommodation"},
    "contest_quizzes_attempt": {"prediction"},
    "contest_rosters_rosterlist": {"file name"},
    "contest_standings_rankedrow": {"pasted name"},
    "wagtailcore_modellogentry": {"correction"},
}

#: What stays: decisions are an official record, chained so that none can be changed or taken out.
KEPT_BY_LAW = {"contest_review_review": {"reason"}}


@pytest.fixture
def site(stage, settings, tmp_path):
    """Let letters go to the outbox, tasks to the queue, and pages to the cache, as on a server."""
    settings.OUTBOX_DIR = tmp_path / "outbox"
    settings.EMAIL_BACKEND = "home.outbox.OutboxBackend"
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
        "jobs": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []},
    }
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "TASK_BACKEND": "jobs", "PAGE_CACHE": "pages"}
    stage.form.asks_identity, stage.form.identity_reason = True, "Để làm giấy chứng nhận."
    stage.form.identity_purge_on = NOW.date().replace(year=2025)
    stage.form.save()
    RegistrationField.objects.create(
        page=stage.form, label="Địa chỉ", field_type="singleline", required=False
    )
    return stage


def registered(site) -> Registration:
    """Register through the form and confirm through the link."""
    browser = Client(enforce_csrf_checks=True)
    row = {
        "full_name": PERSON["name"],
        "birth_date": "1/2/2009",
        "identity": PERSON["identity"],
        "guardian_name": PERSON["guardian"],
        "guardian_agrees": "on",
        "child_agrees": "on",
    }
    question = site.form.question_list[0]
    fields = {
        "email": PERSON["email"],
        "phone": PERSON["phone"],
        f"extra_{question.clean_name}": PERSON["address"],
    }
    response = browser.post(url(site), typed(site.form, row, **fields) | token(browser))
    assert response.status_code == 302, response.context["form"].errors
    registration = Registration.objects.get()
    work_off()
    browser.post(confirm_path(registration), token(browser))
    registration.refresh_from_db()
    assert registration.status == "active"
    work_off()
    assert Client().get(personal_path(registration)).status_code == 200
    return registration


def plant(site, registration: Registration, roles) -> None:
    """Let the contestant, the unit's contact and the staff write about the person whatever they can."""
    member, staff = registration.members.get(), roles["organisers"]
    draft = begin_draft(round_page=site.round, registration=registration, now=NOW)
    save_text(entry=draft, text=EntryText(title=PERSON["draft"], authors=(member,)), now=NOW)
    entry = EntryFactory(
        registration=registration,
        round=site.round,
        submitted=True,
        slot=2,
        title=PERSON["title"],
        summary=PERSON["summary"],
        link=PERSON["link"],
        script_file_name=PERSON["script name"],
        script=ContentFile(PERSON["file"].encode(), name="x"),
    )
    entry.authors.set([member])
    entry.subtitles.create(language="vi", text=PERSON["subtitle"])
    AnswerFile.objects.create(
        registration=registration,
        name="a",
        label="A",
        file=ContentFile(PERSON["file"].encode(), name="x"),
        file_name=PERSON["file name"],
        content_type="application/pdf",
        size=8,
    )
    CaseComment.objects.create(case=entry.case, author=staff, words=PERSON["comment"], written_at=NOW)
    DeskNotes.objects.create(case=entry.case, moderator=staff, fields={"x": PERSON["note"]}, saved_at=NOW)
    say(
        entry,
        moderator(roles, "Mai Lan", username="mai", email="mai@coquan.example"),
        Decision.REJECT,
        PERSON["reason"],
    )
    submit_appeal(entry=entry, words=PERSON["complaint"], now=NOW)
    committee = CommitteeMemberFactory(contest=site.contest)
    ConflictOfInterest.objects.create(
        member=committee, registration=registration, nature=PERSON["relation"], declared_at=NOW
    )
    request = submit_request(registration=registration, kind="correct", now=NOW, words=PERSON["request"])
    extend(request=request, reason=PERSON["extension"], actor=staff)
    answer(request=request, words=PERSON["answer"], actor=staff, now=NOW)
    Accommodation.objects.create(
        registration=registration, extra_minutes=5, reason=PERSON["accommodation"], by=staff, at=NOW
    )
    contact = RegistrationFactory(page=site.form, full_name="Lò Văn Đầumối", email="dau-moi@vidu.example")
    Registration.objects.filter(pk=registration.pk).update(roster=contact)
    RosterList.objects.create(
        roster=contact,
        file=ContentFile(PERSON["row of a list"].encode(), name="x"),
        file_name=PERSON["file name"],
        brought_at=NOW,
    )
    row = put_rank(site.round, 1, entry=entry)
    RankedRow.objects.filter(pk=row.pk).update(name=PERSON["pasted name"])

    audit.record("contest.correct_registration", registration, actor=staff, reason=PERSON["correction"])
    work_off()


def test_a_published_winner_is_gone_from_pages_and_caches_at_the_persons_request(site):
    registration = RegistrationFactory(page=site.form, full_name=PERSON["name"], email=PERSON["email"])
    title = f"Bài của {PERSON['name']}"
    entry = EntryFactory(registration=registration, round=site.round, accepted=True, title=title)
    address = site.round.entry_path(entry.number)
    visitor = Client()
    assert planted.found_in(visitor.get(address).content.decode()) == {"name"}
    assert planted.in_caches() == {"name"}
    erase(registration=registration, because="requested", now=NOW)
    assert planted.in_caches() == set()
    assert planted.found_in(visitor.get(address).content.decode()) == set()
    assert planted.in_database() == {}
    assert planted.on_public_pages(visitor) == {}


def folders() -> list:
    return [django_settings.FILES_DIR, django_settings.OUTBOX_DIR]


def test_a_planted_person_is_found_where_it_may_stand_and_after_the_erasure_nowhere(site, roles):
    with planted.journal() as written:
        registration = registered(site)
        plant(site, registration, roles)
        before = planted.in_database()
        assert {table: keys - TABLES.get(table, set()) for table, keys in before.items()} == {
            table: set() for table in before
        }
        assert set().union(*before.values()) == set().union(*TABLES.values()) - {"prediction"}
        files = planted.in_files(*folders())
        assert {key for keys in files.values() for key in keys} >= {"file", "row of a list", "email"}
        assert planted.on_public_pages(Client()) == {}
        assert planted.in_caches() == set()
        Client().get(f"/admin/reports/?q={PERSON['name']}")

        request = submit_request(registration=registration, kind="erase", now=NOW, words=PERSON["request"])
        finish(request=request, actor=roles["organisers"], now=NOW)
        work_off()

        assert planted.in_database() == KEPT_BY_LAW
        assert planted.in_files(*folders()) == {}
        assert planted.on_public_pages(Client()) == {}
        assert planted.in_caches() == set()
    assert planted.found_in(written.getvalue()) == set()
    assert "contest" in written.getvalue()
