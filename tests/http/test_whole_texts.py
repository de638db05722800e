"""No input cuts a paste: what is too long is refused in a sentence, and all of it is still there to be shortened."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.urls import reverse

from contest_pages.http.whole_texts import WholeTextForm


class NoteForm(WholeTextForm):
    note = forms.CharField(max_length=20)


def test_a_form_takes_the_whole_paste_and_refuses_what_is_too_long():
    form = NoteForm({"note": "a" * 21})
    assert "maxlength" not in str(form)
    assert "a" * 21 in str(form)
    assert "note" in form.errors


@pytest.mark.django_db
def test_no_input_of_an_editors_page_form_cuts_a_paste(client, roles, stage):
    client.force_login(roles["editors"])
    for kind in ("contestpage", "contestplanpage", "contestrulespage", "contestnewspage"):
        parent = stage.contest.get_parent() if kind == "contestpage" else stage.contest
        address = reverse("wagtailadmin_pages:add", args=["contest_contests", kind, parent.pk])
        page = client.get(address).content.decode()
        cut = list(re.findall(r"<(?:input|textarea)[^>]*maxlength[^>]*>", page))
        names = {re.search(r'name="([^"]*)"', tag)[1] for tag in cut}
        # The address and the search engines' words are Wagtail's own; the rows of embedded lists come as templates.
        assert names <= {"slug", "seo_title", "search_description", "comment"}, (kind, names)
        assert "&quot;maxlength&quot;" not in page.replace("&quot;maxlength&quot;: &quot;250&quot;", "")
