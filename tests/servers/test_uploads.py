"""Uploads that are interrupted on purpose, by a third-party tus client: nothing is lost, with a single video in the end."""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import socket
import subprocess
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError

MB = 1024**2
SIZE = 24 * MB
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture(scope="module")
def film(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    path.write_bytes(random.Random(4).randbytes(SIZE))
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def creation(site) -> str:
    return site.url + site.content["uploads"][0]


def uploader(site, film, url=None):
    client = TusClient(creation(site))
    return client.uploader(str(film), chunk_size=2 * MB, url=url, retries=0)


def offset(url: str) -> int:
    return int(requests.head(url, headers=TUS, timeout=30).headers["Upload-Offset"])


def only_video_is(site, film) -> None:
    """Check that the entry has exactly one video, whole and unchanged."""
    rows = site.rows(
        "SELECT v.size, v.sha256, v.original FROM contest_entries_videoasset v"
        " JOIN contest_entries_entry e ON e.video_id = v.id"
    )
    assert [row[:2] for row in rows] == [(SIZE, digest(film))]
    assert digest(site.files / "private" / rows[0][2]) == digest(film)
    assert site.rows("SELECT count(*) FROM contest_entries_videoasset") == [(1,)]
    assert site.rows("SELECT count(*) FROM contest_entries_entry") == [(1,)]


def send_slowly(url: str, film: Path, begin: int, stop_at: int) -> None:
    """Send a large chunk slowly through a socket, until `stop_at` bytes have arrived or the connection breaks."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port)) as line, film.open("rb") as source:
        line.sendall(
            f"PATCH {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nTus-Resumable: 1.0.0\r\n"
            f"Upload-Offset: {begin}\r\nContent-Type: application/offset+octet-stream\r\n"
            f"Content-Length: {SIZE - begin}\r\n\r\n".encode()
        )
        source.seek(begin)
        with contextlib.suppress(OSError):
            while source.tell() < stop_at:
                line.sendall(source.read(min(256 * 1024, stop_at - source.tell())))
            time.sleep(0.4)


def test_a_third_party_client_sends_a_video(site, film):
    sender = uploader(site, film)
    sender.upload()
    assert offset(sender.url) == SIZE
    only_video_is(site, film)


def test_killed_at_10_50_and_99_percent_and_started_again_nothing_is_lost(site, film):
    sender = uploader(site, film)
    sender.set_url(sender.create_url())
    for percent in (10, 50, 99):
        arrived = offset(sender.url)
        goal = SIZE * percent // 100
        sending = threading.Thread(target=send_slowly, args=(sender.url, film, arrived, goal))
        sending.start()
        for _ in range(100):
            time.sleep(0.05)
            if site_size(site) >= goal - MB:
                break
        site.kill()
        sending.join()
        site.start()
        kept = offset(sender.url)
        assert arrived < kept <= goal
        assert kept >= goal - MB, f"{percent} %: {goal - kept} bytes lost"
    again = uploader(site, film, url=sender.url)
    again.upload()
    only_video_is(site, film)


def site_size(site) -> int:
    [name] = site.rows("SELECT original FROM contest_entries_upload")
    return (site.files / "private" / name[0]).stat().st_size


def test_killed_after_the_last_byte_the_video_is_found_by_a_head_request(site, film):
    sender = uploader(site, film)
    sender.set_url(sender.create_url())
    [name] = site.rows("SELECT original FROM contest_entries_upload")
    (site.files / "private" / name[0]).write_bytes(film.read_bytes())  # the crash came before the database
    assert offset(sender.url) == SIZE
    only_video_is(site, film)


def test_a_connection_that_breaks_within_a_chunk_is_resumed_there(site, film):
    sender = uploader(site, film)
    sender.set_url(sender.create_url())
    send_slowly(sender.url, film, 0, 9 * MB)
    for _ in range(50):
        if offset(sender.url) == 9 * MB:
            break
        time.sleep(0.1)
    assert offset(sender.url) == 9 * MB
    uploader(site, film, url=sender.url).upload()
    only_video_is(site, film)


def test_two_windows_that_send_the_same_upload_make_one_video(site, film):
    sender = uploader(site, film)
    sender.set_url(sender.create_url())
    statuses: list[int] = []

    def window():
        while True:
            here = offset(sender.url)
            if here == SIZE:
                return
            with film.open("rb") as source:
                source.seek(here)
                answer = requests.patch(
                    sender.url,
                    data=source.read(3 * MB),
                    headers={
                        **TUS,
                        "Upload-Offset": str(here),
                        "Content-Type": "application/offset+octet-stream",
                    },
                    timeout=60,
                )
            statuses.append(answer.status_code)

    windows = [threading.Thread(target=window) for _ in range(3)]
    for thread in windows:
        thread.start()
    for thread in windows:
        thread.join()
    assert set(statuses) <= {204, 409, 423, 403}
    only_video_is(site, film)


def test_without_a_database_for_ten_seconds_the_upload_waits_and_arrives(site, film):
    sender = uploader(site, film)
    sender.upload_chunk()
    aside = site.database.with_suffix(".aside")

    def cut():
        site.database.rename(aside)
        site.database.mkdir()
        time.sleep(10)
        site.database.rmdir()
        aside.rename(site.database)

    requests.get(site.url + "/healthz", timeout=5)
    cutting = threading.Thread(target=cut)
    cutting.start()
    refused = 0
    while sender.offset < SIZE:
        try:
            sender.upload_chunk()
        except (TusCommunicationError, requests.RequestException):
            refused += 1
            time.sleep(1)
            with contextlib.suppress(TusCommunicationError):
                sender.offset = sender.get_offset()
    cutting.join()
    assert refused >= 3
    only_video_is(site, film)


def closed(site, minutes: int) -> None:
    """Let the round have closed some minutes ago, during an upload that was begun ten minutes before."""
    site.rows_changed(
        f"UPDATE contest_contests_contestroundpage SET closes_at = datetime('now', '-{minutes} minutes')"
    )
    site.rows_changed(
        f"UPDATE contest_entries_entry SET sending_since = datetime('now', '-{minutes + 10} minutes')"
    )


def test_when_the_clock_passes_the_deadline_in_the_middle_the_rest_has_the_grace_time(site, film):
    sender = uploader(site, film)
    sender.upload_chunk()
    closed(site, minutes=30)
    sender.upload()
    only_video_is(site, film)


def test_after_the_grace_time_the_rest_is_refused_and_what_arrived_makes_no_video(site, film):
    sender = uploader(site, film)
    sender.upload_chunk()
    closed(site, minutes=61)
    with pytest.raises(TusCommunicationError) as late:
        sender.upload()
    assert late.value.status_code == 403
    assert "Đã hết hạn nhận tác phẩm" in late.value.response_content.decode()
    assert site.rows("SELECT count(*) FROM contest_entries_videoasset") == [(0,)]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_disk_that_is_full_keeps_what_arrived_and_goes_on_when_there_is_room(built, tmp_path, film):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=10m", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        site = built.copy(tmp_path, files=disk)
        # The rules' room was there when it began: another process has filled the disk since.
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        site.start()
        sender = uploader(site, film)
        sender.set_url(sender.create_url())
        subprocess.run(["mount", "-o", "remount,size=10m", str(disk)], check=True)
        sender.offset = 0
        with pytest.raises(TusCommunicationError) as full:
            sender.upload()
        assert full.value.status_code == 507
        kept = offset(sender.url)
        assert 6 * MB < kept <= 10 * MB
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        uploader(site, film, url=sender.url).upload()
        only_video_is(site, film)
        site.kill()
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)


def test_the_servers_log_holds_no_address_of_an_upload(site, film):
    sender = uploader(site, film)
    sender.upload()
    requests.patch(sender.url, data=b"x", headers=TUS, timeout=10)
    requests.head(sender.url + "x", headers=TUS, timeout=10)
    site.database.rename(site.database.with_suffix(".aside"))
    assert requests.head(sender.url, headers=TUS, timeout=10).status_code == 503
    assert requests.get(site.url + site.content["entries"][0], timeout=10).status_code == 503
    log = (site.folder / "gunicorn.log").read_text()
    assert "/tus/…" in log
    assert sender.url.split("~")[1].strip("/") not in log
    assert site.content["uploads"][0].split("/")[2] not in log
