"""The demo's people: accounts, invented authors, their videos, the moderator and the winners."""

from __future__ import annotations

import datetime
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import File

from contest_pages.admin.roles import ROLES
from contest_pages.committees.models import CommitteeMember
from contest_pages.contests.models import ContestPage
from contest_pages.data_requests.domain import submit_request
from contest_pages.data_requests.enums import RequestKind
from contest_pages.entries.domain.drafts import EntryText, begin_draft, save_text
from contest_pages.entries.domain.submission import submit_entry
from contest_pages.entries.domain.videos import attach_file
from contest_pages.entries.enums import JobKind
from contest_pages.entries.models import Entry, EntryRoundPage, VideoJob
from contest_pages.entries.tasks import run_job
from contest_pages.registrations.domain.application import Agreement, Application
from contest_pages.registrations.domain.confirming import confirm
from contest_pages.registrations.domain.registering import register
from contest_pages.registrations.logic.people import Person
from contest_pages.registrations.models import ContestRegistrationPage
from contest_pages.results.models import ContestResultsPage
from contest_pages.review.models import ReviewCase
from contest_pages.standings.domain.giving import propose_award, publish_awards
from contest_pages.units.models import Unit

from . import jury, jury_texts, review, texts
from .build import at, child_of, publish
from .pictures import seed_for
from .videos import make_video

ACCOUNTS = {
    "vietbai": ("Viết bài", "writers"),
    "bientap": ("Biên tập", "editors"),
    "kiemduyet": ("Kiểm duyệt", "moderators"),
    "kiemduyet2": ("Kiểm duyệt 2", "moderators"),
    "truongban": ("Trưởng Ban Giám khảo", "jurors"),
    **{f"giamkhao{number}": (f"Giám khảo {number}", "jurors") for number in range(1, 6)},
    "thuky1": ("Thư ký 1", "secretaries"),
    "thuky2": ("Thư ký 2", "secretaries"),
    "soancauhoi": ("Soạn câu hỏi", "question_writers"),
    "duyetcauhoi": ("Duyệt câu hỏi", "question_writers"),
    "bantochuc": ("Ban Tổ chức", "organisers"),
    "quantri": ("Quản trị", "administrators"),
}


def make_accounts(password: str) -> None:
    """Create the accounts with the password; the groups must exist."""
    groups = {role.key: role.group for role in ROLES}
    for username, (name, role) in ACCOUNTS.items():
        user, _created = get_user_model().objects.get_or_create(
            username=username,
            defaults={"last_name": name, "first_name": "(trình diễn)", "email": f"{username}@localhost"},
        )
        user.set_password(password)
        user.save()
        user.groups.set([Group.objects.get(name=groups[role])])


def draw_videos(folder: Path, films: list[tuple[str, int]]) -> list[Path]:
    """Create a video for each title and length in seconds, of what the title names, on all cores."""
    paths = [folder / f"{number}.mp4" for number in range(len(films))]
    with ProcessPoolExecutor() as pool:
        jobs = [
            pool.submit(make_video, path, seconds=seconds, seed=seed_for(title, number))
            for number, (path, (title, seconds)) in enumerate(zip(paths, films, strict=True))
        ]
        for job in jobs:
            job.result()
    return paths


def agreements_of(form: ContestRegistrationPage) -> tuple[Agreement, ...]:
    """Return what the invented people tick: the required purposes."""
    return tuple(Agreement(p.key, p.text, p.required) for p in form.consent_notice.purpose_list)


def fill_teams(contest: ContestPage, now: datetime.datetime) -> None:
    """Register a team, leave another waiting for its confirmation, and name the committees."""
    form = child_of(contest, ContestRegistrationPage)

    def application(people: list[tuple], email: str, unit: str) -> Application:
        return Application(
            kind="team",
            people=tuple(
                Person(full_name=name, birth_date=datetime.date(year, 5, 20), is_main=main)
                for name, year, main in people
            ),
            email=email,
            phone="0900000001",
            unit=Unit.objects.get(code=unit),
            publish=frozenset({"name", "unit"}),
            agreements=agreements_of(form),
        )

    team = register(
        page=form, application=application(texts.TEAM, "doi.muongla@vidu.example", "SL-XML"), now=now
    )
    team = confirm(registration=team, now=now)
    others = [(f"{name} (đội hai)", year, main) for name, year, main in texts.TEAM]
    register(page=form, application=application(others, "doi.yenchau@vidu.example", "SL-XYC"), now=now)
    for name, committee, year in texts.COMMITTEE:
        CommitteeMember.objects.create(
            contest=contest,
            committee=committee,
            full_name=name,
            birth_date=datetime.date(year, 1, 1) if year else None,
        )
    submit_request(
        registration=team,
        kind=RequestKind.CORRECT,
        words="Xin sửa ngày sinh của thành viên thứ năm theo giấy khai sinh.",
        now=now,
    )


def enter(contest: ContestPage, row: tuple, video: Path, now: datetime.datetime):
    """Register an invented author, submit a video and probe it; return the entry."""
    title, summary, name, year, unit, publishes = row[:6]
    form, round_page = child_of(contest, ContestRegistrationPage), child_of(contest, EntryRoundPage)
    slug = "".join(letter for letter in unit.lower() if letter.isalnum())
    registration = register(
        page=form,
        application=Application(
            people=(Person(full_name=name, birth_date=datetime.date(year, 3, 15)),),
            email=f"{slug}.{year}@vidu.example",
            phone="0900000000",
            unit=Unit.objects.get(code=unit),
            publish=frozenset({"name", "unit", "picture"} if publishes else {"unit", "picture"}),
            agreements=agreements_of(form),
        ),
        now=now,
    )
    registration = confirm(registration=registration, now=now + datetime.timedelta(minutes=2))
    entry = begin_draft(round_page=round_page, registration=registration, now=now)
    entry = save_text(
        entry=entry, text=EntryText(title=title, summary=summary, unit=registration.unit), now=now
    )
    with video.open("rb") as file:
        attach_file(entry=entry, file=File(file), now=now)
    entry = submit_entry(entry=entry, declarations=contest.live_rules.declarations, now=now)
    # Probe now, so that the entry can be reviewed; the worker makes the copies when the site runs.
    run_job.func(VideoJob.objects.get(video=entry.video_id, kind=JobKind.PROBE).pk)
    passed = now + datetime.timedelta(minutes=3)
    Entry.objects.filter(pk=entry.pk).update(submitted_at=passed)
    ReviewCase.objects.filter(entry=entry).update(queued_at=passed, since=passed)
    entry.refresh_from_db()
    return entry


def fill_contests(
    finished: ContestPage, current: ContestPage, minute: ContestPage, editor, now: datetime.datetime
) -> None:
    """Hand in and review entries in three contests, let two be judged, and publish the winners of the finished one."""
    rows = [*texts.FINISHED_ENTRIES, *texts.CURRENT_ENTRIES]
    films = [(row[0], 242 + 3 * number) for number, row in enumerate(rows)]
    films += [(row[0], 50 + 2 * number) for number, row in enumerate(jury_texts.MINUTE_ENTRIES)]
    with tempfile.TemporaryDirectory() as folder:
        videos = iter(draw_videos(Path(folder), films))
        works = []
        for number, row in enumerate(texts.FINISHED_ENTRIES):
            entry = enter(
                finished, row, next(videos), at("2024-07-05", "19:30") + datetime.timedelta(days=number)
            )
            review.pass_all_steps(entry, at("2024-08-02", "09:00") + datetime.timedelta(hours=number))
            works.append(entry)
        review.close(finished, at("2024-08-10", "16:00"))
        review.arrange_three_steps(current)
        for number, row in enumerate(texts.CURRENT_ENTRIES):
            entry = enter(current, row, next(videos), now - datetime.timedelta(days=9 - 2 * number))
            review.bring_to(row[6], entry, now - datetime.timedelta(days=2, hours=number))
        for number, row in enumerate(jury_texts.MINUTE_ENTRIES):
            entry = enter(minute, row, next(videos), now - datetime.timedelta(days=30 - 2 * number))
            review.pass_all_steps(entry, now - datetime.timedelta(days=7, hours=number))
        review.close(minute, now - datetime.timedelta(days=6))
    review.tell_nobody()
    results = child_of(finished, ContestResultsPage)
    results.introduction = (
        "Ban Tổ chức chúc mừng các tác giả và cảm ơn mọi người đã tham gia cuộc thi năm 2024."
    )
    publish(results, editor)
    jury.announce(current, editor)
    jury.judge_finished(finished, editor)
    jury.judge_minute(minute, editor, now)
    _give_side_prize(finished, works[3], editor, at("2024-09-16", "10:00"))


def _give_side_prize(contest: ContestPage, entry: Entry, editor, now: datetime.datetime) -> None:
    """Give the prize of the work with the most interactions."""
    prize = contest.prizes.get(basis="interactions")
    propose_award(contest=contest, prize=prize, entry=entry, actor=editor, now=now)
    publish_awards(contest=contest, actor=editor, now=now)
