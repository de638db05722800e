"""Every admin screen of every role speaks Vietnamese, its scripts too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import wagtail
from babel.messages.pofile import read_po
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile
from wagtail_factories import ImageFactory

from contest_pages.admin.roles import ROLES
from tests.admin_words import is_english, read, walk
from tests.factories import (
    CommitteeMemberFactory,
    ContestActivityPageFactory,
    ContestCalendarPageFactory,
    ContestCeremonyPageFactory,
    ContestNewsPageFactory,
    ContestResultsPageFactory,
    EntryFactory,
    QuizRoundPageFactory,
    RegistrationFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text", ["Collapse all", "Published on", "This page is locked", "2026-11-22", "Sửa lúc Nov. 22, 2026"]
)
def test_english_is_recognised(text):
    assert is_english(text)


@pytest.mark.parametrize(
    "text", ["Lưu bản nháp", "Email", "22/11/2026 08:00", "Cho xem", "12", "home.HomePage", ""]
)
def test_vietnamese_is_not_taken_for_english(text):
    assert not is_english(text)


def test_labels_for_screen_readers_are_read_too():
    english, links = read(
        '<a href="/admin/x/" aria-label="Edit this page">Sửa</a><script>Save draft</script>'
    )
    assert english == {"Edit this page"}
    assert links == ["/admin/x/"]


@pytest.fixture
def everything(stage):
    """A contest with a page of every type and a row of most kinds."""
    registration = RegistrationFactory(page=stage.form)
    entry = EntryFactory(registration=registration, round=stage.round, submitted=True)
    accepted = EntryFactory(registration=registration, round=stage.round, accepted=True, slot=2)
    CommitteeMemberFactory(contest=stage.contest)
    QuizRoundPageFactory(parent=stage.contest, title="Tuần 1", slug="tuan-1")
    ContestNewsPageFactory(parent=stage.contest, title="Tin", slug="tin")
    ContestCeremonyPageFactory(parent=stage.contest)
    ContestResultsPageFactory(parent=stage.contest, slug="ket-qua")
    calendar = ContestCalendarPageFactory(parent=stage.contest.get_parent())
    ContestActivityPageFactory(parent=calendar, title="Hoạt động")
    UnitFactory(name="Tỉnh Thử")
    ImageFactory(title="Ảnh thử")
    return entry, accepted


@pytest.mark.parametrize("role", [role.key for role in ROLES])
def test_no_screen_of_a_role_has_an_english_text(client, roles, everything, in_july, role):
    client.force_login(roles[role])
    client.raise_request_exception = False
    found = walk(client, reverse("wagtailadmin_home"))
    accounts = {role.key for role in ROLES} | {"nobody"}
    assert {
        text: sorted(where)[0]
        for text, where in found.items()
        if text not in accounts and not text.startswith("can-bo-")
    } == {}


def test_the_scripts_have_all_their_words(client, roles):
    client.force_login(roles["editors"])
    words = client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    catalogue = Path(wagtail.__file__).parent / "admin/locale/en/LC_MESSAGES/djangojs.po"
    with catalogue.open("rb") as file:
        msgids = [message.id if isinstance(message.id, str) else message.id[0] for message in read_po(file)]
    known = json.loads(
        words[words.index("newcatalog = ") + 13 : words.index("};", words.index("newcatalog = ")) + 1]
    )
    assert known["Collapse all"] == "Thu gọn tất cả"
    assert [text for text in msgids if text and text not in known] == []


def test_a_user_who_prefers_english_gets_it(client, roles):
    profile = UserProfile.get_for_user(roles["editors"])
    profile.preferred_language = "en"
    profile.save()
    client.force_login(roles["editors"])
    with translation.override("vi"):
        assert "Thu g" not in client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
