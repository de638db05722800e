"""The organisers' table of partners: what each copies, how often its banners were seen and followed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from contest_pages.banners.models import Partner
from contest_pages.banners.policies import may_see_counts
from contest_pages.banners.queries import by_day, by_partner
from contest_pages.banners.snippets import letter_to, snippets_of
from contest_pages.contests.models import ContestPage
from contest_pages.spreadsheets import harmless, new_list, send_workbook
from contest_pages.view_guards import only

for_watchers = only(may_see_counts)


@require_GET
@for_watchers
def contests(request: HttpRequest) -> HttpResponse:
    """Show the contests whose banners partners may show."""
    found = ContestPage.objects.filter(banners__isnull=False).distinct().order_by("-pk")
    return render(request, "contest_banners/admin/contests.html", {"contests": found})


@require_GET
@for_watchers
def partners(request: HttpRequest, contest_id: int) -> HttpResponse:
    """Show the counts by partner and day; `?as=xlsx` hands them out as a file."""
    contest = get_object_or_404(ContestPage, pk=contest_id)
    rows = by_partner(contest)
    if request.GET.get("as") == "xlsx":
        return send_workbook(lambda file: _write(rows, file), "bieu-ngu.xlsx")
    return render(
        request,
        "contest_banners/admin/partners.html",
        {"contest": contest, "rows": rows, "days": by_day(contest)},
    )


def _write(rows, file) -> None:
    book = new_list([_("Partner"), _("Seen"), _("Followed"), _("Of a hundred")], (40, 12, 12, 14))
    for row in rows:
        book.active.append([harmless(row.partner.name), row.views, row.clicks, row.rate])
    book.save(file)


@require_GET
@for_watchers
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
