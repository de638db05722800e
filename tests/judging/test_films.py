"""A film that is not public plays on the page of its juror, and for nobody else."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from contest_pages.entries.models import EntryRoundPage
from contest_pages.judging.access import juror_path
from contest_pages.judging.domain.assigning import declare_conflicts, excuse
from contest_pages.judging.domain.candidates import change_state
from contest_pages.judging.enums import CandidateState, Excuse
from contest_pages.judging.models import Assignment
from tests.factories import UserFactory
from tests.factories.pages import NOW, hanoi

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture
def hidden(jury, stage, client):
    """Return the first juror's term with an account that is signed in; no work is public before August."""
    EntryRoundPage.objects.filter(pk=stage.round.pk).update(gallery_opens_at=hanoi("2024-08-30 08:00"))
    for candidate in jury.candidates:
        video = candidate.entry.video
        video.playable.save("film.mp4", ContentFile(b"film"))
    term = jury.terms[0]
    term.member.user = UserFactory()
    term.member.save()
    client.force_login(term.member.user)
    return term


def sheet(client, term, number=1) -> str:
    return client.get(f"{juror_path(term)}bai-{number}/").content.decode()


def films(page: str) -> list[str]:
    return [html.unescape(found) for found in re.findall(r'<source src="([^"]+)"', page)]


def test_an_assigned_juror_plays_a_film_that_is_not_public(hidden, jury, client):
    address = films(sheet(client, hidden))[-1]
    assert client.get(address).status_code in (200, 206)
    bare = reverse("contest_video", args=[jury.candidates[0].entry.video_id])
    assert client.get(bare).status_code == 404


def test_the_address_of_one_film_opens_no_other(hidden, jury, client):
    token = films(sheet(client, hidden))[-1].partition("?")[2]
    other = reverse("contest_video", args=[jury.candidates[1].entry.video_id])
    assert client.get(f"{other}?{token}").status_code == 404


def test_a_work_that_is_not_assigned_has_no_page(hidden, jury, client):
    Assignment.objects.filter(seat=hidden.seat, candidate=jury.candidates[1]).delete()
    assert client.get(f"{juror_path(hidden)}bai-2/").status_code == 404


@pytest.mark.parametrize("way", ["conflict", "excuse", "withdrawn"])
def test_what_a_juror_does_not_judge_any_more_is_neither_played_nor_named(hidden, jury, client, way):
    candidate = jury.candidates[0]
    if way == "conflict":
        declare_conflicts(term=hidden, registrations=(candidate.entry.registration,), now=NOW)
    elif way == "excuse":
        found = Assignment.objects.get(seat=hidden.seat, candidate=candidate)
        excuse(assignment=found, excuse=Excuse.ABSENT, reason="Ốm", actor=jury.actor, now=NOW)
    else:
        change_state(
            candidate=candidate, state=CandidateState.WITHDRAWN, reason="Tác giả rút", actor=jury.actor
        )
    page = sheet(client, hidden)
    assert films(page) == []
    assert candidate.entry.title not in page
