"""The organisers' table of participation by unit."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from contest_pages.contests.models import ContestPage
from contest_pages.contests.permissions import within
from contest_pages.data.numbers import read_number
from contest_pages.files.spreadsheets import send_workbook
from contest_pages.files.tables import Table, write_tables
from contest_pages.http.date_field import DayField
from contest_pages.http.decorators import only
from contest_pages.http.whole_texts import WholeTextForm
from contest_pages.registrations.permissions import may_manage
from contest_pages.results.enums import RankedBy
from contest_pages.results.logic.participation import UnitBlock, ranked
from contest_pages.results.queries.participation import participation_of
from contest_pages.units.enums import UnitKind


class ParticipationForm(WholeTextForm):
    """The contest, the number to rank by, the day of the unit tree, and the level."""

    contest = forms.ModelChoiceField(label=gettext_lazy("Contest"), queryset=ContestPage.objects.none())
    by = forms.ChoiceField(label=gettext_lazy("Ranked by"), choices=RankedBy.choices)
    on = DayField(
        label=gettext_lazy("Units and headcounts of the day"),
        widget=forms.TextInput(attrs={"size": 12}),
        help_text=gettext_lazy("Units that were merged or divided since are added up along that day's tree."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Added up at"),
        required=False,
        choices=[("", gettext_lazy("Each unit by itself")), *UnitKind.choices],
    )

    def __init__(self, *args, contests: QuerySet[ContestPage], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contest"].queryset = contests


@require_GET
@only(may_manage)
def participation(request: HttpRequest) -> HttpResponse:
    """Show the units of a contest by block, ranked; `?as=xlsx` sends the same as a file."""
    contests = within(ContestPage.objects.originals().order_by("-pk"), request.user)
    newest = contests.first()
    if newest is None:
        return render(request, "contest_results/admin/participation.html", {"form": None})
    form = ParticipationForm(_with_defaults(request.GET, newest), contests=contests)
    blocks: list[UnitBlock] = []
    if form.is_valid():
        data = form.cleaned_data
        rows = participation_of(data["contest"], on=data["on"], kind=data["kind"])
        blocks = ranked(rows, data["by"])
        if request.GET.get("as") == "xlsx":
            return send_workbook(lambda file: _write(blocks, file), _("Participation by unit"))
    query = request.GET.copy()
    query["as"] = "xlsx"
    return render(
        request,
        "contest_results/admin/participation.html",
        {"form": form, "blocks": blocks, "query": query.urlencode()},
        status=200 if form.is_valid() else 422,
    )


def _with_defaults(query, newest: ContestPage) -> dict:
    data = query.dict()
    if not data.get("contest"):
        data["contest"] = newest.pk
    data.setdefault("by", RankedBy.PERSONS)
    if not data.get("on"):
        data["on"] = f"{_day_of(data['contest'], newest):%d/%m/%Y}"
    return data


def _day_of(contest, newest: ContestPage):
    """Return the last day of the contest, or today while it runs."""
    chosen = newest
    if (number := read_number(str(contest))) not in (None, newest.pk):
        chosen = ContestPage.objects.filter(pk=number).first() or newest
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


def _write(blocks: list[UnitBlock], file) -> None:
    rows = [
        (
            block.name,
            row.rank,
            row.name,
            row.registered,
            row.persons,
            row.attempts,
            row.works,
            row.awards,
            row.headcount,
            row.share,
        )
        for block in blocks
        for row in block.rows
    ]
    write_tables([Table(_("Participation by unit"), [_("Block"), *columns()], rows)], file)
