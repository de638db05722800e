"""Contestants learn rank, total and their own means by criterion once the ranking is published, and nothing before."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contest_pages.judging.domain.voiding import declare_void
from contest_pages.judging.models import ScoreSheet
from contest_pages.judging.queries import own_results, results
from contest_pages.registrations.access.links import personal_path
from contest_pages.standings.models import Exclusion
from tests.factories.pages import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


def own_page(client, jury, number=1) -> str:
    registration = jury.candidates[number].entry.registration
    return " ".join(client.get(personal_path(registration)).content.decode().split())


def test_the_own_page_shows_means_rank_and_total_and_until_when_the_sum_is_checked(published, client):
    page = own_page(client, published)
    for words in ("Nội dung", "40,50", "20,00", "0,00", "60,5", "2 trên 3", "24/7/2024"):
        assert words in page


def test_neither_points_of_single_jurors_nor_other_works_nor_remarks_stand_there(published, client):
    page = own_page(client, published)
    for words in (
        "42,5",
        "39,00",
        "41,50",
        "39,50",
        "Cần nói rõ hơn",
        *(t.member.full_name for t in published.terms),
    ):
        assert words not in page


def test_nothing_is_told_before_the_publication(ranked, client):
    page = own_page(client, ranked)
    assert "40,50" not in page
    assert "Kết quả chấm" not in page


def test_the_means_of_later_sheets_do_not_slip_out(published, client):
    sheet = ScoreSheet.objects.get(candidate=published.candidates[1], seat=published.seats[0])
    declare_void(sheet=sheet, reason="Nhầm bài", now=NOW, actor=published.actor)
    page = own_page(client, published)
    assert "41,25" not in page
    assert "60,5" in page


def queries_of(client, registration) -> int:
    client.get(personal_path(registration))
    with CaptureQueriesContext(connection) as captured:
        client.get(personal_path(registration))
    return len(captured)


def test_it_asks_the_database_nine_times_whatever_is_judged_besides(published, client, monkeypatch):
    registration = published.candidates[1].entry.registration
    with_results = queries_of(client, registration)
    monkeypatch.setattr(own_results, "_rankings", lambda *_: [])
    assert with_results - queries_of(client, registration) == 9


def test_the_means_are_made_of_the_own_sheets_alone(published, client, monkeypatch):
    read = []
    made = results.counted_sheet
    monkeypatch.setattr(results, "counted_sheet", lambda *given: read.append(given) or made(*given))
    assert "40,50" in own_page(client, published)
    assert {number for number, *_rest in read} == {published.candidates[1].number}
    assert len(read) == len(published.seats)


def test_of_a_page_whose_contestant_was_excluded_later_no_means_are_made(published, client):
    registration = published.candidates[1].entry.registration
    Exclusion.objects.create(
        round_id=published.page.pk,
        registration=registration,
        reason="Gian lận",
        at=NOW,
        by=published.actor,
    )
    assert "40,50" not in own_page(client, published)
