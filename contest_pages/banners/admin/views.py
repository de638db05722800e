"""Staff views of partners: snippets to copy, views and clicks of banners."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from contest_pages.banners.admin.snippets import letter_to, snippets_of
from contest_pages.banners.models import Partner
from contest_pages.banners.permissions import may_see_counts
from contest_pages.banners.queries import by_day, by_partner
from contest_pages.contests.models import ContestPage
from contest_pages.contests.permissions import within
from contest_pages.files.spreadsheets import send_workbook
from contest_pages.files.tables import Table, write_tables
from contest_pages.http.decorators import only

requires_counts_permission = only(may_see_counts)


@require_GET
@requires_counts_permission
def contests(request: HttpRequest) -> HttpResponse:
    """Show the contests whose banners partners may show."""
    found = ContestPage.objects.filter(banners__isnull=False).distinct().order_by("-pk")
    found = within(found, request.user)
    return render(request, "contest_banners/admin/contests.html", {"contests": found})


@require_GET
@requires_counts_permission
def partners(request: HttpRequest, contest_id: int) -> HttpResponse:
    """Show the counts by partner and day; `?as=xlsx` returns them as a file."""
    contest = get_object_or_404(ContestPage, pk=contest_id)
    rows = by_partner(contest)
    if request.GET.get("as") == "xlsx":
        return send_workbook(lambda file: _write(rows, file), _("Banners by partner"))
    return render(
        request,
        "contest_banners/admin/partners.html",
        {"contest": contest, "rows": rows, "days": by_day(contest)},
    )


def _write(rows, file) -> None:
    headings = [_("Partner"), _("Seen"), _("Followed"), _("Of a hundred")]
    cells = [(row.partner.name, row.views, row.clicks, row.rate) for row in rows]
    write_tables([Table(_("Banners by partner"), headings, cells)], file)


@require_GET
@requires_counts_permission
def copy(request: HttpRequest, contest_id: int, partner_id: int) -> HttpResponse:
    """Show what a partner copies, in each size, and the letter that brings it."""
    contest = get_object_or_404(ContestPage, pk=contest_id)
    partner = get_object_or_404(Partner, pk=partner_id)
    snippets = snippets_of(contest, partner, list(contest.banners.all()))
    return render(
        request,
        "contest_banners/admin/copy.html",
        {
            "contest": contest,
            "partner": partner,
            "snippets": snippets,
            "letter": letter_to(contest, partner, snippets) if snippets else "",
        },
    )
