"""Our words and those of Wagtail and Django: where both have one, ours is read, and it means the same."""

from __future__ import annotations

import gettext
from pathlib import Path

import django
import pytest
from django.apps import apps
from django.conf import settings
from django.utils import translation
from django.utils.translation import trans_real

ROOT = Path(__file__).resolve().parent.parent
OURS = ("contest_pages", "portal")
#: Words that we spell otherwise and that mean the same wherever they are read. A word with a meaning of its own needs
#: a context (`pgettext`): a broadcast is live otherwise than a page is.
SPELLED_OTHERWISE = {
    "Delete", "Saving…", "Pages", "Cancel", "Home", "file", "File", "status", "user", "version", "Text", "Time", "Vietnamese",
    "Settings",
}  # fmt: skip


def words_in(path: Path) -> dict:
    with path.open("rb") as file:
        return {key: text for key, text in gettext.GNUTranslations(file)._catalog.items() if key}


def ours() -> dict:
    return {
        key: text
        for name in reversed(OURS)
        for key, text in words_in(ROOT / name / "locale/vi/LC_MESSAGES/django.mo").items()
    }


def theirs() -> dict[str, dict]:
    """Return the words of every other installed app, of Django itself, and those that we gave Wagtail."""
    folders = {config.label: Path(config.path) / "locale" for config in apps.get_app_configs()}
    folders["django"] = Path(django.__file__).parent / "conf/locale"
    folders |= {path.name: path for path in map(Path, settings.LOCALE_PATHS)}
    files = {name: folder / "vi/LC_MESSAGES/django.mo" for name, folder in folders.items()}
    return {
        name: words_in(path)
        for name, path in files.items()
        if path.is_file() and not any(path.is_relative_to(ROOT / own / "locale") for own in OURS)
    }


def test_our_own_words_are_what_is_read():
    with translation.override("vi"):
        read = trans_real.catalog()._catalog
        lost = {key: (text, read.get(key)) for key, text in ours().items() if read.get(key) != text}
    assert lost == {}


@pytest.mark.parametrize("name", ["wagtailadmin", "wagtailcore", "django", "wagtail_words"])
def test_the_catalogues_that_could_override_ours_are_compared(name):
    assert theirs()[name].keys() & ours().keys() or name == "wagtail_words"


def test_a_word_that_others_have_too_means_the_same_or_has_a_context():
    own = ours()
    other = {
        key
        for words in theirs().values()
        for key, text in words.items()
        if key in own and own[key] != text and isinstance(key, str)
    }
    assert other <= SPELLED_OTHERWISE, "give these a context"


def test_a_live_broadcast_is_not_a_published_page():
    with translation.override("vi"):
        assert translation.pgettext("broadcast", "Live") == "Trực tiếp"
        assert translation.gettext("Live") != "Trực tiếp"
