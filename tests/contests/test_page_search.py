"""Editors type without marks: explorer, search and choosers of pages find what is meant."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import get_page_models
from wagtail.search.backends import get_search_backend

from contest_pages import hooks
from contest_pages.publishing.page_search import PlainTitleMixin, index_again
from tests.factories import ContestPageFactory
from tests.factories.pages import ContestPlanPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def videos(index):
    """Return a contest that is in the index of the search, with a plan, beside another contest."""
    contest = ContestPageFactory(parent=index, slug="video", title="Cuộc thi video “Đổi mới”")
    other = ContestPageFactory(parent=index, slug="anh", title="Cuộc thi ảnh")
    plan = ContestPlanPageFactory(parent=contest, title="Kế hoạch tổ chức")
    for page in (contest, other, plan):
        get_search_backend().add(page)
    return contest


def addresses(index) -> dict[str, str]:
    """Return where pages are searched."""
    return {
        "explorer": reverse("wagtailadmin_explore", args=[index.pk]),
        "search": reverse("wagtailadmin_pages:search"),
        "chooser": reverse("wagtailadmin_choose_page_search"),
    }


@pytest.mark.parametrize("place", ["explorer", "search", "chooser"])
@pytest.mark.parametrize("typed", ["cuoc thi video", "Cuộc thi video", "doi moi", "CUOC THI Đổi", "vide"])
def test_a_contest_is_found_with_and_without_marks(client, roles, index, videos, place, typed):
    client.force_login(roles["editors"])
    html = client.get(addresses(index)[place], {"q": typed}).content.decode()
    assert videos.title in html
    if typed != "CUOC THI Đổi":
        assert "Cuộc thi ảnh" not in html


@pytest.mark.parametrize("typed", ["cuoc thi phim", "ke hoach cuoi"])
def test_what_no_page_is_called_finds_none(client, roles, index, videos, typed):
    client.force_login(roles["editors"])
    html = client.get(addresses(index)["search"], {"q": typed}).content.decode()
    assert videos.title not in html
    assert "Kế hoạch tổ chức" not in html


def test_every_type_of_page_is_found_without_marks():
    """A page type that sets `search_fields` of its own adds to those of the mixin."""
    types = [model for model in get_page_models() if model.__module__.startswith(("contest_pages.", "home."))]
    assert len(types) > 10
    for model in types:
        assert issubclass(model, PlainTitleMixin), model
        names = {field.field_name for field in model.get_autocomplete_search_fields()}
        assert {"title", "plain_title"} <= names, model


def test_pages_of_before_are_indexed_again_by_the_command_for_search_texts(videos):
    counts = {name: count for found in hooks.call("search_texts") for name, count in found.items()}
    assert counts["pages"] == index_again() >= 4
