"""Clean copies in the browser: they play to their end, last as long as was judged, and show what the film shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from contest_pages.entries.domain import sandbox
from tests.entries.films import BITS, break_packets, make_film, set_edits, shown

PLAY = """async ([address, bits]) => {
    const video = document.createElement("video");
    video.muted = true;
    document.body.append(video);
    const until = name => new Promise((resolve, reject) => {
        video.addEventListener(name, resolve, { once: true });
        video.addEventListener("error", () => reject(new Error(video.error.message)), { once: true });
    });
    const ready = until("loadeddata");
    video.src = address;
    await ready;
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
    const brush = canvas.getContext("2d", { willReadFrequently: true });
    const numbers = [];
    function read() {
        brush.drawImage(video, 0, 0);
        let number = 0;
        for (let bit = 0; bit < bits; bit++) {
            const [red] = brush.getImageData((bit + 0.5) * canvas.width / bits, canvas.height / 2, 1, 1).data;
            if (red > 125) number |= 1 << bit;
        }
        numbers.push(number);
        video.requestVideoFrameCallback(read);
    }
    video.requestVideoFrameCallback(read);
    const ended = until("ended");
    await video.play();
    await ended;
    return { seconds: video.duration, numbers };
}"""


def cut(folder: Path) -> Path:
    return set_edits(set_edits(make_film(folder / "cut.mp4", gop=60), 0, [(2.7, 2)]), 1, [(2.5, 2)])


FILMS: dict[str, Callable[[Path], Path]] = {
    "cut without encoding": cut,
    "AV1": lambda folder: make_film(folder / "film.mp4", seconds=2, codec="libsvtav1"),
    "sound of an old phone": lambda folder: make_film(
        folder / "film.3gp", seconds=2, sound="libopencore_amrnb"
    ),
    "broken packets": lambda folder: break_packets(
        make_film(folder / "broken.mp4", seconds=3), "video", [5, 13, 22], b"\xff"
    ),
}


def test_the_browser_shows_of_a_copy_what_was_judged(new_context, tmp_path):
    copy = tmp_path / "playable.mp4"
    tab = new_context().new_page()
    tab.route("https://films.example/**", lambda route: route.fulfill(body="", content_type="text/html"))
    tab.route("https://films.example/*.mp4", lambda route: route.fulfill(path=copy))
    tab.goto("https://films.example/")
    for kind, make in FILMS.items():
        order = {
            "source": str(make(tmp_path)),
            "folder": str(tmp_path),
            "memory": 512 * 1024**2,
            "seconds": 60,
        }
        facts = sandbox.run("probe", order, seconds=60, on_progress=lambda percent: None)["facts"]
        played = tab.evaluate(PLAY, [f"/{len(kind)}.mp4", BITS])
        assert played["seconds"] == pytest.approx(facts["seconds"], abs=0.11), kind
        numbers = [number for _second, number in shown(copy)]
        if kind == "cut without encoding":
            assert set(played["numbers"]) <= set(numbers)
        assert len(set(played["numbers"])) > len(numbers) / 2, kind  # a busy machine leaves out some
