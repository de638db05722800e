"""A round under review, and the steps of a moderator at the desk."""

from __future__ import annotations

import datetime
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from contest_pages.contests.models import ContestIndexPage
from contest_pages.review.staff import group_of_moderators
from home.demo.videos import make_video
from tests.factories import (
    ContestPageFactory,
    ContestRegistrationPageFactory,
    ContestRulesPageFactory,
    EntryRoundPageFactory,
    RegistrationFactory,
    VideoAssetFactory,
)
from tests.factories.entries import FACTS
from tests.review import helpers


@pytest.fixture(scope="session")
def film(tmp_path_factory) -> bytes:
    """Return a film of twenty seconds."""
    return make_video(tmp_path_factory.mktemp("film") / "x.mp4", seconds=20, seed=5).read_bytes()


@pytest.fixture
def day(portal, film):
    """Return a round that closed yesterday with twelve works before the moderators, and three of them."""
    contest = ContestPageFactory(
        parent=ContestIndexPage.objects.get(), title="Cuộc thi video", slug="video", organiser="Ban Tổ chức"
    )
    ContestRulesPageFactory(parent=contest, slug="the-le")
    form = ContestRegistrationPageFactory(parent=contest, slug="dang-ky")
    now = timezone.now()
    round_page = EntryRoundPageFactory(
        parent=contest,
        slug="tac-pham",
        title="Tác phẩm dự thi",
        opens_at=now - datetime.timedelta(days=30),
        closes_at=now - datetime.timedelta(hours=1),
        gallery_waits_for_list=True,
    )
    stage = SimpleNamespace(contest=contest, form=form, round=round_page)
    group = group_of_moderators()
    helpers.steps_of(
        stage,
        {
            "name": "Kỹ thuật",
            "group": group,
            "accepts_in_bulk": True,
            "due_at": now + datetime.timedelta(days=9),
        },
        {"name": "Nội dung", "group": group, "moderators": 2, "checklist": "Đúng chủ đề?\nRõ tiếng?"},
    )
    entries = {}
    for number in range(1, 13):
        silent = {**FACTS, "loudest": 0.0} if number == 12 else FACTS
        video = VideoAssetFactory(ready=True, facts=silent, playable=ContentFile(film, name="x"))
        registration = RegistrationFactory(page=form, full_name=f"Tác Giả Số {number}")
        entries[number] = helpers.waiting_entry(
            stage, registration=registration, number=number, video=video, title=f"Tác phẩm số {number}"
        )
    roles = {"moderators": SimpleNamespace(groups=SimpleNamespace(all=lambda: [group]))}
    for name in ("Mai Lan", "Nam Sơn", "Hoa Ban"):
        helpers.moderator(roles, name, username=name.split()[0].lower())
    return SimpleNamespace(
        round=round_page, entries=entries, url=f"/admin/contest/review/round/{round_page.pk}/"
    )


def at_the_desk(tab: Tab, code: int) -> None:
    expect(tab.locator("h1")).to_contain_text(f"TP-{code:04}")
    expect(tab.locator("form[data-live]")).to_be_visible()  # the keys work


def keys(tab: Tab, pressed: str) -> None:
    for key in pressed.split():
        tab.keyboard.press(key)
