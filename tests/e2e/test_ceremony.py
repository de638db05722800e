"""A partner's site on another port shows a contest's banner and leads here."""

from __future__ import annotations

import datetime
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from wagtail_factories import ImageFactory

from contest_pages.banners.admin.snippets import snippets_of
from contest_pages.banners.models import BannerCount, Partner
from contest_pages.contests.models import Banner, ContestRoundPage
from tests.factories import (
    ContestPageFactory,
    ContestRulesPageFactory,
    EntryRoundPageFactory,
)


@pytest.fixture
def contest(portal):
    """Return a contest whose round opens tomorrow unless the button is pressed today."""
    contest = ContestPageFactory(parent=portal.get_children().get(slug="cuoc-thi"), slug="khai-mac")
    ContestRulesPageFactory(parent=contest, slug="the-le")
    day = datetime.timedelta(days=1)
    EntryRoundPageFactory(
        parent=contest, slug="tac-pham", opens_at=timezone.now() + day, closes_at=timezone.now() + 30 * day
    )
    return contest


def test_a_site_on_another_port_shows_the_banner_and_leads_here(contest, new_context):
    ContestRoundPage.objects.child_of(contest).update(opens_at=timezone.now() - datetime.timedelta(days=1))
    banner = Banner.objects.create(
        contest=contest,
        image=ImageFactory(file__width=900, file__height=700),
        alternative_text="Biểu ngữ cuộc thi",
        size="300x250",
        sort_order=0,
    )
    partner = Partner.objects.create(name="Báo bạn")
    snippet = snippets_of(contest, partner, [banner])[0]
    page = f"<!doctype html><title>Báo bạn</title>{snippet.frame}{snippet.link}".encode()

    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        tab = new_context().new_page()
        tab.goto(f"http://127.0.0.1:{server.server_port}/")
        framed = tab.frame_locator("iframe").get_by_alt_text("Biểu ngữ cuộc thi")
        expect(framed).to_be_visible()
        assert framed.evaluate("image => image.decode().then(() => image.naturalWidth)") == 300
        framed.click()
        expect(tab.locator("h1")).to_contain_text(contest.title)
    finally:
        server.shutdown()
    row = BannerCount.objects.get()
    assert row.views == 1, "the picture and the frame are seen by one browser"
    assert row.clicks == 1
