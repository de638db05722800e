"""The organisers' table of units by their people's part in a contest."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from contest_pages.contests.models import ContestPage
from contest_pages.registrations.policies import may_manage
from contest_pages.results.enums import MeritBy
from contest_pages.results.logic.merit import MeritBlock, ranked
from contest_pages.results.queries.merit import merits_of
from contest_pages.spreadsheets import harmless, new_list, send_workbook
from contest_pages.units.enums import UnitKind
from contest_pages.view_guards import only


class MeritForm(forms.Form):
    """Which contest, ranked by what, along the tree of which day, at which level."""

    contest = forms.ModelChoiceField(label=gettext_lazy("Contest"), queryset=ContestPage.objects.none())
    by = forms.ChoiceField(label=gettext_lazy("Ranked by"), choices=MeritBy.choices)
    on = forms.DateField(
        label=gettext_lazy("Units and headcounts of the day"),
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"placeholder": "dd/mm/yyyy", "size": 12}),
        help_text=gettext_lazy("Units that were merged or divided since are added up along that day's tree."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Added up at"),
        required=False,
        choices=[("", gettext_lazy("Each unit by itself")), *UnitKind.choices],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contest"].queryset = ContestPage.objects.order_by("-pk")


@require_GET
@only(may_manage)
def merit(request: HttpRequest) -> HttpResponse:
    """Show the units of a contest by block, ranked; `?as=xlsx` hands the same out as a file."""
    newest = ContestPage.objects.order_by("-pk").first()
    if newest is None:
        return render(request, "contest_results/admin/merit.html", {"form": None})
    form = MeritForm(_with_defaults(request.GET, newest))
    blocks: list[MeritBlock] = []
    if form.is_valid():
        data = form.cleaned_data
        rows = merits_of(data["contest"], on=data["on"], kind=data["kind"])
        blocks = ranked(rows, data["by"])
        if request.GET.get("as") == "xlsx":
            return send_workbook(lambda file: _write(blocks, file), "tham-gia-theo-don-vi.xlsx")
    query = request.GET.copy()
    query["as"] = "xlsx"
    return render(
        request,
        "contest_results/admin/merit.html",
        {"form": form, "blocks": blocks, "query": query.urlencode()},
        status=200 if form.is_valid() else 422,
    )


def _with_defaults(query, newest: ContestPage) -> dict:
    data = query.dict()
    if not data.get("contest"):
        data["contest"] = newest.pk
    data.setdefault("by", MeritBy.PERSONS)
    if not data.get("on"):
        data["on"] = f"{_day_of(data['contest'], newest):%d/%m/%Y}"
    return data


def _day_of(contest, newest: ContestPage):
    """Return the last day of the contest, or today while it runs."""
    chosen = newest
    if str(contest) != str(newest.pk) and str(contest).isdigit():
        chosen = ContestPage.objects.filter(pk=contest).first() or newest
    today = timezone.localdate()
    return min(chosen.last_day or today, today)


def columns() -> list[str]:
    """Return the headings of the table."""
    return [
        _("Rank"),
        _("Unit"),
        _("Registered"),
        _("Took part"),
        _("Quiz attempts"),
        _("Works"),
        _("Number of awards"),
        _("Headcount"),
        _("Share of its people"),
    ]


def _write(blocks: list[MeritBlock], file) -> None:
    book = new_list([_("Block"), *columns()], (28, 8, 36, 12, 12, 14, 12, 10, 12, 14))
    for block in blocks:
        for row in block.rows:
            book.active.append(
                [
                    harmless(block.name),
                    row.rank,
                    harmless(row.name),
                    row.registered,
                    row.persons,
                    row.attempts,
                    row.works,
                    row.awards,
                    row.headcount,
                    row.share,
                ]
            )
    book.save(file)
