"""Telling everybody registered that a document of their contest was amended: once for each amendment."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from contest_pages import audit, hooks
from contest_pages.contests.errors import AmendmentNotAnnounced
from contest_pages.contests.models import ContestPlanPage

ANNOUNCE = "contest.announce_amendment"


def refusal(document: ContestPlanPage) -> str:
    """Return why a document is not announced to those registered, or an empty text."""
    if not document.live:
        return _("Publish the document first: the letter leads to it.")
    if document.amended_document is None:
        return _("Choose the published plan or rules that this document amends.")
    if not document.has_number:
        return _("Give the number of the document: the letter names it.")
    if not document.amendment_reason:
        return _("Give the reason of the amendment: the letter names it.")
    if was_announced(document):
        return _("Those registered have had the letter about this amendment already.")
    return ""


def was_announced(document: ContestPlanPage) -> bool:
    """Say whether the letter about an amendment has gone out."""
    return PageLogEntry.objects.filter(page=document.pk, action=ANNOUNCE).exists()


@transaction.atomic
def announce_amendment(*, document: ContestPlanPage, actor) -> int:
    """Send everybody registered a letter about a published amendment; return to how many.

    Raises AmendmentNotAnnounced with a sentence where something is missing, and for a second letter.
    """
    document = ContestPlanPage.objects.select_for_update().get(pk=document.pk)
    if words := refusal(document):
        raise AmendmentNotAnnounced(words)
    contest = document.contest.original
    count = sum(hooks.call("notify_registrants", contest=contest, document=document))
    audit.record(ANNOUNCE, document, actor=actor, count=count)
    return count
