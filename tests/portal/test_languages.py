"""English pages: told to search engines, speaking English, standing on the rounds of the Vietnamese ones."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.utils import translation
from wagtail.models import Locale

from contest_pages.contests.models import ContestPage
from home.demo.english import CONTEST, HOME, INDEX
from home.models import StandardPage
from portal.languages import language_of
from tests.factories import RegistrationFactory

VOID = {"img", "br", "meta", "link", "input", "source", "use", "hr", "path"}
SIGNS = dict.fromkeys(map(ord, "“”–—…·→←’✓×"))
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture
def english(home, index, stage):
    """Return the contest of `stage` in English, with the list and the home page above it."""
    locale = Locale.objects.create(language_code="en")
    for page, title in ((home, "Portal"), (index, "Contests"), (stage.contest, "A contest")):
        copy = page.copy_for_translation(locale)
        copy.title = title
        copy.save_revision().publish()
    return copy


@pytest.mark.parametrize(
    ("path", "language"),
    [("/", "vi"), ("/en/", "en"), ("/en", "en"), ("/enx/", "vi"), ("/cuoc-thi/en/", "vi")],
)
def test_the_address_alone_decides_about_the_language(path, language):
    assert language_of(path) == language


def test_both_pages_name_each_other(client, stage, english):
    for address in (stage.contest.url, english.url):
        html = client.get(address).content.decode()
        assert f'hreflang="en" href="http://localhost{english.url}"' in html
        assert f'hreflang="vi" href="http://localhost{stage.contest.url}"' in html


def test_a_page_without_a_sister_names_none_and_leads_to_the_nearest_page_in_english(client, stage, english):
    html = client.get(stage.rules.url).content.decode()
    assert 'rel="alternate" hreflang' not in html
    assert f'<a href="http://localhost{english.url}" lang="en"' in html


def test_a_page_outside_contests_leads_to_the_english_home_page(client, home, english):
    home.add_child(instance=StandardPage(title="Hướng dẫn", slug="huong-dan"))
    html = client.get("/huong-dan/").content.decode()
    assert '<a href="http://localhost/en/" lang="en"' in html


def test_the_english_home_page_calls_for_the_same_as_the_contest(client, stage, english):
    for address in ("/en/", "/en/cuoc-thi/"):
        assert "days left" in client.get(address).content.decode(), address


def test_an_english_page_speaks_english_and_others_do_not(client, stage, english):
    html = client.get(english.url).content.decode()
    assert '<html lang="en">' in html
    assert "Taking entries" in html
    assert "days left" in html
    after = client.get(stage.contest.url).content.decode()
    assert '<html lang="vi">' in after
    assert "Đang nhận tác phẩm" in after


class _Vietnamese(HTMLParser):
    """Collects words with Vietnamese letters that no element marks as Vietnamese; names of places are as they are."""

    def __init__(self):
        super().__init__()
        self.languages, self.found = [], []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag not in VOID:
            self.languages.append((tag, values.get("lang")))
        for name in ("alt", "aria-label", "placeholder", "title"):
            self._look(values.get(name) or "", values.get("lang"))

    def handle_endtag(self, tag):
        while self.languages and self.languages.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.languages and self.languages[-1][0] not in ("script", "style", "title"):
            self._look(data)

    def _look(self, words, own=None):
        marked = "vi" in (own, *(language for _tag, language in self.languages))
        if not marked and not words.replace("Sơn La", "").translate(SIGNS).isascii():
            self.found.append(words.strip())


def test_english_pages_mark_every_vietnamese_word_as_vietnamese(client, english):
    index = english.get_parent()
    for found, words in ((english, CONTEST), (index, INDEX), (index.get_parent(), HOME)):
        page = found.specific
        for name in ("title", "theme", "organiser", "summary", "introduction", "body"):
            if name in words:
                setattr(page, name, words[name])
        if isinstance(page, ContestPage):
            page.milestones, page.prizes, page.contacts = [], [], []
        page.save_revision().publish()
    for address in ("/en/", index.url, english.url):
        reader = _Vietnamese()
        reader.feed(client.get(address).content.decode())
        assert reader.found == [], address


def test_the_pages_of_an_english_contest_are_named_in_english_by_what_they_are(client, stage, english):
    html = client.get(english.url).content.decode()
    with translation.override("en"):
        titles = [english.title_of(page) for page in (stage.rules, stage.form, stage.round)]
    assert titles == ["Rules", "Registration", "Entries"]
    assert f">{stage.rules.title}<" not in " ".join(html.split())
    assert stage.contest.title_of(stage.rules) == stage.rules.title


def test_an_english_contest_stands_on_the_rounds_of_the_original(client, stage, english):
    assert english.live_rounds == [stage.round.contestroundpage_ptr]
    html = client.get(english.url).content.decode()
    assert f'href="{stage.round.url}"' in html
    assert f'href="{stage.form.url}"' in html


def test_the_vietnamese_list_shows_no_english_contest(client, index, stage, english):
    html = client.get(index.url).content.decode()
    assert "A contest" not in html
    assert "A contest" in client.get(english.get_parent().url).content.decode()
    assert "A contest" not in client.get("/").content.decode()


@pytest.mark.parametrize("accepts", ["en", "en-GB,en;q=0.9"])
def test_what_a_browser_prefers_changes_nothing(client, stage, english, accepts):
    from contest_pages.registrations.letters import personal_link

    path = "/" + personal_link(RegistrationFactory(page=stage.form)).split("/", 3)[3]
    assert '<html lang="vi">' in client.get(path, headers={"Accept-Language": accepts}).content.decode()
