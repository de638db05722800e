"""Bulk acceptance: only checked entries, only to the next step, each with its own record."""

from __future__ import annotations

import pytest
from django.urls import reverse

from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import NearDuplicate, VideoAsset
from contest_pages.review.domain.bulk import accept_in_bulk
from contest_pages.review.domain.claiming import claim
from contest_pages.review.domain.conflicts import declare_conflict_with_contestant
from contest_pages.review.errors import NotAllowed
from contest_pages.review.models import Review
from tests.factories.entries import FACTS
from tests.factories.pages import NOW

from .helpers import case_of, steps_of, waiting_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def technical(stage, roles):
    """Return the first of two steps, which passes in bulk."""
    return steps_of(stage, {"accepts_in_bulk": True, "checklist": "Phát được không?"}, {})[0]


def test_all_that_met_the_rules_goes_on_each_with_its_own_record(stage, technical, mai):
    entries = [waiting_entry(stage) for _ in range(3)]
    assert accept_in_bulk(step=technical, moderator=mai, now=NOW) == 3
    assert [case_of(entry).step.name for entry in entries] == ["Bước 2"] * 3
    assert {(r.in_bulk, tuple(r.checklist), r.moderator) for r in Review.objects.all()} == {(True, (), mai)}
    assert accept_in_bulk(step=technical, moderator=mai, now=NOW) == 0


def test_entries_that_a_person_should_check_stay(stage, technical, mai, nam):
    silent, like, linked, held, tied, broken = (waiting_entry(stage) for _ in range(6))
    VideoAsset.objects.filter(pk=silent.video_id).update(facts={**FACTS, "loudest": 0.0})
    other = waiting_entry(stage)
    NearDuplicate.objects.create(video=like.video, other=other.video, share=0.9)
    type(linked).objects.filter(pk=linked.pk).update(video=None, link="https://youtu.be/x")
    claim(case=case_of(held), moderator=nam, now=NOW)
    declare_conflict_with_contestant(case=case_of(tied), moderator=mai, nature="", now=NOW)
    failed = [{"rule": "Length", "actual": "1", "required": "4", "passed": False}]
    VideoAsset.objects.filter(pk=broken.video_id).update(verdict=failed)
    assert accept_in_bulk(step=technical, moderator=mai, now=NOW) == 1
    assert case_of(other).step != technical
    for entry in (silent, like, linked, held, tied, broken):
        assert case_of(entry).step == technical


def test_the_last_step_and_other_steps_are_decided_work_by_work(stage, roles, mai):
    first, last = steps_of(stage, {}, {"accepts_in_bulk": True})
    waiting_entry(stage)
    for step in (first, last):
        with pytest.raises(NotAllowed, match="từng tác phẩm"):
            accept_in_bulk(step=step, moderator=mai, now=NOW)


def test_the_moderator_sees_what_would_pass_and_confirms(client, stage, technical, mai):
    entry = waiting_entry(stage)
    client.force_login(mai)
    page = reverse("contest_review_bulk", args=[stage.round.pk, technical.pk])
    html = client.get(page).content.decode()
    assert entry.title in html
    assert case_of(entry).step == technical  # GET changes nothing
    assert "1 tác phẩm chuyển sang bước tiếp theo" in client.post(page, follow=True).content.decode()
    assert case_of(entry).step != technical
    entry.refresh_from_db()
    assert entry.state == EntryState.SUBMITTED
    assert "không có tác phẩm nào cho qua" in client.get(page).content.decode()
