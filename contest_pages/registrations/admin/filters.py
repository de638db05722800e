"""Collapsible filters of the list of registrations."""

from __future__ import annotations

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from contest_pages.contests.permissions import within
from contest_pages.contests.record_filters import FoldedFilter
from contest_pages.registrations.enums import RegistrationKind
from contest_pages.registrations.models import Registration
from contest_pages.units.models import Unit


class UnitFilter(FoldedFilter):
    """Show the registrations of one unit, among those that have any."""

    title = _("unit")
    parameter_name = "unit"

    def lookups(self, request, model_admin):
        """Offer the units that registrations name, in tree order."""
        units = Unit.objects.filter(pk__in=within(Registration.objects.all(), request.user).values("unit_id"))
        return list(units.values_list("pk", "name"))

    def queryset(self, request, queryset):
        """Keep the registrations of the chosen unit."""
        return queryset.filter(unit=self.value()) if self.value() else queryset


class DivisionFilter(FoldedFilter):
    """Show the registrations of one division."""

    title = _("division")
    parameter_name = "division"

    def lookups(self, request, model_admin):
        """Offer the divisions that registrations name."""
        named = within(Registration.objects.exclude(division=""), request.user).order_by("division")
        return [(name, name) for name in named.values_list("division", flat=True).distinct()]

    def queryset(self, request, queryset):
        """Keep the registrations of the chosen division."""
        return queryset.filter(division=self.value()) if self.value() else queryset


class ContactFilter(FoldedFilter):
    """Show the registrations whose contact has confirmed many of one contest; rosters do not count."""

    title = _("with one contact")
    parameter_name = "per_contact"

    def lookups(self, request, model_admin):
        """Offer the least numbers."""
        return [(str(least), _("%(count)d and more") % {"count": least}) for least in (3, 6, 11)]

    def queryset(self, request, queryset):
        """Keep the registrations of such contacts."""
        if self.value() not in ("3", "6", "11"):
            return queryset
        own = (
            Registration.objects.active().filter(roster=None).exclude(kind=RegistrationKind.ROSTER).order_by()
        )

        def many(field: str, rows):
            counted = rows.values("contest", field).annotate(n=Count("pk")).filter(n__gte=int(self.value()))
            return counted.values(field)

        return queryset.filter(
            Q(email__in=many("email", own.exclude(email="")))
            | Q(email="", phone__in=many("phone", own.filter(email="").exclude(phone="")))
        )


class BouncedFilter(FoldedFilter):
    """Show the registrations to whose address letters do not arrive."""

    title = _("letters to the address")
    parameter_name = "came_back"

    def lookups(self, request, model_admin):
        """Offer those alone."""
        return [("1", _("come back"))]

    def queryset(self, request, queryset):
        """Keep the registrations with such an address."""
        return queryset.exclude(email_bounced_at=None) if self.value() == "1" else queryset
