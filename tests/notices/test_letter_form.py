"""Letters have two forms with the same words: HTML in the site's look, plain text, and whom to call."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.core import mail
from django.utils.html import strip_tags

from contest_pages import hooks
from contest_pages.art.hems import hem_colours
from contest_pages.contests.models import Contact
from contest_pages.notices.kinds import Letter
from contest_pages.notices.letter_form import TINTS, LetterForms
from contest_pages.registrations.domain.notifying import send_link
from home.site_settings import PortalSettings
from tests.factories import RegistrationFactory

TOKENS = (Path(__file__).parents[2] / "deploy/styles/tokens.css").read_text(encoding="utf-8")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


def forms(text: str, contest=None) -> tuple[str, str]:
    made = LetterForms().of(Letter("a@vidu.example", "Thư", text=text), contest)
    return made.text, made.html


def words_of(html: str) -> str:
    return " ".join(unescape(strip_tags(html.partition("<body")[2])).split())


@pytest.fixture
def sent(stage, django_capture_on_commit_callbacks):
    """Return the letter with the personal link of a registration, as it was handed over."""
    Contact.objects.create(
        contest=stage.contest, name="Tổ Thư ký", phone="0212 000 0000", email="to@vidu.example", sort_order=0
    )
    with django_capture_on_commit_callbacks(execute=True):
        send_link(RegistrationFactory(page=stage.form, full_name="Lò Thị Mai"))
    return mail.outbox[-1]


def test_a_letter_has_both_forms_and_in_both_stands_the_link(sent):
    html, kind = sent.alternatives[0]
    assert kind == "text/html"
    link = next(line for line in sent.body.splitlines() if line.startswith("http"))
    assert html.count(f'href="{link}"') == 2
    assert "Mở trang thí sinh" in html
    for word in ("Lò Thị Mai", "0212 000 0000", "to@vidu.example", "Thư tự động từ"):
        assert word in sent.body
        assert word in words_of(html)


def test_the_html_loads_nothing_and_runs_nothing(sent):
    html = sent.alternatives[0][0]
    assert not re.search(r"<(img|script|link|style|iframe|form)|src=|url\(|@import|\bon\w+=", html)
    assert set(re.findall(r'href="(https?://[^/"]+)', html)) == {"http://localhost"}


def test_what_people_typed_stays_text_in_the_html():
    _text, html = forms("Tác phẩm <b onclick=x>“Bản & làng”</b>\n\nMã: <script>1</script>\n\n- <img src=x>")
    assert "<script" not in html
    assert "<img" not in html
    assert "Bản &amp; làng" in html


def test_an_address_that_leaves_the_quotes_of_its_link_does_not():
    _text, html = forms('https://vidu.example/"onmouseover="alert(1)')
    assert 'onmouseover="' not in html


def test_letters_have_name_and_colours_of_the_site(stage):
    def look(contest):
        return {"name": "Cổng Mường Xa", "owner": "Tỉnh Xa", "brand": "#123456", "dark": "#001122"}

    with hooks.register_temporarily("letter_look", look, order=-1):
        text, html = forms("Xem:\nhttps://vidu.example/", stage.contest)
    for word in ("Cổng Mường Xa", "Tỉnh Xa", 'bgcolor="#123456"', 'bgcolor="#001122"'):
        assert word in html
    assert text.endswith("-- \nThư tự động từ Cổng Mường Xa.")


def test_the_hem_is_a_row_of_thirty_cells_in_the_colours_of_the_site_or_none(stage):
    _text, html = forms("Xin chào", stage.contest)
    assert html.count('width="20" height="6"') == 30
    settings = PortalSettings.for_site(stage.contest.get_site())
    for hem, colours in {"drum": hem_colours("drum"), "none": ()}.items():
        PortalSettings.objects.filter(pk=settings.pk).update(hem=hem)
        _text, html = forms("Xin chào", stage.contest)
        cells = re.findall(r'width="20" height="6" bgcolor="(#\w{6})"', html)
        assert (cells[: len(colours)], len(cells)) == (list(colours), 30 if colours else 0)


@pytest.mark.parametrize("kind", [*TINTS, ""])
def test_facts_stand_on_the_ground_of_the_kind_of_contest(stage, kind):
    stage.contest.kinds = [kind] if kind else []
    _text, html = forms("Chào bạn,\n\nMã đăng ký: 7KQ2W5R6", stage.contest)
    selector = f".contest-kind--{kind}" if kind else ":is(:root, .contest-kind)"
    rule = next(line for line in TOKENS.splitlines() if selector in line and "kind-tint" in line)
    tint = re.search(r"--contest-kind-tint: (#\w{6})", rule)[1]
    assert f'bgcolor="{tint}"' in html


def test_every_cell_of_a_letter_names_its_ground(sent):
    html = sent.alternatives[0][0]
    outside = re.sub(r'<td bgcolor="#ffffff".*?(?=<tr>\s*<td bgcolor="#f6f0e4")', "", html, flags=re.DOTALL)
    assert all("bgcolor" in cell for cell in re.findall(r"<(?:body|td)\b[^>]*>", outside))


def test_a_batch_reads_look_and_contact_of_a_contest_once(stage, django_assert_num_queries):
    batch, letter = LetterForms(), Letter("a@vidu.example", "Thư", text="Xin chào")
    batch.of(letter, stage.contest)
    with django_assert_num_queries(0):
        batch.of(letter, stage.contest)
