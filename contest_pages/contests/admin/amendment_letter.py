"""The letter to everybody registered about an amendment."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from contest_pages.admin.confirm_screen import confirm_screen
from contest_pages.contests.domain.amendment_letter import announce_amendment, refusal
from contest_pages.contests.errors import AmendmentNotAnnounced
from contest_pages.contests.models import ContestPlanPage


def may_announce(user, document: ContestPlanPage) -> bool:
    """Say whether a user may send the letter: those who may publish the document."""
    return document.permissions_for_user(user).can_publish()


def amendment_letter(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask, and on POST send the letter."""
    document = get_object_or_404(ContestPlanPage, pk=page_id)
    if not may_announce(request.user, document):
        raise PermissionDenied
    back = redirect("wagtailadmin_pages:edit", page_id)
    if words := refusal(document):
        messages.error(request, words)
        return back
    if request.method == "POST":
        try:
            count = announce_amendment(document=document, actor=request.user)
        except AmendmentNotAnnounced as refused:
            messages.error(request, refused.message)
        else:
            words = ngettext(
                "The letter goes to %(count)d contestant.", "The letter goes to %(count)d contestants.", count
            )
            messages.success(request, words % {"count": count})
        return back
    intro = _(
        "Everybody with a valid registration gets a letter: %(document)s amends %(amended)s. Reason: %(reason)s"
    )
    return confirm_screen(
        request,
        None,
        title=_("Tell everybody registered about the amendment?"),
        subtitle=document.get_admin_display_title(),
        intro=intro
        % {
            "document": document.citation,
            "amended": document.amended_document.citation,
            "reason": document.amendment_reason,
        },
        submit=_("Send the letter"),
        back=back.url,
    )
