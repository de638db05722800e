"""Vietnamese has one form for every number: what it says of one it says of six, so the number must stand in it."""

from __future__ import annotations

import re
from pathlib import Path

import django
import pytest
from babel.messages.pofile import read_po
from django.apps import apps
from django.urls import reverse
from django.utils import translation

from tests.factories import ContestNewsPageFactory

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
#: Its plural names a number that is not counted there.
_ODD = "Deleting this page will also delete %(translation_count)s translation of this page."


def plurals() -> set[tuple[str, str, str | None]]:
    """Return (one, many, context) of each text with a plural in the catalogues of all installed apps."""
    folders = [Path(app.path) for app in apps.get_app_configs()] + [Path(django.__file__).parent / "conf"]
    found = set()
    for folder in folders:
        for language in ("en", "vi"):
            for path in (folder / "locale" / language / "LC_MESSAGES").glob("django.po"):
                with path.open("rb") as file:
                    messages = [
                        m for m in read_po(file, ignore_obsolete=True) if isinstance(m.id, tuple | list)
                    ]
                # Django keeps words of versions before it in its Vietnamese.
                if "site-packages/django/" not in str(path) or language == "en":
                    found |= {(m.id[0], m.id[1], m.context) for m in messages}
    return found


def words_for(number: int, one: str, many: str, context: str | None) -> str:
    """Return what is shown of a number."""
    if context:
        return translation.npgettext(context, one, many, number)
    return translation.ngettext(one, many, number)


def test_no_text_counts_one_where_there_are_six():
    texts = plurals()
    assert len(texts) > 120
    wrong = {}
    with translation.override("vi"):
        for one, many, context in texts:
            shown = words_for(6, one, many, context)
            if not set(_PLACEHOLDER.findall(many)) <= set(_PLACEHOLDER.findall(shown)) and one != _ODD:
                wrong[one] = shown
    assert wrong == {}


def test_no_text_with_a_plural_is_left_in_english():
    with translation.override("vi"):
        english = [one for one, many, context in plurals() if words_for(6, one, many, context) == many]
    assert english == []


@pytest.mark.django_db
def test_the_explorer_counts_the_pages_that_would_go_down_together(client, roles, contest):
    for place in range(6):
        ContestNewsPageFactory(parent=contest, slug=f"tin-{place}")
    client.force_login(roles["editors"])
    address = reverse("wagtailadmin_pages:unpublish", args=[contest.pk])
    html = client.get(address).content.decode()
    assert "Bên dưới có 6 trang. Ngừng xuất bản cả các trang này" in html
    assert "một trang con" not in html
