"""The Vietnamese words for Wagtail's admin fit the Wagtail that is installed."""

from __future__ import annotations

import re
from pathlib import Path

import allauth
import django
import pytest
import wagtail
import wagtail_modeladmin
from babel.messages.pofile import read_po
from django.urls import reverse
from django.utils import translation

PORTAL = Path(__file__).resolve().parents[2] / "portal"
WORDS = PORTAL / "wagtail_words/vi/LC_MESSAGES/django.po"
ALLAUTH_WORDS = PORTAL / "allauth_words/vi/LC_MESSAGES/django.po"
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def ids(path: Path) -> set[str]:
    with path.open("rb") as file:
        return {
            m.id if isinstance(m.id, str) else m.id[0] for m in read_po(file, ignore_obsolete=True) if m.id
        }


def test_every_word_is_one_that_wagtail_asks_for():
    used: set[str] = set()
    for package in (wagtail, wagtail_modeladmin, django):
        for path in Path(package.__file__).parent.rglob("locale/en/LC_MESSAGES/*.po"):
            used |= ids(path)
    assert ids(WORDS) - used == set()


def test_every_word_for_the_sign_in_is_one_that_allauth_asks_for():
    used: set[str] = set()
    for path in Path(allauth.__file__).parent.rglob("locale/de/LC_MESSAGES/*.po"):
        used |= ids(path)
    assert ids(ALLAUTH_WORDS) - used == set()


@pytest.mark.parametrize("words", [WORDS, ALLAUTH_WORDS])
def test_every_placeholder_survives(words):
    with words.open("rb") as file:
        for message in read_po(file):
            if not message.id:
                continue
            source = message.id if isinstance(message.id, str) else " ".join(message.id)
            target = message.string if isinstance(message.string, str) else message.string[0]
            assert set(_PLACEHOLDER.findall(target)) <= set(_PLACEHOLDER.findall(source)), source
            assert target.strip(), source


@pytest.mark.django_db
def test_the_admin_speaks_vietnamese_and_english_on_request(client, roles):
    client.force_login(roles["editors"])
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Tìm mọi trang…" in html
    assert translation.gettext("Help") == "Trợ giúp"
    with translation.override("en"):
        assert translation.gettext("Help") == "Help"
