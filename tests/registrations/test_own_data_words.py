"""What contestants read about themselves: as a person would write it."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from contest_pages.privacy.queries import Part, personal_data
from contest_pages.registrations.access.links import personal_path
from contest_pages.registrations.models import Registration
from contest_pages.vietnamese import running_date

from .helpers import agreement, enter_and_confirm, team, token, typed, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


def labels(registration, key: str) -> set[str]:
    part = next(part for part in personal_data(registration) if part.key == key)
    return {label for row in part.rows for label in row}


def test_yes_and_no_and_dates_are_words_and_nothing_empty_stands_there():
    part = Part("x", "X", {"a": True, "b": False, "c": "", "d": None, "e": datetime.date(1990, 8, 5), "f": 0})
    assert part.rows == [{"a": "Có", "b": "Không", "e": "05/08/1990", "f": 0}]


def test_only_of_a_team_it_is_said_who_are_its_main_members(stage):
    assert "Thành viên chính" not in labels(enter_and_confirm(stage), "people")
    stage.form.kinds, stage.form.smallest_team, stage.form.main_members = ["team"], 7, 4
    registration = enter_and_confirm(stage, *team(), kind="team", email="doi@vidu.example")
    assert "Thành viên chính" in labels(registration, "people")


def test_the_notice_is_named_by_its_date(client, stage):
    registration = enter_and_confirm(stage, agreements=(agreement(stage.form),))
    day = running_date(timezone.localdate(registration.consent.created_at))
    for path in ("dong-y/", "du-lieu/"):
        html = client.get(f"{personal_path(registration)}{path}").content.decode()
        assert registration.consent.version not in html
        assert "True" not in html.split("<main")[1]
    part = next(part for part in personal_data(registration) if part.key == "consents")
    assert part.rows[0]["Theo thông báo ngày"] == day


def test_before_the_confirmation_the_page_says_what_to_do_now_and_what_follows(client, stage):
    response = client.post(url(stage), typed(stage.form) | token(client))
    html = " ".join(client.get(response.url).content.decode().split())
    steps = html.split('class="contest-stepper"')[1].split("</ol>")[0]
    assert "Đã nhận thông tin đăng ký" in steps
    assert "Mở thư và bấm liên kết trong thư" in steps.split("aria-current")[1]
    assert stage.round.call_with_title in steps
    assert Registration.objects.get().code not in html
