"""What must be true of the spelling bee once its app is installed, walked through in the host's process."""

from __future__ import annotations

import datetime

from django.contrib.auth.models import Group
from django.core import mail, signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contest_pages import conf, hooks
from contest_pages.contests.publish_checks import blocking_findings
from contest_pages.http.log_filters import scrub
from contest_pages.registrations.models import Registration

from .models import Spelling, SpellingRoundPage


def walk(contest) -> None:
    """Publish the round, open it as a visitor, spell as a contestant, look at rights, logs and settings."""
    round_page = SpellingRoundPage.objects.get()  # offered among the usual pages
    assert [str(finding.words) for finding in blocking_findings(round_page, timezone.now())] == [
        "The word to be spelled is missing."
    ]
    assert not round_page.live
    round_page.word, round_page.opens_at = "nghiêng", timezone.now() - datetime.timedelta(hours=1)
    round_page.save_revision().publish()
    assert b"7 letters" in Client().get(round_page.get_url()).content
    assert b"Spell a word" in Client().get(contest.get_url()).content

    registration = Registration.objects.get()
    address = reverse(
        "spelling_spell", args=[signing.dumps([round_page.pk, registration.pk], salt="spelling")]
    )
    for letters in ("nghieng", "second try"):
        assert Client().get(address, {"letters": letters}).content == b"nghieng"
    assert Spelling.objects.count() == 1
    assert [letter.subject for letter in mail.outbox].count("Spelled") == 1
    assert scrub(address) == "/spell/…/"
    assert any(hooks.call("round_is_frozen", round_page=round_page))

    organisers = Group.objects.get(name="Ban tổ chức cuộc thi")
    assert organisers.permissions.filter(codename="view_spelling").exists()
    assert conf.get("SPELLING_LETTERS") == 50
