"""The statistics of a review: what each table counts, and that their sums agree."""

from __future__ import annotations

import contextlib
import datetime
import random
from collections import Counter

import pytest
from django.urls import reverse

from contest_pages.entries.domain.withdrawal import withdraw
from contest_pages.entries.enums import EntryState
from contest_pages.entries.errors import EntryRefused
from contest_pages.entries.models import Entry
from contest_pages.review.domain.appeals import submit_appeal
from contest_pages.review.domain.bulk import accept_in_bulk
from contest_pages.review.domain.disqualifying import disqualify
from contest_pages.review.domain.undoing import undo
from contest_pages.review.enums import VOTES, Decision
from contest_pages.review.errors import ReviewRefused
from contest_pages.review.models import Review
from contest_pages.review.queries.queue import progress_of
from contest_pages.review.queries.statistics import by_day, by_moderator, by_result, by_step, by_unit
from tests.factories import RegistrationFactory, UnitFactory
from tests.factories.pages import NOW

from .helpers import REASON, say, steps_of, waiting_entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


def rows(bars):
    return [(bar.label, bar.accepted, bar.rejected) for bar in bars]


def test_the_page_counts_works_by_unit_and_decisions_by_moderator_step_and_day(
    client, stage, roles, mai, nam, organiser
):
    unit = UnitFactory(name="Xã Mường La")
    steps_of(stage, {"name": "Kỹ thuật"}, {"name": "Nội dung"})
    first = waiting_entry(stage, registration=RegistrationFactory(page=stage.form, unit=unit))
    second = waiting_entry(stage)
    for user in (mai, nam):
        say(first, user)
    say(second, mai, Decision.REJECT, REASON, now=NOW + datetime.timedelta(days=1))
    waiting_entry(stage)
    client.force_login(organiser)
    response = client.get(reverse("contest_review_statistics", args=[stage.round.pk]))
    charts = response.context["charts"]
    assert [rows(chart.bars) for chart in charts] == [
        [("Xã Mường La", 1, 0), ("Không có đơn vị", 0, 1)],
        [("Chờ sơ loại", 0, 0), ("Đạt sơ loại", 2, 0), ("Không đạt sơ loại", 0, 1)],
        [("Mai Lan", 1, 1), ("Nam Sơn", 1, 0)],
        [("Kỹ thuật", 1, 1), ("Nội dung", 1, 0)],
        [("10/07/2024", 2, 0), ("11/07/2024", 0, 1)],
    ]
    assert [bar.waiting for bar in charts[0].bars] == [0, 1]
    assert [bar.works for bar in charts[1].bars] == [1, 1, 1]
    html = response.content.decode()
    assert "Mỗi tác phẩm tính một lần" in html
    assert html.count("<caption>") == 5


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_the_sums_of_the_tables_agree(stage, roles, mai, nam, hoa, organiser, seed):
    chance = random.Random(seed)
    technical, *_ = steps_of(
        stage, {"accepts_in_bulk": True, "checklist": "Phát được?"}, {"moderators": 2}, {}
    )
    units = [UnitFactory(name="Xã A"), None]
    entries = [
        waiting_entry(stage, registration=RegistrationFactory(page=stage.form, unit=chance.choice(units)))
        for _ in range(6)
    ]
    people = [mai, nam, hoa, organiser]
    for hour in range(70):
        now = NOW + datetime.timedelta(hours=hour)
        entry, user = chance.choice(entries), chance.choice(people)
        entry.refresh_from_db()
        with contextlib.suppress(ReviewRefused, EntryRefused):
            match chance.choice(
                ["say"] * 6 + ["undo", "undo", "appeal", "appeal", "bulk", "out", "withdraw"]
            ):
                case "say":
                    decision = chance.choice([Decision.ACCEPT, Decision.ACCEPT, Decision.REJECT])
                    say(entry, user, decision, REASON if decision == Decision.REJECT else "", now=now)
                case "undo":
                    decision = chance.choice([Decision.ACCEPT, Decision.REJECT])
                    undo(review=say(entry, user, decision, REASON, now=now), moderator=user, now=now)
                case "appeal":
                    submit_appeal(entry=entry, words="Xin xem lại giúp tôi.", now=now)
                case "bulk":
                    accept_in_bulk(step=technical, moderator=user, now=now)
                case "out":
                    disqualify(entry=entry, actor=organiser, reason=REASON, now=now)
                case "withdraw":
                    withdraw(entry=entry, now=now)

    votes = Counter(r.decision for r in Review.objects.effective() if r.decision in VOTES)
    assert sum(votes.values()) > 5, "little has happened"
    for count in (by_moderator, by_step, by_day, by_result):
        bars = count(stage.round)
        assert sum(bar.accepted for bar in bars) == votes[Decision.ACCEPT]
        assert sum(bar.rejected for bar in bars) == votes[Decision.REJECT]
    states = Counter(Entry.objects.values_list("state", flat=True))
    works = Counter({bar.label: bar.works for bar in by_result(stage.round)})
    accepted, rejected, disqualified, withdrawn = (
        works[state.label]
        for state in (
            EntryState.ACCEPTED,
            EntryState.REJECTED,
            EntryState.DISQUALIFIED,
            EntryState.WITHDRAWN,
        )
    )
    progress, units = progress_of(stage.round, organiser, NOW), by_unit(stage.round)
    assert sum(bar.accepted for bar in units) == progress.accepted == accepted == states["accepted"]
    assert sum(bar.rejected for bar in units) == progress.rejected == rejected + disqualified
    assert sum(bar.waiting for bar in units) == progress.waiting + progress.changes
    assert works.total() - withdrawn == progress.total


@pytest.mark.parametrize("works", [1, 5])
def test_the_statistics_cost_the_same_whatever_their_length(
    client, stage, roles, mai, organiser, works, django_assert_num_queries
):
    for number in range(works):
        unit = UnitFactory(name=f"Xã {number}")
        say(waiting_entry(stage, registration=RegistrationFactory(page=stage.form, unit=unit)), mai)
    client.force_login(organiser)
    address = reverse("contest_review_statistics", args=[stage.round.pk])
    client.get(address)
    with django_assert_num_queries(19):
        client.get(address)
