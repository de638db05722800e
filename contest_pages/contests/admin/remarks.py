"""Setting a remark of the readiness checks aside, and showing it again."""

from __future__ import annotations

import hashlib

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from contest_pages.admin.confirm_screen import confirm_screen
from contest_pages.contests.domain.remarks import key_of, set_aside
from contest_pages.contests.models import ContestPage
from contest_pages.contests.publish_checks import context_of_drafts
from contest_pages.publishing.readiness import Finding, Severity, check_contest


def digest_of(finding: Finding) -> str:
    """Return what an address calls a remark."""
    return hashlib.sha256(repr(key_of(finding)).encode()).hexdigest()[:20]


def dismiss_remark(request: HttpRequest, page_id: int, digest: str, dismissed: bool = True) -> HttpResponse:
    """Ask, and on POST set a remark on a contest's page aside, or show it again."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    contest = ContestPage.objects.ancestor_of(page, inclusive=True).first()
    found = check_contest(context_of_drafts(contest, timezone.now())) if contest is not None else []
    remarks = (finding for finding in found if finding.severity == Severity.REMARK)
    remark = next((f for f in remarks if f.page.pk == page_id and digest_of(f) == digest), None)
    if remark is None:
        raise Http404
    back = redirect("wagtailadmin_pages:edit", page_id)
    if request.method == "POST":
        set_aside(remark, actor=request.user, dismissed=dismissed)
        return back
    return confirm_screen(
        request,
        None,
        title=_("Set this remark aside?") if dismissed else _("Show this remark again?"),
        subtitle=page.get_admin_display_title(),
        intro=remark.words,
        submit=_("Set aside") if dismissed else _("Show again"),
        back=back.url,
    )
