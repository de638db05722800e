"""Comments of moderators for each other."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages.review.eligibility import has_conflict
from contest_pages.review.errors import NotAllowed, ReasonMissing
from contest_pages.review.models import CaseComment, ReviewCase
from contest_pages.review.permissions import may_review
from contest_pages.review.staff import as_of_now

from .cases import lock_case


@transaction.atomic
def write_comment(*, case: ReviewCase, author, words: str, now: datetime.datetime) -> CaseComment:
    """Write a comment about an entry; the same words sent twice in a row are one comment.

    Raises NotAllowed (no right to review, or a conflict of interest), ReasonMissing (no words).
    """
    words = words.strip()
    if not words:
        raise ReasonMissing(_("Write something first."))
    case = lock_case(case.entry_id)
    if not may_review(as_of_now(author)):
        raise NotAllowed(_("You may not decide in the preliminary review any more."))
    if has_conflict(case, author):
        raise NotAllowed(
            _("You have a conflict of interest about this contestant, so you write no comments here.")
        )
    last = case.comments.last()
    if last is not None and last.author_id == author.pk and last.words == words:
        return last
    return case.comments.create(author=author, words=words, written_at=now)
