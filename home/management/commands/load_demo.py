"""Load a demo site with its contests, and print its accounts."""

from __future__ import annotations

import io
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.test.utils import override_settings
from django.utils import timezone, translation
from wagtail.models import Site

from contest_pages import hooks
from contest_pages.entries.models import Entry
from contest_pages.notices.models import Notice
from contest_pages.registrations.letters import personal_link
from contest_pages.registrations.models import Registration
from home.demo import activities, build, events, guides, jury, people, quiz, rosters, texts
from home.demo.english import publish_english
from home.models import HomePage


class Command(BaseCommand):
    """Load the demo once; later runs only print addresses and accounts."""

    help = "Load demo content. Refuses to run on production settings."

    def handle(self, *args, **options):
        """Refuse, load, or just print."""
        if not settings.DEBUG or not hasattr(settings, "OUTBOX_DIR"):
            raise CommandError("The demo has known accounts and is for development settings only.")
        password = self._password()
        if not HomePage.objects.exists():
            self._load(password)
        self._address()
        self._print(password)

    def _address(self) -> None:
        """Set the port of the site, so that links in letters work with the present PORT."""
        site = Site.objects.get(is_default_site=True)
        site.hostname, site.port = "127.0.0.1", int(os.environ.get("PORT", "8000"))
        site.save()

    def _password(self) -> str:
        """Return the demo's password, created at the first run and stored for later ones."""
        file = Path(settings.VAR_DIR) / "demo-password"
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch(mode=0o600)
            file.write_text(f"thi-{secrets.token_hex(5)}")
        return file.read_text()

    def _load(self, password: str) -> None:
        self.stdout.write("Loading the demo (about a minute: it makes its own pictures and videos) …")
        quiet = {**settings.CONTEST_PAGES, "TASK_BACKEND": "quiet"}
        tasks = {
            **settings.TASKS,
            "quiet": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": []},
        }
        # Invented people get no letters, and their videos are examined here rather than by a worker;
        # callbacks after the commit need these settings.
        with (
            override_settings(CONTEST_PAGES=quiet, TASKS=tasks),
            translation.override("vi"),
            transaction.atomic(),
        ):
            self._build(password)

    def _build(self, password: str) -> None:
        now = timezone.now()
        index = build.make_site()
        call_command("contest_set_up_roles", stdout=io.StringIO())
        people.make_accounts(password)
        users = get_user_model().objects
        editor = users.get(username="bientap")
        build.make_units()
        finished = build.finished_contest(index, editor)
        current = build.current_contest(index, editor, now)
        guide = guides.page_with_form(index, current, editor)
        guides.help_pages(guide, editor)
        events.award_night(current, editor, now)
        events.partners()
        activities.calendar(index, editor, now)
        publish_english(current)
        call_command("contest_set_up_roles", stdout=io.StringIO())  # over the English list too
        people.fill_contests(finished, current, jury.minute_contest(index, editor, now), editor, now)
        people.fill_teams(build.team_contest(index, editor, now), now)
        rosters.roster_form(quiz.quiz_contest(index, editor, now), editor, now)
        hooks.call("demo", index=index, editor=editor, now=now)
        Notice.objects.open().delete()

    def _print(self, password: str) -> None:
        base = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
        waiting = Entry.objects.awaiting_review().count()
        people_alone = Registration.objects.active().filter(kind="individual", roster=None)
        contestant = people_alone.filter(contest__slug=texts.CURRENT["slug"]).order_by("-created_at").first()
        player = people_alone.filter(contest__slug=quiz.SLUG).order_by("-pk").first()
        lines = [
            "",
            f"  The site           {base}/",
            f"  The admin          {base}/admin/",
            f"  Letters it sent    {base}/outbox/",
        ]
        if contestant:
            lines.append(f"  A contestant       {personal_link(contestant)}")
        if player:
            lines.append(f"  One of the quiz    {personal_link(player)}")
        if roster := Registration.objects.active().filter(kind="roster").order_by("pk").first():
            lines.append(f"  A unit's contact   {personal_link(roster)}")
        if juror := jury.juror_link():
            lines.append(f"  A juror            {juror}")
        lines += [
            "",
            f"  Accounts, all with the password  {password}",
            "    vietbai              writer: hands pages over to the editor",
            "    bientap              editor: writes and publishes",
            f"    kiemduyet, kiemduyet2  moderators: {waiting} entries wait for a decision",
            "    truongban, giamkhao1 … giamkhao5  the chair and the jurors: their works stand on the first page",
            "    thuky1, thuky2      secretaries of juries: a paper sheet waits to be typed the second time",
            "    soancauhoi, duyetcauhoi  question writers: one writes, the other checks",
            "    bantochuc            organiser: registrations, entries, quizzes, results",
            "    quantri              site administrator: users, units, workflows",
            "",
        ]
        self.stdout.write("\n".join(lines))
