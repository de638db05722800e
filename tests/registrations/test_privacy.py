"""A name, a phone, an e-mail, an identity number are planted; no public page, address, log or cache holds them."""

from __future__ import annotations

import logging
import re

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry

from contest_pages.models import RequestCount
from contest_pages.registrations.access.links import confirm_path, personal_path
from contest_pages.registrations.models import Registration
from tests.factories import ContestResultsPageFactory, EntryFactory, PrizeFactory, give

from .helpers import token, typed, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

PLANTED = ["Hoa Cải Trắng", "hoa cai trang", "0977000111", "hoacai@vidu.example", "014190777888", "777888"]


def found_in(text: str) -> list[str]:
    return [words for words in PLANTED if words.lower() in text.lower()]


@pytest.fixture
def planted(stage, caplog, django_capture_on_commit_callbacks):
    """Register, confirm, view, correct and request the link; publish the entry; return the clients and logs."""
    from django.core import mail

    stage.form.asks_identity, stage.form.identity_reason = True, "Để trao giải."
    stage.form.identity_purge_on = "2025-01-01"
    stage.form.save()
    caplog.set_level(logging.DEBUG)
    visitor = Client()
    addresses = []
    row = {"full_name": "HOA CẢI TRẮNG", "birth_date": "1/2/1990", "identity": "014190777888"}
    with django_capture_on_commit_callbacks(execute=True):
        data = typed(stage.form, row, phone="0977 000 111", email="hoacai@vidu.example") | token(visitor)
        response = visitor.post(url(stage), data | {"people-0-birth_date": "x"})
        response = visitor.post(url(stage), data)
    addresses.append(response.url)
    registration = Registration.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        response = visitor.post(confirm_path(registration))
    addresses += [confirm_path(registration), response.url, personal_path(registration)]
    visitor.get(response.url)
    with django_capture_on_commit_callbacks(execute=True):
        visitor.post(
            reverse("contest_send_link"),
            {
                "link-address": "hoacai@vidu.example",
                **{"link-started": token(visitor)["registration-started"]},
            },
        )
    registration.refresh_from_db()
    entry = EntryFactory(registration=registration, round=stage.round, accepted=True)
    results = ContestResultsPageFactory(parent=stage.contest)
    give(PrizeFactory(contest=stage.contest), entry=entry)
    addresses += [link for letter in mail.outbox for link in re.findall(r"http\S+", letter.body)]
    pages = [
        "/",
        stage.contest.get_parent().url,
        stage.contest.url,
        stage.rules.url,
        stage.form.url,
        stage.round.url,
        stage.round.entry_path(entry.number),
        results.url,
        reverse("contest_send_link"),
        reverse("contest_link_sent"),
        addresses[0],
    ]
    return registration, pages, addresses, caplog


def test_no_public_page_shows_what_was_not_agreed_to(client, planted):
    _registration, pages, _addresses, _log = planted
    for path in pages:
        response = client.get(path)
        assert response.status_code == 200, path
        assert found_in(response.content.decode()) == [], path
        assert found_in(str(response.headers)) == [], path


def test_no_address_holds_anything(planted):
    _registration, _pages, addresses, _log = planted
    assert len(addresses) >= 6
    assert found_in("\n".join(addresses)) == []
    assert not any(planted[0].code in address for address in addresses)


def test_no_log_holds_anything(planted):
    _registration, _pages, _addresses, log = planted
    # SQL with its values is printed only by a debugging developer.
    lines = [record.getMessage() for record in log.records if record.name != "django.db.backends"]
    assert found_in("\n".join(lines)) == []
    audit = [*ModelLogEntry.objects.all(), *PageLogEntry.objects.all()]
    assert len(audit) >= 2
    assert found_in("\n".join(str(vars(line)) for line in audit)) == []


def test_no_cache_and_no_count_holds_anything(planted):
    cache = caches["default"]
    assert found_in("\n".join(f"{key} {value}" for key, value in cache._cache.items())) == []
    counts = [str(vars(count)) for count in RequestCount.objects.all()]
    assert counts != []
    assert found_in("\n".join(counts)) == []


def test_the_identity_number_is_nowhere_in_the_clear(planted):
    registration, *_rest = planted
    member = registration.members.get()
    assert member.identity_last == "888"
    assert "777888" not in str(vars(member))
