"""How much of the video was played at the desk stands beside the decision."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.review.domain.bulk import accept_in_bulk
from contest_pages.review.domain.recording import verify
from contest_pages.review.logic.watching import watched_percent
from contest_pages.review.models import DeskNotes, Review
from tests.factories.pages import NOW

from .helpers import desk_data, say, steps_of, waiting_entry


@pytest.mark.parametrize(
    ("played", "percent"),
    [
        ("", None),
        ("0-0", 0),
        ("0-50", 50),
        ("0-30,20-50", 50),
        ("20-50,0-30,10-40", 50),
        ("0-25,75-100", 50),
        ("0.25-99.5", 100),
        ("0-900", 100),
        ("900-1000", 0),
        ("50-0", 0),
        ("x,1e9-2,-5-3,0-10,٣-٤", 10),
    ],
)
def test_what_was_played_counts_once(played, percent):
    assert watched_percent(played, 100) == percent


def test_without_a_length_nothing_is_known():
    assert watched_percent("0-5", 0) is None


@given(st.text("0123456789.-,", max_size=80), st.floats(0.1, 40_000))
def test_whatever_is_sent_the_share_is_between_none_and_all(played, seconds):
    percent = watched_percent(played, seconds)
    assert percent is None or 0 <= percent <= 100


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("played", "percent", "words"),
    [
        ("0-125", 50, "đã phát 50 % video tại bàn duyệt"),
        ("0-0", 0, "đã phát 0 % video tại bàn duyệt"),
        ("", None, None),
    ],
)
def test_the_share_is_kept_with_the_decision_and_shown_in_the_history(
    client, in_july, entry, mai, played, percent, words
):
    client.force_login(mai)
    desk = reverse("contest_review_desk", args=[entry.pk])
    client.post(desk, desk_data(entry, played=played))
    assert Review.objects.get().watched_percent == percent
    html = " ".join(client.get(desk).content.decode().split())
    if words:
        assert words in html
    else:
        assert "video tại bàn duyệt" not in html
    assert verify(entry.round_id).is_sound


@pytest.mark.django_db
def test_a_decision_among_many_says_that_nothing_was_watched(client, in_july, stage, roles, mai):
    step = steps_of(stage, {"accepts_in_bulk": True}, {})[0]
    entry = waiting_entry(stage)
    accept_in_bulk(step=step, moderator=mai, now=NOW)
    client.force_login(mai)
    html = client.get(reverse("contest_review_desk", args=[entry.pk])).content.decode()
    assert "không xem video tại bàn duyệt" in html
    assert Review.objects.get().watched_percent is None


@pytest.mark.django_db
def test_what_was_played_is_kept_with_the_notes_and_the_desk_goes_on_from_it(client, in_july, entry, mai):
    client.force_login(mai)
    client.post(reverse("contest_review_notes", args=[entry.pk]), desk_data(entry, played="0-40"))
    assert DeskNotes.objects.get().fields["played"] == "0-40"
    html = client.get(reverse("contest_review_desk", args=[entry.pk])).content.decode()
    assert 'name="played" value="0-40"' in html


@pytest.mark.django_db
def test_little_watched_does_not_stop_a_decision(client, in_july, entry, mai):
    client.force_login(mai)
    client.post(reverse("contest_review_desk", args=[entry.pk]), desk_data(entry, played="0-1"))
    entry.refresh_from_db()
    assert entry.state == "accepted"


@pytest.mark.django_db
def test_the_share_is_on_record_like_the_rest(entry, mai):
    review = say(entry, mai, watched_percent=70)
    Review.objects.filter(pk=review.pk).update(watched_percent=100)
    assert not verify(entry.round_id).is_sound
    with transaction.atomic(), pytest.raises(IntegrityError):
        Review.objects.filter(pk=review.pk).update(watched_percent=101)
