"""Whatever a browser sends as a text, the server keeps words, headings, lists and links to pages and sites only."""

from __future__ import annotations

import json

import pytest
from wagtail.blocks import StreamValue

from contest_pages.contests.blocks import ContestBodyBlock
from tests.factories import ContestPlanPageFactory

pytestmark = pytest.mark.django_db


def block(text: str, kind: str = "unstyled", *, styles=(), entities=()) -> dict:
    """Return a line as the editor sends it."""
    return {
        "key": "abcde",
        "text": text,
        "type": kind,
        "depth": 0,
        "inlineStyleRanges": [{"offset": 0, "length": len(text), "style": style} for style in styles],
        "entityRanges": [{"offset": 0, "length": len(text), "key": key} for key in entities],
        "data": {},
    }


def saved(blocks: list[dict], entities: dict | None = None) -> str:
    """Return the HTML that is kept of what an editor sends."""
    text = ContestBodyBlock().child_blocks["text"]
    sent = {"text": json.dumps({"blocks": blocks, "entityMap": entities or {}})}
    return text.value_from_datadict(sent, {}, "text").source


def test_tags_that_are_sent_are_words():
    html = saved([block("<script>steal()</script> <b onclick=steal()>x</b>")])
    assert "<script" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    "address", ["javascript:steal()", "JaVaScRiPt:steal()", "data:text/html,x", " vbscript:x"]
)
def test_links_lead_to_pages_and_sites_only(address):
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": address}}
    html = saved([block("Bấm", entities=[0])], {"0": link})
    assert "Bấm" in html
    assert "script:" not in html.lower()
    assert "data:text" not in html


def test_styles_and_things_that_the_editor_has_no_button_for_are_left_out():
    picture = {"type": "IFRAME", "mutability": "IMMUTABLE", "data": {"src": "https://x.example"}}
    html = saved(
        [block("Chữ", styles=["BOLD", "COLOR-RED"]), block(" ", "atomic", entities=[0])], {"0": picture}
    )
    assert "<b>Chữ</b>" in html
    assert not any(word in html.lower() for word in ("iframe", "red", "x.example", "style"))


def test_numbers_and_their_spaces_are_kept_when_a_page_is_opened_again():
    html = saved([block("3.\u00a0Cơ cấu giải"), block("a)\u00a0Giải Nhất")])
    text = ContestBodyBlock().child_blocks["text"]
    again = json.loads(text.get_form_state(text.to_python(html)))
    assert [line["text"] for line in again["blocks"]] == ["3.\u00a0Cơ cấu giải", "a)\u00a0Giải Nhất"]
    assert {line["type"] for line in again["blocks"]} == {"unstyled"}


def test_cells_of_a_table_are_words(client, contest):
    hostile = "<img src=x onerror=steal()>"
    table = {
        "columns": [{"type": "text", "heading": hostile}],
        "rows": [{"values": [hostile]}],
        "caption": hostile,
    }
    page = ContestPlanPageFactory(parent=contest, body=json.dumps([{"type": "table", "value": table}]))
    assert isinstance(page.body, StreamValue)
    html = client.get(page.get_url()).content.decode()
    assert "<img src=x" not in html
    assert "&lt;img src=x onerror=steal()&gt;" in html
