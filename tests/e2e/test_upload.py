"""A video on its way from a phone: the line breaks, the browser closes, the server falls; it arrives."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.s3 import client_of

SLOW = 700_000  # bytes a second
MB = 1024**2


@pytest.fixture
def page_of_entry(site) -> str:
    return site.url + site.content["entries"][0]


@pytest.fixture
def tab(phone, shots) -> Tab:
    phone.shot = lambda name: phone.screenshot(path=shots / f"{name}.png", full_page=True)
    return phone


def throttle(tab: Tab, bytes_per_second: int) -> None:
    """Make the tab's line as slow as one in the mountains; -1 frees it."""
    line = tab.context.new_cdp_session(tab)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": 60,
            "downloadThroughput": -1,
            "uploadThroughput": bytes_per_second,
        },
    )


def says(tab: Tab):
    return tab.locator("[data-contest-says]")


def percent(tab: Tab) -> int:
    return int(float(tab.locator("[data-contest-progress] progress").evaluate("bar => bar.value")) / 10)


def wait_for_percent(tab: Tab, least: int) -> None:
    tab.wait_for_function(
        "least => document.querySelector('[data-contest-progress] progress').value >= least * 10",
        arg=least,
        timeout=60_000,
    )


def arrived(tab: Tab) -> None:
    expect(tab.locator(".contest-video-state")).to_contain_text(
        "Video của bạn đáp ứng thể lệ", timeout=60_000
    )


def stored(site) -> list[str]:
    return [
        hashlib.sha256((site.files / "private" / name).read_bytes()).hexdigest()
        for (name,) in site.rows("SELECT original FROM contest_entries_videoasset")
    ]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_video_arrives_although_the_server_falls_in_the_middle(site, tab, page_of_entry, films):
    tab.goto(page_of_entry)
    tab.shot("01-form")
    throttle(tab, SLOW)
    tab.get_by_label("Tệp video").set_input_files(films["right"])
    wait_for_percent(tab, 15)
    progress = tab.locator("[data-contest-progress]")
    expect(progress).to_contain_text(re.compile(r"\d+%\s+· [\d,]+ trong [\d,]+ MB\s+còn khoảng"))
    tab.shot("02-sending")
    site.kill()
    expect(says(tab)).to_contain_text(re.compile(r"Mất kết nối, đã tải lên \d+%"), timeout=20_000)
    tab.shot("03-line-gone")
    tab.get_by_label("Tên tác phẩm").fill("Qua mấy con đèo")
    site.start()
    throttle(tab, -1)
    arrived(tab)
    tab.shot("04-meets-the-rules")
    assert stored(site) == [digest(films["right"])]
    for box in tab.get_by_role("checkbox").all():
        box.check()
    tab.get_by_role("button", name="Nộp tác phẩm").click()
    expect(tab.locator("main")).to_contain_text("TP-0001 · Qua mấy con đèo")
    tab.shot("05-handed-in")
    assert site.rows("SELECT count(*) FROM contest_entries_entry") == [(1,)]


def test_pause_go_on_and_go_on_tomorrow(site, tab, page_of_entry, films):
    tab.goto(page_of_entry)
    throttle(tab, SLOW)
    tab.get_by_label("Tệp video").set_input_files(films["right"])
    wait_for_percent(tab, 10)
    tab.get_by_role("button", name="Tạm dừng").click()
    expect(says(tab)).to_contain_text("Đã tạm dừng ở")
    expect(tab.get_by_role("button", name="Tiếp tục")).to_be_focused()
    tab.shot("06-paused")
    tab.wait_for_timeout(800)
    kept = percent(tab)
    tab.keyboard.press("Enter")
    wait_for_percent(tab, kept + 5)
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.goto("about:blank")  # the browser is closed
    tab.goto(page_of_entry)
    expect(tab.locator("[data-contest-unfinished]")).to_contain_text("Có một tệp tải lên chưa xong")
    tab.shot("07-unfinished")
    sent: list[int] = []
    tab.on(
        "request",
        lambda request: (
            sent.append(int(request.headers.get("upload-offset", 0))) if request.method == "PATCH" else None
        ),
    )
    throttle(tab, -1)
    tab.get_by_label("Tệp video").set_input_files(films["right"])
    arrived(tab)
    assert sent[0] > 0, "the first piece was not sent again"
    assert stored(site) == [digest(films["right"])]


def test_what_breaks_the_rules_is_said_before_a_byte_is_sent(site, tab, page_of_entry, films, tmp_path):
    tab.goto(page_of_entry)
    sent: list[str] = []
    tab.on("request", lambda request: sent.append(request.method) if "tai-len" in request.url else None)
    tab.get_by_label("Tệp video").set_input_files(films["short"])
    expect(says(tab)).to_contain_text("Thời lượng 3 phút; Thể lệ yêu cầu 4–5 phút.")
    tab.shot("08-too-short")
    words = tmp_path / "thơ.txt"
    words.write_text("không phải phim")
    tab.get_by_label("Tệp video").set_input_files(words)
    expect(says(tab)).to_contain_text("Tệp này không phải video MP4 hoặc MOV")
    assert sent == []
    tab.get_by_label("Tệp video").set_input_files(films["short"])
    tab.get_by_role("button", name="Vẫn tải lên để hệ thống kiểm tra").click()
    standing = tab.locator(".contest-video-state")
    expect(standing).to_contain_text("Video chưa đạt yêu cầu", timeout=60_000)
    expect(standing).to_contain_text("4–5 phút")
    tab.shot("09-breaks-a-rule")


def test_handing_in_while_the_video_is_on_its_way_waits_for_it(site, tab, page_of_entry, films):
    tab.goto(page_of_entry)
    tab.get_by_label("Tên tác phẩm").fill("Gửi trước, đến sau")
    for box in tab.get_by_role("checkbox").all():
        box.check()
    throttle(tab, SLOW)
    tab.get_by_label("Tệp video").set_input_files(films["right"])
    wait_for_percent(tab, 5)
    tab.get_by_role("button", name="Nộp tác phẩm").click()
    expect(tab.locator("[data-contest-then]")).to_be_visible()
    tab.shot("10-hand-in-when-arrived")
    throttle(tab, -1)
    expect(tab.locator("main")).to_contain_text("TP-0001 · Gửi trước, đến sau", timeout=60_000)
    assert site.rows("SELECT count(*) FROM contest_entries_entry WHERE number IS NOT NULL") == [(1,)]


def test_a_draft_is_saved_while_it_is_written_and_says_when_it_is_not(site, tab, page_of_entry):
    tab.goto(page_of_entry)
    tab.get_by_label("Tên tác phẩm").fill("Chữ không mất")
    expect(tab.locator("[data-contest-saved]")).to_contain_text("Đã lưu bản nháp lúc", timeout=10_000)
    site.kill()
    tab.get_by_label("Giới thiệu tác phẩm").fill("Đang viết thì mất mạng")
    expect(tab.locator("[data-contest-saved]")).to_contain_text("Chưa lưu được", timeout=10_000)
    tab.shot("11-not-saved")
    site.start()
    expect(tab.locator("[data-contest-saved]")).to_contain_text("Đã lưu bản nháp lúc", timeout=30_000)
    assert site.rows("SELECT title, summary FROM contest_entries_entry") == [
        ("Chữ không mất", "Đang viết thì mất mạng")
    ]


def test_stopping_an_upload_asks_once_more_and_throws_away_what_arrived(site, tab, page_of_entry, films):
    tab.goto(page_of_entry)
    throttle(tab, SLOW)
    tab.get_by_label("Tệp video").set_input_files(films["right"])
    wait_for_percent(tab, 5)
    tab.once("dialog", lambda dialog: dialog.dismiss())
    tab.get_by_role("button", name="Hủy tải lên").click()
    expect(tab.get_by_role("button", name="Hủy tải lên")).to_be_visible()
    tab.once("dialog", lambda dialog: dialog.accept())
    with tab.expect_response(lambda answer: answer.request.method == "DELETE") as ended:
        tab.get_by_role("button", name="Hủy tải lên").click()
    assert ended.value.status == 204
    expect(tab.locator("[data-contest-progress]")).to_be_hidden()
    assert site.rows("SELECT count(*) FROM contest_entries_upload") == [(0,)]
    assert stored(site) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_the_form_of_an_entry_has_no_barriers(site, tab, page_of_entry, films, width):
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(page_of_entry)
    tab.get_by_label("Tệp video").set_input_files(films["right"])
    arrived(tab)
    tab.shot(f"12-at-{width}")
    found = Axe().run(tab, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
    wide = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


def test_the_player_offers_the_qualities_and_keeps_the_place(built, tab, tmp_path, films):
    site = built.copy(tmp_path)
    site.start()
    try:
        tab.goto(site.url + site.content["entries"][0])
        tab.get_by_label("Tệp video").set_input_files(films["right"])
        arrived(tab)
        player = tab.locator("[data-contest-player]")
        tab.reload()
        choice = player.get_by_label("Chất lượng")
        expect(choice.locator("option")).to_have_text(["480p", "720p", "Chất lượng gốc"])
        expect(choice).to_have_value("480")  # a narrow screen needs no more
        player.locator("video").evaluate("video => { video.muted = true; video.currentTime = 2; }")
        choice.select_option("720")
        tab.wait_for_function("() => document.querySelector('video').currentSrc.includes('/720/')")
        tab.wait_for_function("() => document.querySelector('video').currentTime >= 2")
        tab.reload()
        expect(choice).to_have_value("720")  # as it was chosen
    finally:
        site.kill()


@pytest.fixture
def storage():
    """Return a local object storage: its address, and a client with the bucket."""
    moto = pytest.importorskip("moto.server")
    pytest.importorskip("boto3")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    endpoint = "http://{}:{}".format(*server.get_host_and_port())
    yield SimpleNamespace(endpoint=endpoint, bucket=client_of(endpoint))
    server.stop()


@pytest.fixture(params=["disk", "object storage"])
def storing(request, built, tmp_path):
    """Return a running site with each storage, and a function that gives the checksums of its videos."""
    site = built.copy(tmp_path)
    site.extra = {"TEST_COPIES": "0"}
    bucket = None
    if request.param == "object storage":
        used = request.getfixturevalue("storage")
        site.extra["TEST_S3"], bucket = used.endpoint, used.bucket
    site.start()

    def checksums() -> list[str]:
        if bucket is None:
            return stored(site)
        return [
            hashlib.sha256(bucket.get_object(Bucket="videos", Key=name)["Body"].read()).hexdigest()
            for (name,) in site.rows("SELECT original FROM contest_entries_videoasset")
        ]

    yield SimpleNamespace(site=site, checksums=checksums)
    site.kill()


def long_film(films, path: Path, mark: bytes) -> Path:
    """Return a copy of the right film with 20 MB of free space behind it; `mark`, of 4 bytes, is in its head."""
    film = bytearray(films["right"].read_bytes())
    film[12:16] = mark  # the minor version of its brand, which no player reads
    free = 20 * MB
    path.write_bytes(bytes(film) + free.to_bytes(4) + b"free" + bytes(free - 8))
    return path


def first_pieces(tab: Tab) -> list[str]:
    """Return a list that the tab fills with the place of each piece that it sends: an offset, or a part's number."""
    places: list[str] = []

    def note(request):
        if request.method == "PATCH":
            places.append(request.headers["upload-offset"])
        elif request.method == "PUT":
            places.append(parse_qs(urlsplit(request.url).query)["partNumber"][0])

    tab.on("request", note)
    return places


@pytest.mark.parametrize("chosen", ["the same film", "another film"])
def test_tomorrow_the_phone_gives_the_film_another_name_and_date(storing, tab, tmp_path, films, chosen):
    first = long_film(films, tmp_path / "IMG_0042.MP4", b"\0\0\2\0")
    second = long_film(
        films, tmp_path / "trim.7D1C2A60.MP4", b"\0\0\2\0" if chosen == "the same film" else b"\0\0\2\1"
    )
    os.utime(second, (1_600_000_000, 1_600_000_000))
    assert second.stat().st_size == first.stat().st_size
    address = storing.site.url + storing.site.content["entries"][0]
    tab.goto(address)
    throttle(tab, 8 * MB)
    tab.get_by_label("Tệp video").set_input_files(first)
    wait_for_percent(tab, 45)
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.goto("about:blank")  # the line is cut, the browser closed
    tab.goto(address)
    expect(tab.locator("[data-contest-unfinished]")).to_be_visible()
    places = first_pieces(tab)
    throttle(tab, -1)
    tab.get_by_label("Tệp video").set_input_files(second)
    arrived(tab)
    if chosen == "the same film":
        assert int(places[0]) > 1
    else:
        assert int(places[0]) <= 1
    assert storing.checksums() == [digest(second)]


def test_two_windows_do_not_send_one_film_into_each_other(site, tab, new_context, page_of_entry, films):
    tab.goto(page_of_entry)
    throttle(tab, SLOW)
    tab.get_by_label("Tệp video").set_input_files(films["right"])
    wait_for_percent(tab, 10)
    other = new_context().new_page()
    other.goto(page_of_entry)
    other.get_by_label("Tệp video").set_input_files(films["right"])
    expect(says(tab)).to_contain_text("đang được gửi từ một cửa sổ khác", timeout=60_000)
    arrived(other)
    assert stored(site) == [digest(films["right"])]


def test_with_an_object_storage_the_browser_sends_there_and_goes_on_after_a_break(
    built, tab, tmp_path, films, storage
):
    site = built.copy(tmp_path)
    site.extra = {"TEST_COPIES": "0", "TEST_S3": storage.endpoint}
    site.start()
    try:
        tab.goto(site.url + site.content["entries"][0])
        throttle(tab, SLOW)
        tab.get_by_label("Tệp video").set_input_files(films["right"])
        wait_for_percent(tab, 10)
        tab.get_by_role("button", name="Tạm dừng").click()
        expect(says(tab)).to_contain_text("Đã tạm dừng")
        site.kill()
        tab.get_by_role("button", name="Tiếp tục").click()
        expect(says(tab)).to_contain_text(re.compile(r"Mất kết nối, đã tải lên \d+%"), timeout=20_000)
        site.start()
        throttle(tab, -1)
        arrived(tab)
        [(name,)] = site.rows("SELECT original FROM contest_entries_videoasset")
        kept = storage.bucket.get_object(Bucket="videos", Key=name)["Body"].read()
        assert hashlib.sha256(kept).hexdigest() == digest(films["right"])
        tab.locator("video").evaluate("video => { video.muted = true; return video.play() }")
        tab.wait_for_function("() => document.querySelector('video').currentTime > 0.3")
    finally:
        site.kill()
