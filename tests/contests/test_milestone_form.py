"""Milestones are typed as the plan writes them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from contest_pages.contests.enums import Precision
from contest_pages.contests.models import Milestone
from tests.contests.editors import form_of
from tests.factories import MilestoneFactory
from tests.factories.pages import hanoi

pytestmark = pytest.mark.django_db


def add(client, contest, time: str, label: str = "Phát động"):
    """Type one more milestone into the contest's form and save the draft."""
    data = form_of(client, contest)
    number = int(data["milestones-TOTAL_FORMS"])
    data |= {
        "milestones-TOTAL_FORMS": number + 1,
        f"milestones-{number}-label": label,
        f"milestones-{number}-kind": "other",
        f"milestones-{number}-written_time": time,
        f"milestones-{number}-id": "",
        f"milestones-{number}-ORDER": number + 1,
        "action-publish": "1",
    }
    return client.post(reverse("wagtailadmin_pages:edit", args=[contest.pk]), data)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("tháng 6/2024", (hanoi("2024-06-01"), None, Precision.MONTH, False)),
        ("Quý III/2024", (hanoi("2024-07-01"), None, Precision.QUARTER, False)),
        ("trước ngày 31/5/2024", (hanoi("2024-05-30"), None, Precision.DAY, False)),
        ("dự kiến 31/7/2024", (hanoi("2024-07-31"), None, Precision.DAY, True)),
        ("từ 01/6 đến 30/6/2024", (hanoi("2024-06-01"), hanoi("2024-06-30"), Precision.DAY, False)),
        ("24h00 ngày 20/8/2024", (hanoi("2024-08-21"), hanoi("2024-08-21"), Precision.MINUTE, False)),
    ],
)
def test_a_milestone_keeps_the_time_of_the_plan(client, roles, stage, in_july, text, kept):
    client.force_login(roles["editors"])
    add(client, stage.contest, text)
    milestone = Milestone.objects.get(label="Phát động")
    assert (milestone.starts_at, milestone.ends_at, milestone.precision, milestone.tentative) == kept


def test_a_time_that_is_not_understood_is_refused_and_stays_in_its_field(client, roles, stage, in_july):
    client.force_login(roles["editors"])
    html = add(client, stage.contest, "khoảng giữa hè").content.decode()
    assert "Chưa hiểu thời gian này" in html
    assert "khoảng giữa hè" in html
    assert not Milestone.objects.filter(label="Phát động").exists()


def test_saving_without_a_change_keeps_the_very_moments(client, roles, stage, in_july):
    milestone = MilestoneFactory(
        contest=stage.contest, starts_at=hanoi("2024-06-17 09:30"), ends_at=None, precision=Precision.MONTH
    )
    client.force_login(roles["editors"])
    data = form_of(client, stage.contest)
    assert "tháng 6/2024" in data.values()
    client.post(reverse("wagtailadmin_pages:edit", args=[stage.contest.pk]), data | {"action-publish": "1"})
    milestone.refresh_from_db()
    assert milestone.starts_at == hanoi("2024-06-17 09:30")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("trước ngày 31/5/2024", "Hiểu là: chậm nhất 24:00 ngày 30/5/2024."),
        ("tháng 6/2024", "Hiểu là: từ 00:00 ngày 01/6/2024 đến 24:00 ngày 30/6/2024."),
        ("khi nào xong", "Chưa hiểu thời gian này."),
    ],
)
def test_the_field_says_how_a_time_is_understood(client, roles, text, words):
    client.force_login(roles["editors"])
    assert client.get(reverse("contest_time_words"), {"text": text}).json() == {"words": words}


@pytest.mark.parametrize("name", ["contest", "rules"])
def test_two_revisions_can_be_compared(client, roles, stage, in_july, name):
    page = getattr(stage, name)
    MilestoneFactory(contest=stage.contest, starts_at=hanoi("2024-06-17"), precision=Precision.MONTH)
    first, second = page.save_revision(), page.save_revision()
    client.force_login(roles["editors"])
    address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first.pk, second.pk])
    assert client.get(address).status_code == 200
