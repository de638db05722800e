"""The editor's form of a ceremony takes a plan's texts whole, and offers the contest's own rounds."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from contest_pages.ceremonies.models import ContestCeremonyPage, InvitedGuests
from contest_pages.contests.models import ContestRoundPage
from tests.factories import ContestPageFactory, EntryRoundPageFactory

from .conftest import BEGIN

pytestmark = pytest.mark.django_db

LONG = (
    "Bố trí người, máy và đường truyền; hướng dẫn chỗ ngồi; chia sẻ hình ảnh buổi lễ cho các trang khác. " * 9
)


def form_of(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_no_input_cuts_a_paste(client, launch, roles):
    client.force_login(roles["editors"])
    page = client.get(form_of(launch)).content.decode()
    cut = re.findall(r"<(?:input|textarea)[^>]*maxlength[^>]*>", page)
    names = {re.search(r'name="([^"]*)"', tag)[1] for tag in cut}
    assert names <= {"slug", "seo_title", "search_description", "comment"}, "those are Wagtail's own"


def test_duties_programme_guests_and_notes_keep_every_word(client, launch, roles):
    client.force_login(roles["editors"])
    data = {
        "title": launch.title, "slug": launch.slug, "kind": launch.kind, "starts_at": "31/7/2024 08:00",
        "rehearsal_at": "", "summary": "", "notes": LONG, "chair": LONG, "backdrop": "", "stream": "",
        "stream_fallback": "", "recording": "", "opens_round": launch.opens_round_id,
        "body": streamfield([]), "pictures": streamfield([]),
        "programme": inline_formset([{"title": LONG, "who": LONG, "minutes": "7"}]),
        "venues": inline_formset([]),
        "invited": inline_formset([{"level": "1", "who": LONG, "expected": "120", "confirmed": "87"}]),
        "duties": inline_formset([{"who": LONG, "what": LONG, "until": ""}]),
        "comments": inline_formset([]),
        "replaces_invitation": "on",
    }  # fmt: skip
    answer = client.post(form_of(launch), nested_form_data(data))
    assert answer.status_code == 302, re.findall(r"error-message[^>]*>([^<]*)", answer.content.decode())
    draft = ContestCeremonyPage.objects.get(pk=launch.pk).get_latest_revision_as_object()
    duty, item, guests = draft.duties.last(), draft.programme.last(), draft.invited.get()
    for text in (duty.who, duty.what, item.title, item.who, guests.who, draft.notes, draft.chair):
        assert text == LONG.strip()
    assert (item.minutes, guests.expected, guests.confirmed) == (7, 120, 87)
    assert draft.replaces_invitation


def test_the_round_is_chosen_from_the_contests_own(client, launch, roles):
    other = EntryRoundPageFactory(
        parent=ContestPageFactory(parent=launch.contest.get_parent()), title="Vòng lạ"
    )
    client.force_login(roles["editors"])
    page = client.get(form_of(launch)).content.decode()
    (field,) = re.findall(r'<select name="opens_round".*?</select>', page, re.DOTALL)
    assert re.findall(r'value="(\d+)"', field) == [str(launch.opens_round_id)]
    assert "Vòng lạ" not in field
    launch.opens_round = ContestRoundPage.objects.get(pk=other.pk)
    with pytest.raises(ValidationError) as refused:
        launch.full_clean()
    assert "opens_round" in refused.value.message_dict


def test_who_may_press_is_told_where_the_round_is_chosen(client, launch, roles):
    client.force_login(roles["editors"])
    page = client.get(form_of(launch)).content.decode()
    assert roles["organisers"].groups.get().name in page
    assert reverse("contest_launch_console", args=[launch.pk]) in page


def test_more_confirmed_guests_than_expected_are_a_slip():
    with pytest.raises(ValidationError) as refused:
        InvitedGuests(who="Báo chí", expected=10, confirmed=11, page_id=1).clean()
    assert "confirmed" in refused.value.message_dict
    InvitedGuests(who="Báo chí", confirmed=11, page_id=1).clean()


def test_next_years_copy_asks_the_guests_again(launch):
    launch.invited = [InvitedGuests(who="Báo chí", expected=10, confirmed=8, sort_order=0)]
    launch.save()
    launch.reset_for_next_year()
    launch.save()
    row = InvitedGuests.objects.get(page=launch)
    assert (row.expected, row.confirmed) == (10, None)


def test_guests_are_public_only_where_that_is_ticked(client, launch):
    launch.invited = [InvitedGuests(level=1, who="Đoàn công tác bản Mây", sort_order=0)]
    with time_machine.travel(BEGIN.replace(day=30, hour=7), tick=False):
        for ticked in (False, True):
            launch.shows_guests = ticked
            launch.save_revision().publish()
            assert ("bản Mây" in client.get(launch.url).content.decode()) is ticked


def test_duties_and_the_words_on_the_backdrop_are_never_public(client, launch):
    launch.shows_duties = launch.shows_backdrop = True
    with time_machine.travel(BEGIN.replace(day=30, hour=7), tick=False):
        launch.save_revision().publish()
        page = client.get(launch.url).content.decode()
    assert "Sở Khoa học và Công nghệ" not in page
    assert "LỄ PHÁT ĐỘNG<br>" not in page
