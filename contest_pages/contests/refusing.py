"""A page that would harm citizens is not published, whoever or whatever asks for it."""

from __future__ import annotations

from django.core.mail import send_mail
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from contest_pages import audit
from contest_pages.contests.situations import harms_of_publishing, is_inspected


def publishing_is_refused(revision: Revision, *, actor=None) -> bool:
    """Say whether a revision must not go live; if so, log it, take it from the schedule, tell its author.

    For publishing that nobody looks at: an appointed time, the last step of a workflow. Who presses
    “Publish” is told on the screen.
    """
    page = revision.as_object()
    if not is_inspected(page) or not (harms := harms_of_publishing(page, timezone.now())):
        return False
    reasons = [finding.words for finding in harms]
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    audit.record("contest.refuse_publishing", page, actor=actor, reasons=reasons)
    if revision.user is not None and revision.user.email:
        subject = _("Not published: %(page)s") % {"page": page.title}
        text = _("“%(page)s” was to be published now, but it would harm those who take part:")
        lines = [text % {"page": page.title}, "", *(f"- {reason}" for reason in reasons)]
        send_mail(subject, "\n".join(lines), None, [revision.user.email], fail_silently=True)
    return True
