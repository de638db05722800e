"""English pages: told to search engines, speaking English, standing on the rounds of the Vietnamese ones."""

from __future__ import annotations

import pytest
from wagtail.models import Locale

from portal.languages import language_of
from tests.factories import RegistrationFactory

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


def test_a_page_without_a_sister_names_none(client, stage, english):
    assert "hreflang" not in client.get(stage.rules.url).content.decode()


def test_an_english_page_speaks_english_and_others_do_not(client, stage, english):
    html = client.get(english.url).content.decode()
    assert '<html lang="en">' in html
    assert "Taking entries" in html
    assert "days left" in html
    after = client.get(stage.contest.url).content.decode()
    assert '<html lang="vi">' in after
    assert "Đang nhận tác phẩm" in after


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
