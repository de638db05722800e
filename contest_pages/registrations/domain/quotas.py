"""The maximum of contestants of a unit."""

from __future__ import annotations

from django.utils.translation import gettext as _

from contest_pages.registrations.enums import RegistrationKind
from contest_pages.registrations.errors import UnitFull
from contest_pages.registrations.models import ContestRegistrationPage
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
