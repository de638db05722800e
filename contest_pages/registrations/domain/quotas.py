"""The maximum of contestants of a unit, and of registrations of a contact."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_pages.registrations.enums import RegistrationKind, RegistrationStatus
from contest_pages.registrations.errors import ContactFull, UnitFull
from contest_pages.registrations.models import ContestRegistrationPage, Registration
from contest_pages.registrations.queries.by_contact import own_registrations_with
from contest_pages.registrations.queries.per_unit import contestants_of, counting_unit
from contest_pages.units.models import Unit


def check_room(
    page: ContestRegistrationPage, kind: str, unit: Unit | None, *, more: int = 1, hold: bool = False
) -> None:
    """Raise UnitFull unless the form accepts `more` contestants of a unit.

    With `hold` the unit stays locked until the transaction ends, so that two who come at once do not both
    get the last place. Bình Sơn 2024, II.2: one team of each commune.
    """
    if not page.most_per_unit or unit is None or kind == RegistrationKind.ROSTER or more < 1:
        return
    counting = counting_unit(page, unit)
    if hold:
        list(Unit.objects.select_for_update().filter(pk=counting.pk).values_list("pk"))
    there = contestants_of(page, counting).count()
    if there + more > page.most_per_unit:
        raise UnitFull(
            _(
                "The rules take at most %(most)d of each unit, and %(unit)s has %(there)d already. Please ask there, or write to the organisers."
            )
            % {"most": page.most_per_unit, "unit": counting.name, "there": there}
        )


def hold_contact(page: ContestRegistrationPage, contact: str) -> None:
    """Lock the registrations of a contact until the transaction ends, where the form limits their number.

    Call it before any other lock: two that are confirmed at once then wait in the same order.
    """
    if page.most_per_contact:
        rows = own_registrations_with(contact).filter(contest=page.contest)
        list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def check_contact(registration: Registration) -> None:
    """Raise ContactFull unless the contact may have one more registration; its owner alone reads that."""
    most = registration.page.most_per_contact
    if not most or registration.is_roster or registration.roster_id is not None:
        return
    others = own_registrations_with(registration.contact).filter(
        contest=registration.contest_id, status=RegistrationStatus.ACTIVE
    )
    if others.exclude(pk=registration.pk).count() >= most:
        raise ContactFull(
            ngettext(
                "By the rules one e-mail address or phone is good for at most %(count)d registration, and this one has as many. Please use another address or phone.",
                "By the rules one e-mail address or phone is good for at most %(count)d registrations, and this one has as many. Please use another address or phone.",
                most,
            )
            % {"count": most}
        )
