"""Mailings in the words of a test."""

from __future__ import annotations

from contest_pages.mailings.domain import Draft, begin_draft
from contest_pages.mailings.models import Mailing
from contest_pages.mailings.queries import counts_of
from contest_pages.mailings.tasks import send_mailing
from tests.factories import UserFactory
from tests.factories.pages import NOW

TEXT = "Kính gửi bạn,\n\nLễ trao giải lúc 8 giờ ngày 20/12/2024.\n\nBan Tổ chức"


def draft(contest, audience="registrations", *, actor=None, **fields) -> Mailing:
    """Save a draft to an audience, by default to all contestants."""
    words = {"filters": {}, "purpose": "", "subject": "Thư mời", "text": TEXT, **fields}
    return begin_draft(contest=contest, draft=Draft(audience, **words), actor=actor or UserFactory(), now=NOW)


def send(mailing: Mailing, *, actor=None, now=NOW, **changes) -> Mailing:
    """Send a draft off to as many as it reaches now."""
    seen = {"confirmed": counts_of(mailing).total, "seen_at": mailing.changed_at, **changes}
    return send_mailing(mailing=mailing, actor=actor or UserFactory(), now=now, **seen)
