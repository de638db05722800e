"""The example of nginx in front of a real site: pages are cached for seconds and never beyond a change time."""

from __future__ import annotations

import datetime
import sqlite3
import time

import pytest
import requests

from contest_pages import hooks
from tests.servers.nginx import NGINX, Nginx

pytestmark = pytest.mark.skipif(not NGINX, reason="no nginx on this machine; Debian's package is nginx-light")


@pytest.fixture
def front(site, tmp_path):
    static = tmp_path / "static"
    (static / "portal").mkdir(parents=True)
    (static / "portal/503.html").write_text("Hệ thống tạm ngừng trong ít phút")
    (static / "portal/429.html").write_text("Quá nhiều lượt đăng nhập")
    site.kill()
    site.extra |= {"TEST_PAGE_CACHE": "pages"}
    site.start()
    nginx = Nginx(tmp_path / "nginx", site=site.port, static=static)
    yield nginx
    nginx.stop()


def closes_in(site, seconds: float) -> float:
    """Let the round of the site close in a number of seconds, and return the time (seconds since the epoch)."""
    moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=seconds)
    with sqlite3.connect(site.database) as database:
        database.execute(
            "UPDATE contest_contests_contestroundpage SET closes_at = ?", (moment.replace(tzinfo=None),)
        )
    return moment.timestamp()


def test_a_page_comes_from_nginx_and_leaves_it_before_the_round_closes(site, front):
    closing = closes_in(site, 8)
    address = front.url + site.content["page"]
    seen = []
    while time.time() < closing + 1.5:
        requested_at = time.time()
        answer = requests.get(address, timeout=10)
        seen.append(
            (requested_at, answer.headers.get("X-Cache"), "Đang nhận tác phẩm" in answer.text, time.time())
        )
        time.sleep(0.05)
    assert "HIT" in {cache for _begun, cache, _open, _ended in seen}
    assert all(is_open for _begun, _cache, is_open, ended in seen if ended < closing)
    assert not any(is_open for requested_at, _how, is_open, _ended in seen if requested_at > closing)


def test_a_signed_in_user_is_never_answered_from_the_cache(site, front):
    address = front.url + site.content["page"]
    for _ in range(2):
        requests.get(address, timeout=10)
    assert requests.get(address, timeout=10).headers["X-Cache"] == "HIT"
    for cookie in ("sessionid=abc", "a=b; messages=x"):
        assert requests.get(address, headers={"Cookie": cookie}, timeout=10).headers["X-Cache"] == "BYPASS"


def test_personal_pages_are_never_cached(site, front):
    path = site.content["entries"][0]
    for _ in range(3):
        answer = requests.get(front.url + path, timeout=10)
        assert answer.status_code == 200
        assert answer.headers["X-Cache"] in ("MISS", "EXPIRED", "BYPASS")


def test_compressed_and_plain_responses_are_cached_separately(site, front):
    address = front.url + site.content["page"]
    for encoding in ("gzip, deflate, br", "identity", "gzip", "identity"):
        answer = requests.get(address, headers={"Accept-Encoding": encoding}, timeout=10)
        assert (answer.headers.get("Content-Encoding") == "gzip") is ("gzip" in encoding)
        assert "<h1" in answer.text


def test_while_the_site_is_down_visitors_read_what_to_do(site, front):
    site.kill()
    answer = requests.get(f"{front.url}/khong-co/", timeout=10)
    assert answer.status_code == 502
    answer.encoding = "utf-8"
    assert "Hệ thống tạm ngừng" in answer.text
    assert answer.headers["Retry-After"] == "60"


def test_a_flood_of_sign_ins_reads_when_to_come_back(site, front):
    site.kill()
    for _ in range(70):
        answer = requests.post(f"{front.url}/tai-khoan/dang-nhap/", timeout=10)
        if answer.status_code == 429:
            break
    assert answer.status_code == 429
    answer.encoding = "utf-8"
    assert "Quá nhiều lượt đăng nhập" in answer.text
    assert answer.headers["Retry-After"] == "60"


STRICT = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-site",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
}


def test_files_that_nginx_sends_itself_carry_the_strict_headers(site, front, tmp_path):
    media = tmp_path / "nginx/media/images"
    media.mkdir(parents=True)
    (media / "a.png").write_bytes(b"x")
    paths = ["/media/images/a.png", "/media/khong-co.png", "/static/portal/503.html", "/static/khong-co.js"]
    for path, policy in zip(paths, ["'none'; sandbox"] * 2 + ["'self'; script-src"] * 2, strict=True):
        answer = requests.get(front.url + path, timeout=10)
        assert answer.status_code == (404 if "khong-co" in path else 200)
        assert {name: answer.headers.get(name) for name in STRICT} == STRICT
        assert f"default-src {policy}" in answer.headers["Content-Security-Policy"]
    assert "immutable" in requests.get(front.url + paths[2], timeout=10).headers["Cache-Control"]


def test_no_log_of_nginx_or_of_the_site_repeats_a_link_a_token_or_a_search(site, front):
    declared = {prefix for prefixes in hooks.call("secret_url_prefixes") for prefix in prefixes}
    keys = ["/admin/password_reset/confirm/", "/accounts/password/reset/key/"]
    paths = [f"{prefix}PLANTED.1:a/" for prefix in (*declared, *keys)]
    paths += ["/admin/pages/?q=PLANTED", "/tim-kiem/?q=PLANTED", "/video/1/?s=PLANTED", "/a//?PLANTED"]
    for path in paths:
        requests.get(front.url + path, headers={"Referer": f"{front.url}/thi-sinh/PLANTED/"}, timeout=10)
    requests.post(
        f"{front.url}/thi-sinh/?PLANTED", headers={"Referer": "https://a.example/?PLANTED"}, timeout=10
    )
    site.kill()
    for path in paths:
        assert requests.get(front.url + path, timeout=10).status_code == 502
    logs = {log.name: log.read_text() for log in (*front.folder.glob("*.log"), *site.folder.glob("*.log"))}
    assert len(logs["access.log"].splitlines()) > 2 * len(paths)
    assert " 502 " in logs["access.log"]
    assert "PLANTED" not in "".join(logs.values())


def test_a_flood_of_sign_ins_from_one_address_does_not_reach_the_site(site, front):
    address = f"{front.url}/tai-khoan/dang-nhap/"
    statuses = [requests.post(address, data={"login": "a"}, timeout=10).status_code for _ in range(75)]
    assert statuses[0] == 403  # no token: the site's answer
    assert statuses.count(429) > 5
    assert requests.get(address, timeout=10).status_code == 200
