"""Who of the staff works on which contests: the list, and the form of one person."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin.ui.components import Component

from contest_pages.contests.domain.assigning import lift_limit, limit_to_contests
from contest_pages.contests.models import ContestAssignment, ContestPage
from contest_pages.contests.permissions import is_limited, may_assign, within
from contest_pages.http import query_params
from contest_pages.http.decorators import only
from contest_pages.http.reauthentication import with_recent_identity
from contest_pages.vietnamese import person_name

_PAGE_SIZE = 50
ALL, SOME = "all", "some"

for_administrators = only(may_assign)


class ContestsField(forms.ModelMultipleChoiceField):
    """Contests, to tick."""

    widget = forms.CheckboxSelectMultiple


class AssignmentForm(forms.Form):
    """Whether a person works on all contests, or on which."""

    scope = forms.ChoiceField(
        label=gettext_lazy("Works on"),
        choices=[(ALL, gettext_lazy("All contests")), (SOME, gettext_lazy("Only the contests ticked below"))],
        widget=forms.RadioSelect,
    )
    contests = ContestsField(
        label=gettext_lazy("Contests"), queryset=ContestPage.objects.order_by("-pk"), required=False
    )


def staff() -> QuerySet:
    """Return the active accounts that enter the admin and may be limited, with roles and contests; four queries."""
    enters = Q(content_type__app_label="wagtailadmin", codename="access_admin")
    model = get_user_model()
    groups = model._meta.get_field("groups").related_model.objects
    permissions = model._meta.get_field("user_permissions").related_model.objects.filter(enters)
    assigned = ContestAssignment.objects.exclude(contest=None).select_related("contest").order_by("-contest")
    return (
        model._default_manager.filter(is_active=True, is_superuser=False)
        .filter(
            Q(groups__in=groups.filter(permissions__in=permissions)) | Q(user_permissions__in=permissions)
        )
        .distinct()
        .order_by(model.USERNAME_FIELD)
        .prefetch_related(
            "groups",
            Prefetch("contest_assignments", queryset=assigned, to_attr="assigned_contests"),
            "contest_assignments",
        )
    )


@require_GET
@for_administrators
def assignments(request: HttpRequest) -> HttpResponse:
    """Show the staff with their contests; `?contest=` leaves those who work on one contest, all contests included."""
    people, contest = staff(), None
    if number := query_params.number(request.GET, "contest"):
        contest = get_object_or_404(ContestPage, pk=number)
        people = people.filter(Q(contest_assignments=None) | Q(contest_assignments__contest=contest))
    return render(
        request,
        "contest_contests/admin/assignments.html",
        {
            "page": Paginator(people, _PAGE_SIZE).get_page(query_params.number(request.GET, "p")),
            "contest": contest,
        },
    )


@require_http_methods(["GET", "POST"])
@for_administrators
@with_recent_identity
def assign(request: HttpRequest, user_id: str) -> HttpResponse:
    """Show the contests of one person; POST limits the person to those ticked, or lifts the limit."""
    person = _person_or_404(user_id)
    if person == request.user:
        raise PermissionDenied
    assigned = [row.contest_id for row in person.assigned_contests]
    form = AssignmentForm(
        request.POST or None,
        initial={"scope": SOME if person.contest_assignments.all() else ALL, "contests": assigned},
    )
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["scope"] == ALL:
            lift_limit(user=person, actor=request.user)
        else:
            limit_to_contests(user=person, contests=form.cleaned_data["contests"], actor=request.user)
        messages.success(request, _("Saved: the contests of %(name)s.") % {"name": person_name(person)})
        return redirect("contest_assignments")
    return render(
        request,
        "contest_contests/admin/assign.html",
        {"person": person, "name": person_name(person), "form": form},
        status=422 if form.errors else 200,
    )


def _person_or_404(user_id: str):
    try:
        return get_object_or_404(staff(), pk=get_user_model()._meta.pk.to_python(user_id))
    except forms.ValidationError:
        return get_object_or_404(staff().none())


class OwnContestsPanel(Component):
    """The contests of a limited person, on the home page of the admin."""

    order = 40
    template_name = "contest_contests/admin/own_contests.html"

    def get_context_data(self, parent_context):
        """Return the contests."""
        user = parent_context["request"].user
        return {"contests": within(ContestPage.objects.order_by("-pk"), user) if is_limited(user) else []}
