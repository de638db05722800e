"""The open data: what other programs may read, and what they must never read."""

from __future__ import annotations

import json

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contest_pages.contests.models import Prize
from tests.factories import (
    ContestPageFactory,
    ContestRegistrationPageFactory,
    ContestResultsPageFactory,
    EntryFactory,
    EntryRoundPageFactory,
    RegistrationFactory,
    UnitFactory,
    give,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]
API = "/api/v1/"


@pytest.fixture
def shown(stage):
    """An accepted work in an open gallery, whose author agreed to nothing."""
    stage.round.gallery_waits_for_list = False
    stage.round.save()
    registration = RegistrationFactory(page=stage.form)
    unit = UnitFactory(name="Xã Thử")
    return EntryFactory(registration=registration, round=stage.round, accepted=True, unit=unit)


def items(client, path: str) -> list[dict]:
    return client.get(API + path).json()["items"]


def test_a_contest_has_its_phase_and_times(client, stage):
    (contest,) = items(client, "contests/")
    assert contest["phase"] == "open"
    assert contest["closes_at"] == "2024-08-01T00:00:00+07:00"
    assert contest["meta"]["html_url"].endswith(stage.contest.url)


def test_rounds_and_works_are_filtered_by_contest(client, stage, shown):
    assert [page["id"] for page in items(client, f"rounds/?contest={stage.contest.pk}")] == [stage.round.pk]
    assert [work["id"] for work in items(client, f"entries/?contest={stage.contest.pk}")] == [shown.pk]
    assert items(client, "rounds/?contest=999999") == []


def test_a_work_leads_to_its_page(client, shown):
    (work,) = items(client, "entries/")
    assert client.get(work["html_url"].replace("http://localhost", "")).status_code == 200


@pytest.mark.parametrize("path", ["contests/", "rounds/", "entries/", "results/"])
def test_no_name_number_or_address_of_a_contestant_is_published(client, stage, shown, path):
    shown.registration.publish_name = True
    shown.registration.save()
    prize = Prize.objects.create(contest=stage.contest, name="Giải Nhất")
    ContestResultsPageFactory(parent=stage.contest, slug="ket-qua")
    give(prize, entry=shown)
    text = json.dumps(client.get(API + path).json(), ensure_ascii=False)
    member = shown.registration.members.get()
    for personal in (member.full_name, shown.registration.email, shown.registration.code):
        assert personal
        assert personal not in text


def test_the_unit_is_published_where_that_was_agreed_to(client, shown):
    shown.registration.publish_unit = False
    shown.registration.save()
    assert items(client, "entries/")[0]["unit"] is None
    shown.registration.publish_unit = True
    shown.registration.save()
    cache.clear()
    assert items(client, "entries/")[0]["unit"] == "Xã Thử"


def test_a_team_is_published_by_its_name_and_a_person_without(client, stage, shown):
    assert items(client, "entries/")[0]["team"] is None
    team = RegistrationFactory(page=stage.form, kind="team", team_name="Đội Mường La", publish_name=False)
    EntryFactory(registration=team, round=stage.round, accepted=True, unit=None)
    cache.clear()
    assert [work["team"] for work in items(client, "entries/")] == [None, "Đội Mường La"]


@pytest.mark.parametrize("state", ["submitted", "rejected", "disqualified"])
def test_works_that_the_gallery_does_not_show_are_not_published(client, shown, state):
    type(shown).objects.filter(pk=shown.pk).update(state=state)
    assert items(client, "entries/") == []
    assert client.get(f"{API}entries/{shown.pk}/").status_code == 404


def test_works_of_a_gallery_that_is_not_open_are_not_published(client, stage, shown):
    stage.round.gallery_waits_for_list = True
    stage.round.save()
    assert items(client, "entries/") == []


def test_drafts_and_private_contests_are_left_out_with_everything_below_them(
    client, admin_client, stage, shown
):
    stage.contest.view_restrictions.create(restriction_type="login")
    for reader in (client, admin_client):
        for path in ("contests/", "rounds/", "entries/", "results/"):
            assert items(reader, path) == [], path
        assert reader.get(f"{API}contests/{stage.contest.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("path", "most"), [("contests/", 9), ("rounds/", 8), ("entries/", 8), ("results/", 10)]
)
def test_a_list_costs_the_same_for_many(client, stage, shown, path, most):
    def cost() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert len(items(client, path)) == count
        return len(queries)

    def add_another() -> None:
        contest = ContestPageFactory(parent=stage.contest.get_parent())
        prize = Prize.objects.create(contest=contest, name="Giải Nhất")
        page = EntryRoundPageFactory(parent=contest, gallery_waits_for_list=False)
        registration = RegistrationFactory(page=ContestRegistrationPageFactory(parent=contest))
        entry = EntryFactory(registration=registration, round=page, accepted=True, unit=UnitFactory())
        ContestResultsPageFactory(parent=contest)
        give(prize, entry=entry)

    count = len(items(client, path)) + 1
    add_another()
    expected = cost()
    for _ in range(3):
        count += 1
        add_another()
    assert cost() == expected <= most


def test_too_many_requests_are_refused_for_a_while(client, stage, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "RATE_API_ADDRESS": "3/m"}
    answers = [client.get(f"{API}rounds/?limit={n}") for n in range(1, 6)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert answers[-1]["Retry-After"]
    assert answers[-1].json()["message"]


def test_nothing_can_be_written(client, stage):
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(f"{API}contests/").status_code == 405
        assert getattr(client, method)(f"{API}contests/{stage.contest.pk}/").status_code == 405


def test_pages_of_other_sites_may_read_it(client, stage):
    assert client.get(f"{API}contests/")["Access-Control-Allow-Origin"] == "*"
    assert client.get(f"{API}openapi.json")["Access-Control-Allow-Origin"] == "*"


def test_an_unknown_endpoint_answers_with_the_same_404(client, home):
    answer = client.get(f"{API}people/")
    assert answer.status_code == 404
    assert answer.json() == {"message": "not found"}
