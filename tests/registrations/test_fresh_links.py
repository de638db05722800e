"""A personal link that is not fresh shows and changes no personal data, and ends some weeks after the contest."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import get_resolver, reverse

from contest_pages.registrations.access.links import personal_path
from contest_pages.registrations.models import AnswerFile, Registration
from tests.factories import EntryFactory, UnitFactory
from tests.factories.pages import NOW

from .helpers import PERSONAL, agreement, enter_and_confirm, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

DAYS = 40
#: Pages to which an old link still leads: how the registration stands, a fresh link, and the quiz itself.
OPEN = {
    "contest_personal",
    "contest_personal_manifest",
    "contest_fresh_link",
    "contest_revoke_link",
    "contest_entries_fragment",
    "contest_begin_attempt",
}


@pytest.fixture
def registration(stage):
    unit = UnitFactory(name="Xã Mường Giàng")
    return enter_and_confirm(stage, agreements=(agreement(stage.form),), unit=unit)


@pytest.fixture
def entry(registration, stage):
    return EntryFactory(
        registration=registration, round=stage.round, title="Nhà tôi ở bản Pá", submitted=True
    )


@pytest.fixture
def old(registration, entry):
    """Return the address of a link that is 40 days old, while it is."""
    path = personal_path(registration)
    with time_machine.travel(NOW + datetime.timedelta(days=DAYS), tick=False):
        yield path


def pages_behind_a_link() -> dict[str, list[str]]:
    """Return the parameters of every address below a personal link, by its name."""
    found = {}
    for name, (possibilities, *_rest) in (
        (key, value) for key, value in get_resolver().reverse_dict.items() if isinstance(key, str)
    ):
        for template, parameters in possibilities:
            if template.startswith("thi-sinh/%(token)s/"):
                found[name] = parameters
    return found


def test_no_page_shows_or_changes_personal_data_behind_an_old_link(client, registration, entry, old):
    values = {"form": "xlsx", "code": registration.code, "file_id": 1, "list_id": 1, "number": 1}
    token = old.split("/")[2]
    before = Registration.objects.filter(pk=registration.pk).values().get()
    seen = []
    for name, parameters in pages_behind_a_link().items():
        known = {"token": token, "round_id": entry.round_id, "entry_id": entry.pk, **values}
        address = reverse(name, kwargs={key: known[key] for key in parameters})
        if name in OPEN:
            continue
        for response in (client.get(address), client.post(address, {"mine": "1", "hand_in": "1"})):
            html = response.content.decode()
            assert response.status_code in (403, 405), name
            assert not [word for word in [*PERSONAL, entry.title, "Mường Giàng"] if word in html], name
        seen.append(name)
    assert {"contest_edit_registration", "contest_roster", "contest_own_entry", "contest_consents"} <= set(
        seen
    )
    assert len(seen) >= 20
    assert Registration.objects.filter(pk=registration.pk).values().get() == before
    entry.refresh_from_db()
    assert entry.state == "submitted"


def test_an_old_link_still_shows_how_the_registration_stands_and_sends_a_fresh_one(
    client, registration, entry, old, django_capture_on_commit_callbacks
):
    html = client.get(old).content.decode()
    assert registration.code in html
    assert entry.code in html
    assert "Gửi cho tôi liên kết mới" in html
    assert not [word for word in [*PERSONAL, entry.title, "Mường Giàng"] if word in html]
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{old}lien-ket-moi/")
    new = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http"))
    assert "Quàng Văn Suối" in client.get(new).content.decode()
    assert "Quàng Văn Suối" not in client.get(old).content.decode()


def test_a_fresh_link_leads_to_the_page_that_asked_for_it(
    client, registration, old, django_capture_on_commit_callbacks
):
    asked = client.get(f"{old}dong-y/")
    assert 'name="onward" value="dong-y/"' in asked.content.decode()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{old}lien-ket-moi/", {"onward": "dong-y/"})
    new = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http"))
    assert new.endswith("/dong-y/")
    assert client.get(new).status_code == 200


@pytest.mark.parametrize("onward", ["//nguoi.xau/", "../../quan-tri/", "khong-co/", "sua/?a=" + "b" * 200])
def test_a_fresh_link_leads_nowhere_else(
    client, registration, old, onward, django_capture_on_commit_callbacks
):
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{old}lien-ket-moi/", {"onward": onward})
    new = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http"))
    assert new.count("/") == personal_path(registration).count("/") + 2


def test_a_fresh_link_in_use_stays_fresh_on_this_device_alone(client, registration):
    path = personal_path(registration)
    cookie = client.get(path).cookies["contest-personal"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (path, True, "Lax")
    for minutes in (100, 200, 300):
        with time_machine.travel(NOW + datetime.timedelta(minutes=minutes), tick=False):
            assert client.get(f"{path}dong-y/").status_code == 200
            assert Client().get(f"{path}dong-y/").status_code == 403
    with time_machine.travel(NOW + datetime.timedelta(minutes=421), tick=False):
        assert client.get(f"{path}dong-y/").status_code == 403


def test_no_use_keeps_a_link_fresh_for_longer_than_half_a_day(client, registration):
    path = personal_path(registration)
    client.get(path)
    for hours in range(1, 12):
        with time_machine.travel(NOW + datetime.timedelta(hours=hours), tick=False):
            assert client.get(f"{path}dong-y/").status_code == 200
    with time_machine.travel(NOW + datetime.timedelta(hours=12, minutes=1), tick=False):
        assert client.get(f"{path}dong-y/").status_code == 403


def test_the_session_of_one_link_is_none_of_another(client, registration, stage):
    other = enter_and_confirm(stage, person("Người Khác"), email="khac@vidu.example")
    path = personal_path(other)
    client.get(personal_path(registration))
    with time_machine.travel(NOW + datetime.timedelta(minutes=31), tick=False):
        assert client.get(f"{path}dong-y/").status_code == 403


def test_a_revoked_link_has_no_session(client, registration):
    path = personal_path(registration)
    client.get(path)
    Registration.objects.filter(pk=registration.pk).update(link_number=2)
    assert client.get(f"{path}dong-y/").status_code == 404


def test_scripts_are_told_in_words_that_the_link_is_too_old(client, entry, old):
    own = f"{old}tac-pham-{entry.pk}/"
    saved = client.post(own, {"save": "auto", "title": "Khác"})
    assert (saved.status_code, "liên kết" in saved.json()["message"]) == (403, True)
    begun = client.post(f"{own}tai-len/", headers={"Tus-Resumable": "1.0.0", "Upload-Length": "5"})
    assert (begun.status_code, begun["Content-Type"]) == (403, "text/plain; charset=utf-8")


def test_files_of_the_form_need_a_fresh_link(client, registration, old):
    file = AnswerFile.objects.create(
        registration=registration, name="don", label="Đơn", file="answers/x", file_name="don.pdf", size=1
    )
    assert client.get(f"{old}tep/{file.pk}/").status_code == 403


def test_links_end_some_weeks_after_the_contest_while_a_fresh_one_opens_the_page(
    client, registration, stage, django_capture_on_commit_callbacks
):
    path = personal_path(registration)
    last_day = registration.contest.last_day
    ended = datetime.datetime.combine(
        last_day + datetime.timedelta(weeks=12, days=2), datetime.time(9), NOW.tzinfo
    )
    with time_machine.travel(ended - datetime.timedelta(days=3), tick=False):
        assert client.get(path).status_code == 200
    with time_machine.travel(ended, tick=False):
        response = client.get(path)
        assert response.status_code == 410
        assert registration.code not in response.content.decode()
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"{path}lien-ket-moi/", {"onward": ""})
        new = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http"))
        assert client.get(new).status_code == 200
        assert client.get(f"{new}du-lieu/").status_code == 200


def test_the_weeks_are_a_setting(client, registration, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "LINK_WEEKS_AFTER_CONTEST": 1}
    path = personal_path(registration)
    later = datetime.datetime.combine(
        registration.contest.last_day + datetime.timedelta(weeks=1, days=2), datetime.time(9), NOW.tzinfo
    )
    with time_machine.travel(later, tick=False):
        assert client.get(path).status_code == 410
