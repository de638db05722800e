"""The demo as tests load it."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from home.demo import people
from home.demo.videos import make_video


@pytest.fixture
def development(settings, tmp_path, monkeypatch):
    """Return a function that loads the demo as a developer's machine does, with one film for all entries."""
    settings.DEBUG, settings.OUTBOX_DIR, settings.VAR_DIR = True, tmp_path / "outbox", tmp_path
    settings.CONTEST_PAGES = {
        **settings.CONTEST_PAGES,
        "RENDITION_LINES": (),
    }  # half of the time, and not the demo's

    def one_film(folder, titles):
        film = make_video(folder / "film.mp4", seconds=250).read_bytes()
        for number in range(len(titles)):  # an empty box more each, since a file is taken once
            (folder / f"{number}.mp4").write_bytes(film + b"\0\0\0\x08free" * number)
        return [folder / f"{number}.mp4" for number in range(len(titles))]

    monkeypatch.setattr(people, "draw_videos", one_film)

    def load() -> str:
        output = io.StringIO()
        call_command("load_demo", stdout=output)
        return output.getvalue()

    return load
