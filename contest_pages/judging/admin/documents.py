"""Documents of a jury round to download."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from contest_pages import audit
from contest_pages.documents import DOCX, PDF
from contest_pages.files.downloads import name_download
from contest_pages.http.decorators import only
from contest_pages.judging.exports.minutes import write_minutes
from contest_pages.judging.permissions import may_read_minutes
from contest_pages.judging.queries.minutes import judging_minutes, may_see_points

from .guards import round_or_404

CONTENT_TYPES = {"pdf": PDF, "docx": DOCX}


@require_GET
@only(may_read_minutes)
def minutes(request: HttpRequest, round_id: int, kind: str) -> HttpResponse:
    """Download the minutes of the judging; with points for those who may see them now. The audit line says whether."""
    if kind not in CONTENT_TYPES:
        raise Http404
    page, now = round_or_404(round_id), timezone.now()
    with_points = may_see_points(request.user, page, now)
    content = write_minutes(judging_minutes(page, with_points=with_points), kind, now)
    audit.record(
        "contest.export_judging_minutes", page, actor=request.user, kind=kind, with_points=with_points
    )
    response = HttpResponse(
        content, content_type=CONTENT_TYPES[kind], headers={"Cache-Control": "private, no-store"}
    )
    return name_download(response, f"{_('Minutes of the judging')} - {page.title}.{kind}")
