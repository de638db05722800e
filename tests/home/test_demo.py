"""The demo: loaded through the domain, twice without harm, and whole."""

from __future__ import annotations

import io

import pytest
from django.contrib.auth import authenticate
from django.core import mail
from django.core.mail import send_mail
from django.core.management import call_command
from django.utils import timezone

from contest_pages.contests.models import ContestPage
from contest_pages.entries.models import Entry, EntryRoundPage
from contest_pages.review.domain.recording import verify
from contest_pages.standings.models import Award
from home.demo import people
from home.demo.videos import make_video

pytestmark = pytest.mark.django_db


@pytest.fixture
def development(settings, tmp_path, monkeypatch):
    """Return a function that loads the demo as a developer's machine does, with one film for all entries."""
    settings.DEBUG, settings.OUTBOX_DIR, settings.VAR_DIR = True, tmp_path / "outbox", tmp_path
    settings.CONTEST_PAGES = {
        **settings.CONTEST_PAGES,
        "RENDITION_LINES": (),
    }  # half of the time, and not the demo's

    def one_film(folder, lengths):
        film = make_video(folder / "film.mp4", seconds=250).read_bytes()
        for number in range(len(lengths)):  # an empty box more each, since a file is taken once
            (folder / f"{number}.mp4").write_bytes(film + b"\0\0\0\x08free" * number)
        return [folder / f"{number}.mp4" for number in range(len(lengths))]

    monkeypatch.setattr(people, "draw_videos", one_film)

    def load() -> str:
        output = io.StringIO()
        call_command("load_demo", stdout=output)
        return output.getvalue()

    return load


def test_the_demo_has_a_finished_contest_with_winners_and_an_open_one(development, client):
    output = development()
    phases = {contest.slug: str(contest.phase(timezone.now())) for contest in ContestPage.objects.all()}
    assert sorted(phases.values()) == ["announced", "finished", "open", "open", "open"]
    assert sorted(Entry.objects.values_list("state", flat=True)) == [
        *["accepted"] * 8,
        "changes",
        "rejected",
        *["submitted"] * 2,
    ]
    for round_page in EntryRoundPage.objects.all():
        assert verify(round_page.pk).is_sound
    assert Award.objects.effective().filter(ranking=None).count() == 6
    assert Award.objects.effective().filter(ranking__isnull=False).count() == 6
    call_command("contest_recompute_standings", check=True, stdout=io.StringIO())
    html = client.get("/").content.decode()
    assert "Đang nhận bài" in html
    assert "Đã kết thúc" in html
    assert html.count("contest-award__prize") == 6
    password = next(line.split()[-1] for line in output.splitlines() if "password" in line)
    for name in people.ACCOUNTS:
        assert authenticate(username=name, password=password), name
    assert mail.outbox == []
    pages = ContestPage.objects.count()
    again = development()
    assert password in again
    assert ContestPage.objects.count() == pages


def test_the_demo_refuses_other_settings(db):
    with pytest.raises(Exception, match="development settings only"):
        call_command("load_demo")


def test_letters_of_the_demo_are_printed_and_kept(settings, tmp_path, capsys, rf):
    from home.outbox import outbox

    settings.DEBUG, settings.OUTBOX_DIR = True, tmp_path
    settings.EMAIL_BACKEND = "home.outbox.OutboxBackend"
    send_mail("Mã đăng ký", "Kính gửi bạn,\nhttp://127.0.0.1/thi-sinh/x/", None, ["ban@vidu.example"])
    assert "ban@vidu.example" in capsys.readouterr().out
    html = outbox(rf.get("/outbox/")).content.decode()
    assert "Mã đăng ký" in html
    assert 'href="http://127.0.0.1/thi-sinh/x/"' in html
