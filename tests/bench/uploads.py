"""The cost of uploads, probes and copies: `python -m tests.bench.uploads [--megabytes 300]`.

Each figure stands beside a yardstick of the same run: the same bytes as one plain POST, and `cp`.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import os
import re
import resource
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from pathlib import Path
from urllib.parse import urlsplit

import django

from tests.servers.harness import ServedSite

MB = 1024**2
TUS = {"Tus-Resumable": "1.0.0"}


def connect(url: str) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    return http.client.HTTPConnection(parts.hostname, parts.port, timeout=600)


def ask(url: str, method: str, path: str, body=None, **headers) -> http.client.HTTPResponse:
    line = connect(url)
    line.request(method, path, body=body, headers=headers)
    answer = line.getresponse()
    answer.text = answer.read().decode(errors="replace")
    line.close()
    return answer


def begin(site: ServedSite, number: int, size: int) -> str:
    """Begin an upload and return the path to send to."""
    answer = ask(
        site.url,
        "POST",
        site.content["uploads"][number],
        **TUS,
        **{"Upload-Length": str(size), "Content-Length": "0"},
    )
    assert answer.status == 201, answer.text
    return urlsplit(answer.headers["Location"]).path


def by_tus(site: ServedSite, number: int, file: Path, *, piece: int = 16 * MB, rate: float = 0) -> float:
    """Send a file by tus over one connection and return the seconds it took; `rate` in bytes a second slows it."""
    size, begun = file.stat().st_size, time.monotonic()
    path, line = begin(site, number, size), connect(site.url)

    def blocks(source, left):
        while left and (block := source.read(min(64 * 1024, left))):
            left -= len(block)
            yield block
            if rate:
                time.sleep(len(block) / rate)

    with file.open("rb") as source:
        for offset in range(0, size, piece):
            length = min(piece, size - offset)
            line.request(
                "PATCH",
                path,
                body=blocks(source, length),
                headers={
                    **TUS,
                    "Upload-Offset": str(offset),
                    "Content-Type": "application/offset+octet-stream",
                    "Content-Length": str(length),
                },
            )
            answer = line.getresponse()
            answer.read()
            assert answer.status == 204, answer.status
    line.close()
    return time.monotonic() - begun


def by_post(site: ServedSite, number: int, file: Path) -> float:
    """Send a file as one multipart form, as a browser without scripts does, and return the seconds."""
    page = ask(site.url, "GET", site.content["entries"][number])
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text).group(1)
    cookie = page.headers["Set-Cookie"].split(";")[0]
    edge = "bench-7d1"
    head = (
        f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        f'--{edge}\r\nContent-Disposition: form-data; name="keep"\r\n\r\n1\r\n'
        f'--{edge}\r\nContent-Disposition: form-data; name="video"; filename="a.mp4"\r\n'
        "Content-Type: video/mp4\r\n\r\n"
    ).encode()
    tail = f"\r\n--{edge}--\r\n".encode()

    def body():
        yield head
        with file.open("rb") as source:
            while block := source.read(64 * 1024):
                yield block
        yield tail

    begun = time.monotonic()
    answer = ask(
        site.url,
        "POST",
        site.content["entries"][number],
        body(),
        Cookie=cookie,
        Referer=site.url,
        **{
            "Content-Type": f"multipart/form-data; boundary={edge}",
            "Content-Length": str(len(head) + file.stat().st_size + len(tail)),
        },
    )
    assert answer.status == 302, answer.status
    return time.monotonic() - begun


def by_cp(file: Path, folder: Path) -> float:
    begun = time.monotonic()
    shutil.copy(file, folder / "copy")
    subprocess.run(["sync", str(folder / "copy")], check=True)
    (folder / "copy").unlink()
    return time.monotonic() - begun


def one_by_one(site: ServedSite, file: Path, folder: Path) -> None:
    warm = folder / "warm"
    warm.write_bytes(os.urandom(MB))
    for number in range(8):  # both workers have loaded all that they will need
        by_tus(site, 66 + number % 4, warm)
        by_post(site, 66 + number % 4, warm)
    idle = site.worker_memory()
    times: dict[str, list[float]] = {"tus": [], "post": [], "post+sync": [], "cp": []}
    for round_number in range(3):
        os.sync()  # nobody pays for what an earlier one left to be written
        times["cp"].append(by_cp(file, folder))
        times["post"].append(by_post(site, 2 * round_number, file))
        begun = time.monotonic()
        os.sync()  # tus answers when the file is on the disk; the form does not wait for that
        times["post+sync"].append(times["post"][-1] + time.monotonic() - begun)
        times["tus"].append(by_tus(site, 2 * round_number + 1, file))
    best = {name: min(values) for name, values in times.items()}
    size = file.stat().st_size
    for name, seconds in best.items():
        print(f"  {name:9} {seconds:6.2f} s  {size / MB / seconds:6.0f} MB/s")
    print(
        f"  tus / post {best['tus'] / best['post']:.2f}   tus / post+sync {best['tus'] / best['post+sync']:.2f}   tus / cp {best['tus'] / best['cp']:.2f}   (goal: tus / post ≤ 1)"
    )
    print(
        f"  largest worker {site.worker_memory() / MB:.0f} MB, grown by {(site.worker_memory() - idle) / MB:.0f} MB (goal ≤ 40)"
    )


def together(site: ServedSite, folder: Path, count: int = 20) -> None:
    small = folder / "small"
    small.write_bytes(os.urandom(16 * MB))
    begun = time.monotonic()
    threads = [threading.Thread(target=by_tus, args=(site, 6 + n, small)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - begun
    print(
        f"  {count} uploads of 16 MB at once: {seconds:.1f} s, {count * 16 / seconds:.0f} MB/s in all, largest worker {site.worker_memory() / MB:.0f} MB"
    )


def slow_ones(site: ServedSite, pages: ServedSite, folder: Path, count: int = 40) -> None:
    """Let forty slow senders hold the uploads' server, and ask the site's own for a page meanwhile."""
    slow = folder / "slow"
    slow.write_bytes(os.urandom(2 * MB))

    def latency() -> list[float]:
        times = []
        for _ in range(30):
            begun = time.monotonic()
            assert ask(pages.url, "GET", pages.content["page"]).status == 200
            times.append((time.monotonic() - begun) * 1000)
        return times

    latency()
    alone = latency()
    threads = [
        threading.Thread(target=by_tus, args=(site, 26 + n, slow), kwargs={"rate": 140_000})
        for n in range(count)
    ]
    for thread in threads:
        thread.start()
    time.sleep(2)
    meanwhile = latency()
    for thread in threads:
        thread.join()
    print(
        f"  a page alone {statistics.median(alone):.1f} ms, beside {count} slow uploads (140 kB/s)"
        f" {statistics.median(meanwhile):.1f} ms, slowest {max(meanwhile):.0f} ms"
    )


def large_film(folder: Path, megabytes: int) -> Path:
    """Write a Full HD film of about this size: ten noisy seconds, again and again."""
    import av
    from PIL import Image

    short, path = folder / "short.mp4", folder / "film.mp4"
    with av.open(str(short), "w") as container:
        picture = container.add_stream("libx264", rate=25)
        picture.width, picture.height, picture.pix_fmt = 1920, 1080, "yuv420p"
        picture.options = {"preset": "ultrafast", "b": f"{megabytes * 8 // 250}M", "g": "50"}
        picture.bit_rate = megabytes * 8 * 1_000_000 // 250
        tone = container.add_stream("aac", rate=44100, layout="stereo")
        for number in range(250):
            small = Image.frombytes("RGB", (480, 270), os.urandom(480 * 270 * 3))
            frame = av.VideoFrame.from_image(small.resize((1920, 1080)))
            frame.pts, frame.time_base = number, Fraction(1, 25)
            container.mux(picture.encode(frame))
        container.mux(picture.encode())
        for number in range(430):
            sound = av.AudioFrame(format="s16", layout="stereo", samples=1024)
            sound.planes[0].update(os.urandom(4096))
            sound.sample_rate, sound.pts, sound.time_base = 44100, number * 1024, Fraction(1, 44100)
            container.mux(tone.encode(sound))
        container.mux(tone.encode())
    with av.open(str(path), "w") as write:
        streams, ends = {}, {}
        for turn in range(25):
            with av.open(str(short)) as read:
                for stream in read.streams:
                    if stream.index not in streams:
                        streams[stream.index] = write.add_stream_from_template(stream)
                shift = {s.index: int(turn * 10 / s.time_base) for s in read.streams}
                for packet in read.demux():
                    if packet.dts is None:
                        continue
                    index = packet.stream.index
                    packet.pts, packet.dts = packet.pts + shift[index], packet.dts + shift[index]
                    if packet.dts <= ends.get(index, -(2**60)):
                        continue
                    ends[index] = packet.dts
                    packet.stream = streams[index]
                    write.mux(packet)
    return path


def probe_times(film: Path, output: Path) -> tuple[float, float, int, float]:
    """Probe a film in a process that has had no other child; return seconds, processor, memory, length."""
    from contest_pages.entries.domain import sandbox

    os.sync()
    begun = time.monotonic()
    order = {"source": str(film), "folder": str(output), "memory": 512 * MB, "seconds": 60}
    answer = sandbox.run("probe", order, seconds=120, on_progress=lambda percent: None)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - begun, used.ru_utime, used.ru_maxrss * 1024, answer["facts"]["seconds"]


def probe_and_copy(folder: Path, megabytes: int) -> None:
    from contest_pages.entries.domain import sandbox

    film = large_film(folder, megabytes)
    output = folder / "output"
    output.mkdir()
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        seconds, processor, memory, length = pool.submit(probe_times, film, output).result()
    copied = by_cp(film, folder)
    print(
        f"  look at {film.stat().st_size / MB:.0f} MB, {length:.0f} s of Full HD: {seconds:.2f} s"
        f" ({processor:.2f} s of processor), {memory / MB:.0f} MB (goal: under 2 s and 150 MB);"
        f" cp of the file {copied:.2f} s"
    )
    length = 30
    short = folder / "thirty.mp4"
    cut(film, short, length)
    for lines in ([720, 480], [480]):
        begun = time.monotonic()
        order = {
            "source": str(short),
            "folder": str(output),
            "lines": lines,
            "memory": 1536 * MB,
            "seconds": 900,
        }
        answer = sandbox.run("render", order, seconds=900, on_progress=lambda percent: None)
        assert "facts" in answer, answer
        seconds = time.monotonic() - begun
        print(
            f"  copies {lines}: {length / seconds:.1f} × real time ({length} s of noise in {seconds:.1f} s)"
        )


def cut(film: Path, path: Path, seconds: int) -> None:
    import av

    with av.open(str(film)) as read, av.open(str(path), "w") as write:
        streams = {stream.index: write.add_stream_from_template(stream) for stream in read.streams}
        for packet in read.demux():
            if packet.dts is not None and packet.dts * packet.time_base < seconds:
                packet.stream = streams[packet.stream.index]
                write.mux(packet)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=300)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = ServedSite(folder)
        site.extra = {"TEST_TASKS": "database"}
        site.build(drafts=70).start()
        pages = ServedSite(folder / "pages", files=site.files)
        (folder / "pages").mkdir()
        pages.database, pages.content, pages.extra = site.database, site.content, site.extra
        pages.start(workers=2, threads=4)
        try:
            file = folder / "file"
            with file.open("wb") as out:
                for _ in range(options.megabytes):
                    out.write(os.urandom(MB))
            print(f"Uploads of {options.megabytes} MB, best of three (gunicorn 2 × 64 threads, SQLite):")
            one_by_one(site, file, folder)
            file.unlink()
            together(site, folder)
            slow_ones(site, pages, folder)
        finally:
            site.kill()
            pages.kill()
        print("Looks and copies:")
        probe_and_copy(folder, options.megabytes)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
django.setup()

if __name__ == "__main__":
    main()
