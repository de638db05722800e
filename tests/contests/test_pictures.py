"""The pictures of a contest are there before its first visitor."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage, storages

from contest_pages.contests.domain.pictures import draw_pictures, stored_card
from contest_pages.contests.page_meta import card_of_contest
from contest_pages.contests.tasks import draw_pictures_of
from contest_pages.publishing import posters

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest(stage):
    stage.contest.hero_image = None
    stage.contest.save()
    posters.poster_url.cache_clear()
    yield stage.again()
    posters.poster_url.cache_clear()


def stored() -> set[str]:
    storage = storages["renditions"]
    return set(storage.listdir("contest-posters")[1]) if storage.exists("contest-posters") else set()


def test_publishing_draws_the_posters_and_the_shared_picture(contest, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        contest.save_revision().publish()
    names = {
        posters.poster_url(contest.poster, view, night=night).rsplit("/", 1)[1]
        for view in posters.VIEWS
        for night in (False, True)
    }
    assert len(names) == 6
    assert names <= stored()
    assert default_storage.exists(stored_card(card_of_contest(contest)))


def test_what_is_drawn_is_not_drawn_again(contest, monkeypatch):
    draw_pictures(contest)
    before = stored()
    posters.poster_url.cache_clear()
    monkeypatch.setattr(
        "contest_pages.contests.domain.pictures.draw_card", lambda **kwargs: pytest.fail("drawn again")
    )
    draw_pictures(contest)
    assert stored() == before


def test_nothing_is_drawn_of_a_contest_that_was_taken_down_meanwhile(contest, monkeypatch):
    contest.unpublish()
    monkeypatch.setattr("contest_pages.contests.tasks.draw_pictures", lambda contest: pytest.fail("drawn"))
    draw_pictures_of.call(contest.pk)


def test_a_process_that_has_forgotten_a_picture_finds_the_same_one(contest):
    first = posters.poster_url(contest.poster, posters.HERO)
    posters.poster_url.cache_clear()
    assert posters.poster_url(contest.poster, posters.HERO) == first
