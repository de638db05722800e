"""The demo: loaded through the domain, twice without harm, and whole."""

from __future__ import annotations

import io
import re

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core import mail
from django.core.mail import send_mail
from django.core.management import call_command
from django.db.models import Count
from django.utils import timezone

from contest_pages.contests.models import ContestPage
from contest_pages.entries.models import Entry, EntryRoundPage
from contest_pages.judging.domain.chain import verify as verify_sheets
from contest_pages.judging.models import Assignment, GapCase, JuryRoundPage, PaperCopy, ScoreSheet
from contest_pages.judging.queries.chair import open_requests
from contest_pages.review.domain.recording import verify
from contest_pages.standings.models import Award, Ranking
from home.demo import people

pytestmark = pytest.mark.django_db


def test_the_demo_has_a_finished_contest_with_winners_and_an_open_one(development, client):
    output = development()
    phases = {contest.slug: str(contest.phase(timezone.now())) for contest in ContestPage.objects.all()}
    assert sorted(phases.values()) == ["announced", "finished", "judging", "open", "open", "open"]
    assert sorted(Entry.objects.values_list("state", flat=True)) == [
        *["accepted"] * 22,
        "changes",
        "rejected",
        *["submitted"] * 2,
    ]
    for round_page in EntryRoundPage.objects.all():
        assert verify(round_page.pk).is_sound
    by_hand = Award.objects.effective().get(ranking=None)
    assert by_hand.prize.basis == "interactions"
    assert Award.objects.effective().filter(ranking__isnull=False).count() == 6 + 11
    _judged_in_2024()
    _being_judged(client, output)
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


def _judged_in_2024():
    """The finished round has all that can happen in one, at times that agree with its window."""
    page = JuryRoundPage.objects.get(opens_at__year=2024)
    assert verify_sheets(page.pk).is_sound
    sheets = ScoreSheet.objects.filter(round=page.pk)
    assert {page.opens_at <= sheet.sealed_at < page.closes_at for sheet in sheets} == {True}
    assert sheets.counted().count() == 12 * 5 - 2
    assert Assignment.objects.filter(candidate__round=page.pk, excuse="conflict").count() == 2
    corrections = sheets.filter(supersedes__isnull=False)
    assert sorted(corrections.values_list("seat__number", flat=True)) == [3, 5]
    case = GapCase.objects.get(candidate__round=page.pk)
    assert case.opened_at < case.closed_at < page.closes_at
    ranking = Ranking.objects.published().get(round=page.pk)
    assert page.closes_at < ranking.frozen_at < ranking.published_at
    rows = list(ranking.rows.order_by("rank"))
    assert [row.rank for row in rows] == list(range(1, 13))
    assert [row.score == rows[2].score for row in rows[1:5]] == [False, True, True, False], "content decides"


def _being_judged(client, output: str):
    """In the running round every juror and both secretaries have something to do, and nothing lies in the future."""
    now = timezone.now()
    page = JuryRoundPage.objects.get(opens_at__lt=now, closes_at__gt=now)
    assert verify_sheets(page.pk).is_sound
    assert page.opens_at <= min(sheet.sealed_at for sheet in ScoreSheet.objects.filter(round=page.pk))
    assert max(sheet.sealed_at for sheet in ScoreSheet.objects.filter(round=page.pk)) < now
    assert (
        not Assignment.objects.values("candidate")
        .filter(candidate__round=page.pk)
        .annotate(jurors=Count("seat"))
        .exclude(jurors=3)
    )
    for name in ("truongban", *(f"giamkhao{number}" for number in range(1, 6))):
        client.force_login(get_user_model().objects.get(username=name))
        home = client.get("/admin/").content.decode()
        path = next(iter(re.findall(r'class="button button-small" href="(/cham/[^"]+)"', home)))
        assert client.get(path, follow=True).status_code == 200, name
    assert open_requests(page.pk)
    assert PaperCopy.objects.open().get().typed_by.username == "thuky1"
    link = re.search(r"A juror\s+http://[^/]+(/cham/\S+)", output)[1]
    client.logout()
    assert client.get(link).headers["Location"].endswith("/xac-nhan/")


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
