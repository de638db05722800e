"""Pictures of paper sheets: secretaries add and remove them, and those who may see the sheets look at them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contest_pages.errors import ContestError
from contest_pages.files.serving import send_file
from contest_pages.http.decorators import only
from contest_pages.judging.domain import paper_pictures as domain
from contest_pages.judging.models import Candidate, PaperPicture, Seat
from contest_pages.judging.permissions import may_enter_paper, may_see_sheets
from contest_pages.judging.queries.panel import is_over

from .guards import number_in


def change_pictures(request: HttpRequest, seat: Seat, candidate: Candidate) -> bool:
    """Add the picture of a form, or remove the one that a button names; return False where the form asks for neither."""
    try:
        if "remove_picture" in request.POST:
            named = number_in(request.POST["remove_picture"])
            picture = get_object_or_404(PaperPicture, seat=seat, candidate=candidate, pk=named)
            domain.remove_picture(picture=picture, actor=request.user)
            messages.success(request, _("The picture is removed."))
        elif "add_picture" in request.POST and (file := request.FILES.get("picture")):
            domain.add_picture(
                seat=seat, candidate=candidate, file=file, actor=request.user, now=timezone.now()
            )
            messages.success(request, _("The picture is kept with the sheet."))
        elif "add_picture" in request.POST:
            messages.error(request, _("Choose a picture of the sheet first."))
        else:
            return False
    except ContestError as refused:
        messages.error(request, refused.message)
    return True


@require_safe
@only(lambda user: may_enter_paper(user) or may_see_sheets(user))
def picture(request: HttpRequest, round_id: int, picture_id: int) -> HttpResponse:
    """Send a picture to secretaries, and after the judging to those who may see the sheets."""
    found = get_object_or_404(
        PaperPicture.objects.select_related("candidate__round"), candidate__round=round_id, pk=picture_id
    )
    if not may_enter_paper(request.user) and not is_over(found.candidate.round, timezone.now()):
        raise PermissionDenied
    return send_file(request, found.file, "image/jpeg", public=False)
