"""The demo as tests load it."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from home.demo import people
from home.demo.videos import make_video


@pytest.fixture
def development(settings, tmp_path, monkeypatch):
    """Return a function that loads the demo as a developer's machine does, with two films for all entries."""
    settings.DEBUG, settings.OUTBOX_DIR, settings.VAR_DIR = True, tmp_path / "outbox", tmp_path
    settings.CONTEST_PAGES = {
        **settings.CONTEST_PAGES,
        "RENDITION_LINES": (),
    }  # half of the time, and not the demo's

    def two_films(folder, films):
        lengths = {
            seconds: make_video(folder / f"film-{seconds}.mp4", seconds=seconds).read_bytes()
            for seconds in (60, 250)
        }
        paths = []
        for number, (_title, seconds) in enumerate(
            films
        ):  # an empty box more each, since a file is taken once
            path = folder / f"{number}.mp4"
            path.write_bytes(lengths[60 if seconds < 100 else 250] + b"\0\0\0\x08free" * number)
            paths.append(path)
        return paths

    monkeypatch.setattr(people, "draw_videos", two_films)

    def load() -> str:
        output = io.StringIO()
        call_command("load_demo", stdout=output)
        return output.getvalue()

    return load
