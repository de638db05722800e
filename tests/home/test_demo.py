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

pytestmark = pytest.mark.django_db


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
    assert "Đang nhận tác phẩm" in html
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
