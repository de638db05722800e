"""Refusal to publish a page with blocking findings, also by schedule or workflow."""

from __future__ import annotations

from django.core.mail import send_mail
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from contest_pages import audit
from contest_pages.contests.publish_checks import blocking_findings, has_readiness_checks


def publishing_is_refused(revision: Revision, *, actor=None) -> bool:
    """Say whether a revision must not go live; if so, log it, unschedule it and notify its author.

    For publishing without a user: by schedule, or as the last step of a workflow. Users who press “Publish” see
    a message on the screen.
    """
    page = revision.as_object()
    if not has_readiness_checks(page) or not (harms := blocking_findings(page, timezone.now())):
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
