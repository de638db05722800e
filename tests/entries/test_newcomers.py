"""Registering and beginning an entry in one sitting: what the browser may do that has just sent the form, and what never."""

from __future__ import annotations

import datetime
import re

import pytest
import time_machine
from django.test import Client
from django.urls import get_resolver, reverse

from contest_pages.entries.domain import drafts
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry, EntryRoundPage
from contest_pages.registrations.access import newcomers
from contest_pages.registrations.access.links import personal_path
from contest_pages.registrations.domain.confirming import confirm
from contest_pages.registrations.domain.leaving import cancel, withdraw
from contest_pages.registrations.domain.links import replace_links
from contest_pages.registrations.models import Registration
from tests.factories import EntryRoundPageFactory, RegistrationFactory, UnitFactory
from tests.factories.pages import NOW
from tests.registrations.helpers import BORN, enter, person, team, token, typed, url

from .tus_client import TUS, hints, location, patch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

SUOI = {"full_name": "Quàng Văn Suối", "birth_date": f"{BORN:%d/%m/%Y}"}
FILM = bytes(range(256)) * 40
HOUR = datetime.timedelta(hours=1)
QUERIES_OF_THE_FORM, QUERIES_OF_THE_PAGE_AFTER = 14, 19


def register(stage, client=None, row=SUOI, page=None, **fields) -> str:
    """Send the form in a browser and return the page after it."""
    browser = client or Client()
    data = {**typed(page or stage.form, row, **fields), **token(browser)}
    answer = browser.post(url(stage), data)
    assert answer.status_code == 302, answer.content.decode()
    return browser.get(answer["Location"]).content.decode()


def token_on(html: str) -> str:
    """Return the token of the button that prepares an entry."""
    [found] = re.findall(r'action="/thi-sinh/([^/]+)/vong-[0-9]+/bat-dau/"', html)
    return found


@pytest.fixture
def newcomer(stage, client) -> str:
    """Return the token of a browser that has just registered."""
    return token_on(register(stage, client))


@pytest.fixture
def pending(newcomer) -> Registration:
    return Registration.objects.get()


def begin(client, stage, newcomer) -> Entry:
    answer = client.post(reverse("contest_begin_entry", args=[newcomer, stage.round.pk]))
    assert answer.status_code == 302
    return Entry.objects.get(pk=answer["Location"].split("tac-pham-")[1].strip("/"))


def form_of(newcomer, entry) -> str:
    return reverse("contest_own_entry", args=[newcomer, entry.pk])


def test_the_page_after_the_form_begins_a_draft_of_the_open_round(client, stage, newcomer, pending):
    entry = begin(client, stage, newcomer)
    assert (entry.registration, entry.round, entry.state) == (pending, stage.round, EntryState.DRAFT)
    html = client.get(form_of(newcomer, entry)).content.decode()
    assert "Đây là bản nháp, chưa tính là đã nộp." in html
    assert "mở liên kết trong thư trước" in html
    assert "hạn cuối 24:00 ngày 31/7/2024" in html
    assert "hand_in" not in html
    assert "declaration_" not in html


def test_a_browser_that_gave_a_phone_alone_is_told_of_the_code(client, stage):
    html = register(stage, client, email="")
    newcomer = token_on(html)
    assert html.index("Xác nhận đăng ký của tôi") < html.index("Chuẩn bị bài dự thi ngay")
    entry = begin(client, stage, newcomer)
    assert "nhập mã trong tin nhắn trước" in client.get(form_of(newcomer, entry)).content.decode()


def test_what_is_needed_first_stands_first_and_the_button_is_the_second(client, stage):
    html = register(stage, client)
    assert html.index("hãy mở email") < html.index("Chuẩn bị bài dự thi ngay")
    assert "btn-primary" not in html.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("change", [{"opens_at": NOW + HOUR}, {"closes_at": NOW}], ids=["early", "late"])
def test_a_round_that_takes_nothing_is_not_prepared_for(client, stage, change):
    made = enter(stage)
    EntryRoundPage.objects.filter(pk=stage.round.pk).update(**change)
    assert "bài dự thi ngay" not in client.get(newcomers.newcomer_path(made)).content.decode()
    newcomer = newcomers.newcomer_token(newcomers.newcomer_path(made).split("/")[3])
    begun = client.post(reverse("contest_begin_entry", args=[newcomer, stage.round.pk]), follow=True)
    assert "Còn một bước nữa" in begun.content.decode()
    assert not Entry.objects.exists()


def test_each_open_round_has_its_button_unless_the_form_is_for_one(client, stage):
    EntryRoundPageFactory(
        parent=stage.contest,
        title="Ảnh",
        slug="anh",
        opens_at=stage.round.opens_at,
        closes_at=stage.round.closes_at,
    )
    assert "Chuẩn bị bài dự thi ngay: Ảnh" in " ".join(register(stage, client).split())
    Registration.objects.update(for_round=stage.round)
    html = client.get(newcomers.newcomer_path(Registration.objects.get())).content.decode()
    assert "Chuẩn bị bài dự thi ngay" in html
    assert "Ảnh" not in html.split('id="chuan-bi"')[1].split("</section>")[0]


@pytest.mark.parametrize("kind", ["group", "team", "roster"])
def test_groups_and_teams_prepare_and_a_units_contact_does_not(client, stage, kind):
    stage.form.kinds, stage.form.largest_group = [kind], 3
    stage.form.save()
    people = {"group": (person(), person("Lò Văn Hai")), "team": team(), "roster": (person(),)}[kind]
    unit = UnitFactory()
    made = enter(stage, *people, kind=kind, unit=unit)
    html = client.get(newcomers.newcomer_path(made)).content.decode()
    if kind == "roster":
        assert "Chuẩn bị bài dự thi" not in html
    else:
        assert begin(client, stage, token_on(html)).registration == made


# Who registered before


def test_who_sends_the_form_of_a_pending_registration_again_reaches_no_draft(client, stage, newcomer):
    begin(client, stage, newcomer)
    stranger = Client()
    html = register(stage, stranger)
    answer = stranger.post(reverse("contest_begin_entry", args=[token_on(html), stage.round.pk]))
    assert answer.status_code == 403
    assert "Hãy mở liên kết trong thư trước" in answer.content.decode()
    assert (Registration.objects.count(), Entry.objects.count()) == (1, 1)


def test_who_sends_the_form_of_a_registration_that_counts_reaches_no_draft(client, stage, pending):
    confirm(registration=pending, now=NOW)
    html = register(stage, client)
    answer = client.post(reverse("contest_begin_entry", args=[token_on(html), stage.round.pk]))
    assert answer.status_code == 403
    assert not Entry.objects.exists()


def _without_tokens(html: str) -> str:
    html = re.sub(r'csrfmiddlewaretoken" value="[^"]+', "", html)
    return re.sub(r"/(thi-sinh|ma)/[^/]+/", lambda found: f"/{found[1]}/{len(found[0])}/", html)


@pytest.mark.parametrize("contact", [{}, {"email": ""}], ids=["email", "phone"])
def test_the_page_and_the_length_of_its_tokens_are_the_same_for_who_registered_before(stage, contact):
    first = _without_tokens(register(stage, **contact))
    assert _without_tokens(register(stage, **contact)) == first
    confirm(registration=Registration.objects.get(), now=NOW)
    assert _without_tokens(register(stage, **contact)) == first


# What the token opens

#: Addresses below “thi-sinh/” that prepare a draft; every other one is closed to the token.
OPEN = {
    "contest_begin_entry": {"get": 302, "post": 302},
    "contest_own_entry": {"get": 200, "post": 302},
    "contest_begin_upload": {"get": 412, "post": 412},
    "contest_video_fragment": {"get": 200, "post": 405},
    "contest_change_subtitles": {"get": 302, "post": 302},
    "contest_own_script": {"get": 302, "post": 405},
    "contest_withdraw_entry": {"get": 200, "post": 302},
}


def addresses(newcomer, stage, entry) -> dict[str, str]:
    """Return every address of the site below a contestant's token, by its name."""
    known = {"token": newcomer, "round_id": stage.round.pk, "entry_id": entry.pk, "code": "x", "form": "xlsx"}
    found = {}
    for name, (possibilities, *_rest) in (
        (key, value) for key, value in get_resolver().reverse_dict.items() if isinstance(key, str)
    ):
        for template, parameters in possibilities:
            if template.startswith("thi-sinh/%(token)s/"):
                found[name] = reverse(name, kwargs={key: known.get(key, 1) for key in parameters})
    return found


def test_the_token_opens_what_prepares_a_draft_and_nothing_else(client, stage, newcomer, pending):
    entry = begin(client, stage, newcomer)
    table = addresses(newcomer, stage, entry)
    assert OPEN.keys() < table.keys()
    assert len(table) > 25
    for name, address in sorted(table.items(), key=lambda row: row[0] == "contest_withdraw_entry"):
        for method in ("get", "post"):
            if method == "post" and name == "contest_withdraw_entry":
                begin(client, stage, newcomer)
            answer = getattr(client, method)(address, {"title": "Bản làng số"})
            if name in OPEN:
                assert answer.status_code == OPEN[name][method], (name, method)
            elif answer.status_code != 405:
                assert answer.status_code == 404, (name, method)
                assert "Liên kết này" in answer.content.decode(), (name, method)
    pending.refresh_from_db()
    assert (pending.status, pending.link_number) == ("pending", 1)
    assert not Entry.objects.exists()


def test_the_token_reaches_no_draft_of_another(client, stage, newcomer):
    other = enter(stage, person("Lò Văn Hai"), email="hai@vidu.example")
    draft = drafts.begin_draft(round_page=stage.round, registration=other, now=NOW)
    for name, address in addresses(newcomer, stage, draft).items():
        if name in OPEN and "tac-pham" in address:
            assert client.get(address).status_code == 404, name


def test_a_confirming_link_a_personal_one_and_one_that_was_altered_are_no_such_token(client, stage, newcomer):
    altered = newcomer[:-2] + ("AA" if newcomer[-2:] != "AA" else "BB")
    for wrong in (altered, "x", personal_path(RegistrationFactory(page=stage.form)).split("/")[2]):
        assert not newcomers.is_newcomer_token(wrong)
    answer = client.post(reverse("contest_begin_entry", args=[altered, stage.round.pk]))
    assert answer.status_code == 404


def test_what_is_written_is_saved_and_nothing_is_handed_in(client, stage, newcomer, pending):
    entry = begin(client, stage, newcomer)
    data = {"title": "Bản làng số", "summary": "Một câu chuyện.", "save": "auto"}
    assert client.post(form_of(newcomer, entry), data).status_code == 200
    declared = {f"declaration_{n}": "on" for n in range(1, len(stage.rules.declarations) + 1)}
    answer = client.post(form_of(newcomer, entry), {"title": "Bản làng số", "hand_in": "1", **declared})
    assert answer.status_code == 422
    assert "Bạn hãy xác nhận đăng ký trước" in answer.content.decode()
    entry.refresh_from_db()
    assert (entry.title, entry.state, entry.number) == ("Bản làng số", EntryState.DRAFT, None)


def test_a_video_is_sent_and_its_status_is_polled(client, stage, newcomer):
    entry = begin(client, stage, newcomer)
    created = client.post(
        reverse("contest_begin_upload", args=[newcomer, entry.pk]),
        headers={**TUS, "Upload-Length": str(len(FILM)), **hints(filename="phim.mp4")},
    )
    assert patch(client, location(created), FILM, 0).status_code == 204
    entry.refresh_from_db()
    assert entry.video.size == len(FILM)
    fragment = client.get(reverse("contest_video_fragment", args=[newcomer, entry.pk]))
    assert newcomer in fragment.content.decode()


def test_the_draft_is_deleted_from_here_too_and_the_way_leads_back_to_the_page_after_the_form(
    client, stage, newcomer
):
    entry = begin(client, stage, newcomer)
    answer = client.post(reverse("contest_withdraw_entry", args=[newcomer, entry.pk]), follow=True)
    html = answer.content.decode()
    assert "Đã xóa bản nháp" in html
    assert "Chuẩn bị bài dự thi ngay" in html
    assert not Entry.objects.exists()


def test_the_pages_are_private_and_kept_by_no_cache(client, stage, newcomer):
    answer = client.get(form_of(newcomer, begin(client, stage, newcomer)))
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Robots-Tag"] == "noindex"


def _end(how: str, pending) -> None:
    if how == "confirmed":
        confirm(registration=pending, now=NOW)
    elif how == "withdrawn":
        withdraw(registration=pending, now=NOW)
    elif how == "cancelled":
        cancel(registration=pending, reason="Trùng.", actor=None, now=NOW)
    else:
        replace_links(registration=pending)


@pytest.mark.parametrize("how", ["confirmed", "withdrawn", "cancelled", "revoked"])
def test_once_the_registration_is_no_longer_pending_the_token_leads_to_the_letter(
    client, stage, newcomer, pending, how
):
    entry = begin(client, stage, newcomer)
    _end(how, pending)
    for name, address in addresses(newcomer, stage, entry).items():
        if name not in OPEN:
            continue
        for method in ("get", "post"):
            answer = getattr(client, method)(address)
            assert answer.status_code in (403, 405), name
            assert answer.status_code == 405 or "Hãy mở liên kết trong thư trước" in answer.content.decode()
    auto = client.post(form_of(newcomer, entry), {"title": "Muộn", "save": "auto"})
    assert (auto.status_code, auto.json()["message"][:9]) == (403, "Trang này")
    tus = client.post(reverse("contest_begin_upload", args=[newcomer, entry.pk]), headers=TUS)
    assert (tus.status_code, "Mở liên kết trong thư" in tus.content.decode()) == (403, True)


@pytest.mark.parametrize(("hours", "opens"), [(11, True), (12, False)])
def test_the_token_ends_some_hours_after_the_registration_however_often_it_is_given(
    client, stage, newcomer, pending, hours, opens
):
    with time_machine.travel(NOW + datetime.timedelta(hours=hours), tick=False):
        given_again = token_on(client.get(newcomers.newcomer_path(pending)).content.decode())
        for given in (newcomer, given_again):
            answer = client.post(reverse("contest_begin_entry", args=[given, stage.round.pk]))
            assert answer.status_code == (302 if opens else 403)


# After the confirmation


def test_the_own_page_puts_the_waiting_draft_first_once_the_registration_counts(
    client, stage, newcomer, pending
):
    entry = begin(client, stage, newcomer)
    client.post(form_of(newcomer, entry), {"title": "Bản làng số", "save": "auto"})
    registration = confirm(registration=pending, now=NOW)
    html = client.get(f"{personal_path(registration)}?vua-dang-ky=1").content.decode()
    first = html.split('class="contest-wanted-first')[1]
    assert "“Bản làng số” chưa nộp" in first
    assert (
        reverse("contest_own_entry", args=[personal_path(registration).split("/")[2], entry.pk])[-20:]
        in first
    )


def test_the_pages_cost_a_fixed_number_of_queries(
    client, stage, newcomer, pending, django_assert_num_queries
):
    entry = begin(client, stage, newcomer)
    with django_assert_num_queries(QUERIES_OF_THE_FORM):
        client.get(form_of(newcomer, entry))
    path = newcomers.newcomer_path(pending)
    client.get(path)
    with django_assert_num_queries(QUERIES_OF_THE_PAGE_AFTER):
        client.get(path)
