"""The organisers correct a registration in the contestant's stead."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contest_pages.http.decorators import only
from contest_pages.http.rate_limits import visitor_network
from contest_pages.registrations.domain.editing import correct
from contest_pages.registrations.errors import RegistrationRefused
from contest_pages.registrations.forms import EditForm
from contest_pages.registrations.forms.units import OPEN_UNIT
from contest_pages.registrations.models import Registration
from contest_pages.registrations.permissions import may_manage


class CorrectForm(EditForm):
    """The details of a registration, and why they are corrected."""

    reason = forms.CharField(
        label=_("Reason of the correction"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Kept in the history of the registration, for example “asked for by telephone on 12 June”."
        ),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only(may_manage)
def correct_registration(request: HttpRequest, registration_id: int) -> HttpResponse:
    """Show the registration as a form; POST corrects it and leads back to where the organiser came from."""
    registration = get_object_or_404(Registration.objects.select_related("page"), pk=registration_id)
    back = _way_back(request, registration)
    if registration.roster_id is not None:
        messages.warning(
            request, _("This person stands on the roster of a unit: the roster is corrected there.")
        )
        return redirect(back)
    form = CorrectForm(request.POST or None, request.FILES or None, registration=registration)
    if request.method == "POST" and "add_person" in request.POST:
        form.add_row()
    elif request.method == "POST" and OPEN_UNIT in request.POST:
        form.open_units()
    elif request.method == "POST" and form.is_valid():
        try:
            changed = correct(
                registration=registration,
                application=form.application(),
                reason=form.cleaned_data["reason"],
                actor=request.user,
                now=timezone.now(),
            )
        except RegistrationRefused as refused:
            form.refuse(refused)
        else:
            form.forget_files()
            words = _("Registration %(code)s is corrected.") % {"code": changed.code}
            if changed.waits_for_contacts:
                words += " " + _("A new e-mail address or phone counts once its owner confirms it there.")
            messages.success(request, words)
            return redirect(back)
    if form.is_bound:
        form.keep_files(network=visitor_network(request), person=request.user.get_username())
    return render(
        request,
        "contest_registrations/admin/correct.html",
        {
            "registration": registration,
            "contest": registration.contest,
            "page": registration.page,
            "form": form,
            "back": back,
        },
        status=422 if form.has_errors else 200,
    )


def _way_back(request: HttpRequest, registration: Registration) -> str:
    """Return the screen that led here, such as the request that asks for the correction."""
    asked = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure()):
        return asked
    return reverse("contest_registrations_registration_modeladmin_inspect", args=[registration.pk])
