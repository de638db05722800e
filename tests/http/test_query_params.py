"""Query parameters are whatever a program sends; what no keyboard types does not reach the database."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.test import Client

from contest_pages.http.query_params import words


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("bản  làng", "bản làng"),
        (" Bản\n làng ", "Bản làng"),
        ("ba\u0309n", "ba\u0309n"),
        ("a\x00b", "ab"),
        ("\x00", ""),
        ("\x07\x1b[31m", "[31m"),
        ("x" * 200, "x" * 100),
        ("\udc80", ""),
    ],
)
def test_words_have_no_control_characters(sent, read):
    query = QueryDict(mutable=True)
    query["q"] = sent
    assert words(query, "q") == read


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["tim", "bang", "don-vi", "p", "sap-xep"])
def test_a_gallery_takes_a_filter_with_nul(stage, name):
    assert Client().get(stage.round.url, {name: "a\x00"}).status_code == 200
