"""An editor sees a page as it will look on another day."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.urls import reverse

from contest_pages.contests.enums import MilestoneKind, Phase
from contest_pages.contests.logic import schedule
from contest_pages.contests.logic.schedule import Span
from contest_pages.contests.models import ContestPage
from contest_pages.publishing.preview_time import as_of, shown_at
from tests.contests.editors import form_of
from tests.factories import ContestCeremonyPageFactory
from tests.factories.pages import NOW

DAY = datetime.timedelta(days=1)


def test_every_phase_has_a_moment_in_the_order_of_time():
    judging = (MilestoneKind.JUDGING, Span(NOW + 5 * DAY, NOW + 6 * DAY))
    awards = (MilestoneKind.AWARDS, Span(NOW + 9 * DAY, NOW + 10 * DAY))
    moments = schedule.phase_moments(opens_at=NOW, closes_at=NOW + 3 * DAY, milestones=[judging, awards])
    assert list(moments) == [Phase.ANNOUNCED, Phase.OPEN, Phase.REVIEWING, Phase.JUDGING, Phase.FINISHED]
    assert list(moments.values()) == sorted(moments.values())


def test_a_contest_without_dates_has_no_preview_moments():
    assert schedule.phase_moments(opens_at=None, closes_at=None) == {}


def test_the_moment_is_over_with_the_preview():
    with as_of(NOW):
        assert shown_at() == NOW
    assert shown_at() > NOW


def preview(client, page, mode: str) -> str:
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    answer = client.post(f"{address}?mode={mode}", form_of(client, page))
    assert answer.json()["is_valid"], answer.json()
    return client.get(f"{address}?mode={mode}").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mode", "words"), [("", "Đang nhận tác phẩm"), ("announced", "Sắp diễn ra"), ("reviewing", "Sơ loại")]
)
def test_a_contest_is_shown_in_the_phase_that_was_chosen(client, roles, stage, in_july, mode, words):
    client.force_login(roles["editors"])
    html = preview(client, stage.contest, mode)
    above_the_title = html[html.index("<main") : html.index("<h1")]
    assert words in above_the_title


@pytest.mark.django_db
def test_a_draft_of_a_round_is_shown_open_before_it_is_published(client, roles, stage):
    with time_machine.travel(stage.round.opens_at - 20 * DAY, tick=False):
        stage.round.unpublish()
        client.force_login(roles["editors"])
        shut = preview(client, stage.round, "before")
        opened = preview(client, stage.round, "open")
    assert "Nhận tác phẩm từ 08:00" in shut
    assert "Nhận tác phẩm đến 24:00" in opened


@pytest.mark.django_db
def test_a_registration_form_is_shown_as_it_will_be_while_open(client, roles, stage):
    stage.form.opens_at, stage.form.closes_at = NOW, NOW + DAY
    stage.form.save()
    with time_machine.travel(NOW - 5 * DAY, tick=False):
        client.force_login(roles["editors"])
        assert "Nhận đăng ký đến" not in preview(client, stage.form, "before")
        assert "Nhận đăng ký đến" in preview(client, stage.form, "open")
        assert "Đã hết hạn đăng ký" in preview(client, stage.form, "closed")


@pytest.mark.django_db
def test_a_ceremony_is_shown_before_during_and_after(stage):
    page = ContestCeremonyPageFactory(parent=stage.contest)
    assert [mode for mode, _words in page.preview_modes] == ["", "before", "live", "after"]


@pytest.mark.django_db
@pytest.mark.parametrize("page_type", [*ContestPage.clean_subpage_models(), ContestPage])
def test_a_page_of_every_type_can_be_created(client, roles, stage, page_type):
    if not page_type.is_creatable:
        return
    parent = stage.contest.get_parent() if page_type is ContestPage else stage.contest
    if page_type is type(stage.rules):
        stage.rules.delete()  # a contest has one
    client.force_login(roles["editors"])
    address = reverse(
        "wagtailadmin_pages:add", args=[page_type._meta.app_label, page_type._meta.model_name, parent.pk]
    )
    assert client.get(address).status_code == 200


PAGES_OF_A_CONTEST = ["contest", "rules", "form", "round"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES_OF_A_CONTEST)
def test_a_preview_may_stand_in_the_editors_panel_and_the_page_nowhere(client, roles, stage, in_july, name):
    page = getattr(stage, name)
    client.force_login(roles["editors"])
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert client.post(f"{address}?mode=", form_of(client, page)).json()["is_valid"]
    shown = client.get(f"{address}?mode=")
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    public = client.get(page.get_url())
    assert "frame-ancestors 'none'" in public["Content-Security-Policy"]
    assert public["X-Frame-Options"] == "DENY"
