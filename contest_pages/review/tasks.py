"""Jobs of the review."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django_tasks import task

from contest_pages import conf
from contest_pages.registrations.letters import send_letter
from contest_pages.review.enums import Decision
from contest_pages.review.models import Review


@task()
def send_decision(review_pk: int) -> None:
    """Tell the contestant what was decided, and why."""
    review = Review.objects.select_related("entry__round", "entry__registration__contest").get(pk=review_pk)
    accepted = review.decision == Decision.ACCEPT
    send_letter(
        review.entry.registration,
        subject=_("Your entry passed the preliminary review: %(contest)s")
        if accepted
        else _("Result of the preliminary review: %(contest)s"),
        template="contest_review/letters/accepted.txt" if accepted else "contest_review/letters/rejected.txt",
        entry=review.entry,
        review=review,
    )


def on_entry_decided(sender, review_pk: int, **kwargs) -> None:
    """Let a worker write to the contestant."""
    send_decision.using(backend=conf.get("TASK_BACKEND")).enqueue(review_pk)
