"""A person is planted in all that contestants, contacts and staff can type, and searched for everywhere.

Before the erasure the person stands in the named tables and files only; afterwards nowhere.
"""

from __future__ import annotations

import tempfile

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.test import Client
from wagtail.search.models import IndexEntry

from contest_pages.data_requests.domain import finish, submit_request
from contest_pages.registrations.domain.erasing import erase
from contest_pages.registrations.models import RegistrationField
from tests.factories import EntryFactory, RegistrationFactory
from tests.factories.pages import NOW
from tests.http.test_log_filters import work_off

from . import planted
from .fields import KEPT_AS_RECORDS, NEVER_IN_A_FILE, NEVER_IN_THE_DATABASE, PLANTED, columns_of
from .planted import PERSON
from .planting import plant, registered

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("in_july"),
]


@pytest.fixture
def site(stage, settings, tmp_path, monkeypatch):
    """Let letters go to the outbox, tasks to the queue, pages to the cache and to the search index, as on a server."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
    settings.OUTBOX_DIR = tmp_path / "outbox"
    settings.EMAIL_BACKEND = "home.outbox.OutboxBackend"
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
        "jobs": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []},
    }
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "TASK_BACKEND": "jobs", "PAGE_CACHE": "pages"}
    stage.form.asks_identity, stage.form.identity_reason = True, "Để làm giấy chứng nhận."
    stage.form.identity_purge_on = NOW.date().replace(year=2025)
    stage.form.kinds, stage.form.smallest_team = ["team"], 1
    stage.form.save()
    RegistrationField.objects.create(
        page=stage.form, label="Địa chỉ", field_type="singleline", required=False
    )
    return stage


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


def test_a_planted_person_is_found_where_it_may_stand_and_after_the_erasure_nowhere(site, roles, tmp_path):
    folders, begun = [django_settings.FILES_DIR, tmp_path], tmp_path / "begun"
    begun.touch()
    with planted.journal() as written:
        registration = registered(site)
        contact = plant(site, registration, roles)
        assert IndexEntry.objects.exists()
        assert Session.objects.exists()
        before = planted.in_database()
        assert set(before) == columns_of(PLANTED)
        assert set().union(*before.values()) == set(PERSON) - NEVER_IN_THE_DATABASE
        in_files = set().union(*planted.in_files(*folders, since=begun).values())
        assert in_files >= {"file", "video", "video sent", "video on its way", "row of a list", "email"}
        assert not in_files & NEVER_IN_A_FILE
        of_winners = {"team", "title", "remark", "pasted name"}
        assert set().union(*planted.on_public_pages(Client()).values()) == of_winners
        assert planted.in_caches() == of_winners
        Client().get(f"/admin/reports/?q={PERSON['name']}")

        request = submit_request(registration=registration, kind="erase", now=NOW, words=PERSON["request"])
        finish(request=request, actor=roles["organisers"], now=NOW)
        work_off()
        left = planted.in_database() | planted.in_files(*folders, since=begun)
        of_contact = {"contact", "contact's email"}
        assert {place: keys for place, keys in left.items() if not keys <= of_contact} == KEPT_AS_RECORDS

        erase(registration=contact, because="requested", now=NOW)
        work_off()
        assert planted.in_database() == KEPT_AS_RECORDS
        assert planted.in_files(*folders, since=begun) == {}
        assert planted.on_public_pages(Client()) == {}
        assert planted.in_caches() == set()
    assert planted.found_in(written.getvalue()) == set()
    assert "contest" in written.getvalue()
