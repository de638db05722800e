"""A work handed in as an address: the host is queried, its answer is evidence, and nothing more."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from contest_pages.contests.enums import LinkHost
from contest_pages.entries import logic
from contest_pages.entries.domain import link_evidence, submission
from contest_pages.entries.enums import EntryState
from contest_pages.entries.errors import LinkRefused
from tests.factories import RegistrationFactory
from tests.factories.pages import NOW
from tests.review.helpers import desk_data

from .helpers import begin

pytestmark = pytest.mark.django_db


class Host(BaseHTTPRequestHandler):
    answer = (200, b"{}")
    requests: list[str] = []
    slow = 0.0

    def do_GET(self):
        type(self).requests.append(self.path)
        time.sleep(self.slow)
        self.send_response(self.answer[0])
        self.end_headers()
        self.wfile.write(self.answer[1])

    def log_message(self, *args):
        pass


@pytest.fixture
def host(settings, monkeypatch):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/oembed"
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "OEMBED": {"youtube": address}}
    Host.requests, Host.slow, Host.answer = [], 0.0, (200, b"{}")
    monkeypatch.setattr(link_evidence, "_SECONDS", 0.5)
    yield Host
    server.shutdown()
    server.server_close()


@pytest.fixture
def entry(stage):
    stage.rules.link_hosts = ["youtube", "drive"]
    stage.rules.save_revision().publish()
    entry = begin(stage, RegistrationFactory(page=stage.form), link="https://youtu.be/abc")
    return submission.submit_entry(entry=entry, declarations=stage.rules.declarations, now=NOW)


def ask(entry) -> dict:
    link_evidence.fetch_evidence(entry_pk=entry.pk, now=NOW)
    entry.refresh_from_db()
    return entry.link_evidence


def test_a_linked_work_goes_to_the_reviewers_and_is_not_called_checked(entry):
    assert (entry.state, entry.video, entry.number) == (EntryState.SUBMITTED, None, 1)


def test_what_the_host_says_is_kept_with_the_date_and_cut_short(entry, host):
    evidence = {"title": "Phim " * 200, "author_name": "Ai đó", "html": "<script>alert(1)</script>"}
    host.answer = (200, json.dumps(evidence).encode())
    evidence = ask(entry)
    assert (entry.link_fetched_at, evidence["author_name"]) == (NOW, "Ai đó")
    assert len(evidence["title"]) == 300
    assert "html" not in evidence
    assert host.requests == ["/oembed?url=https%3A%2F%2Fyoutu.be%2Fabc&format=json"]


@pytest.mark.parametrize(
    ("answer", "slow"),
    [((404, b""), 0), ((200, b"<html>"), 0), ((200, b"[1]"), 0), ((200, b"{"), 0), ((200, b"{}"), 1.0)],
    ids=["unknown there", "no JSON", "a list", "cut off", "too slow"],
)
def test_a_host_that_does_not_answer_well_holds_nothing_up(entry, host, answer, slow):
    host.answer, host.slow = answer, slow
    assert "problem" in ask(entry)
    assert (entry.link_fetched_at, entry.state) == (NOW, EntryState.SUBMITTED)


def test_nothing_is_fetched_from_a_host_without_an_oembed_endpoint(entry, host, stage):
    entry.link = "https://drive.google.com/file/d/1/view"
    entry.save()
    assert ask(entry) == {"problem": "no oEmbed"}
    assert host.requests == []


def test_requests_go_to_the_hosts_own_endpoint_only(host, entry):
    entry.link = "https://127.0.0.1/steal"
    entry.save()
    link_evidence.fetch_evidence(entry_pk=entry.pk, now=NOW)
    assert host.requests == []


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://www.youtube.com/watch?v=1", LinkHost.YOUTUBE),
        ("https://m.facebook.com/watch/?v=1", LinkHost.FACEBOOK),
        ("https://fb.watch/abc", LinkHost.FACEBOOK),
        ("https://drive.google.com/file/d/1", LinkHost.DRIVE),
        ("https://docs.google.com/document/d/1", None),
        ("https://notyoutube.com/1", None),
        ("https://youtube.com@evil.example/1", None),
        ("ftp://youtube.com/1", None),
        ("youtube.com/1", None),
        ("", None),
    ],
)
def test_a_host_is_told_by_its_whole_name(address, found):
    if found is None:
        with pytest.raises(LinkRefused):
            logic.link_host(address, LinkHost.values)
    else:
        assert logic.link_host(address, LinkHost.values) == found


def test_the_moderator_sees_that_a_linked_work_was_not_checked(client, roles, entry, in_july):
    from django.urls import reverse

    client.force_login(roles["moderators"])
    html = client.get(reverse("contest_review_desk", args=[entry.pk])).content.decode()
    assert "hệ thống chưa kiểm tra" in html
    assert 'rel="noopener noreferrer nofollow"' in html
    done = client.post(reverse("contest_review_desk", args=[entry.pk]), desk_data(entry))
    assert done.status_code == 302
    entry.refresh_from_db()
    assert entry.state == EntryState.ACCEPTED
    page = client.get(entry.round.entry_path(entry.number)).content.decode()
    assert "Xem tác phẩm tại nơi đăng" in page
    assert "<iframe" not in page
