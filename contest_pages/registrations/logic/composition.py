"""Which registrations a form accepts: when, of which kind, of how many people."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contest_pages.contests.logic.opening import OpeningSentences
from contest_pages.registrations.enums import RegistrationKind
from contest_pages.registrations.errors import KindNotTaken, RegistrationClosed, WrongTeam

#: A group of authors has at least two.
SMALLEST_GROUP = 2


@dataclass(frozen=True)
class Composition:
    """How many people a form accepts. None where the rules set no number.

    The numbers of a unit count contestants: persons on its roster, its teams, its authors. Đắk Nông 2023,
    III.2: at least 30 of each district; Bình Sơn 2024, II.2: one team of each commune.
    """

    kinds: tuple[str, ...] = (RegistrationKind.INDIVIDUAL,)
    largest_group: int = 5
    smallest_team: int = 5
    largest_team: int = 12
    main_members: int | None = None
    least_per_unit: int | None = None
    most_per_unit: int | None = None
    most_per_contact: int | None = None

    @property
    def is_roster(self) -> bool:
        """Return whether units register their people here with a list."""
        return RegistrationKind.ROSTER in self.kinds

    def smallest(self, kind: str) -> int:
        """Return the smallest number of people of a registration of this kind."""
        sizes: dict[str, int] = {
            RegistrationKind.GROUP: SMALLEST_GROUP,
            RegistrationKind.TEAM: self.smallest_team,
        }
        return sizes.get(kind, 1)

    def largest(self, kind: str) -> int:
        """Return the largest number of people of a registration of this kind."""
        sizes: dict[str, int] = {
            RegistrationKind.GROUP: self.largest_group,
            RegistrationKind.TEAM: self.largest_team,
        }
        return sizes.get(kind, 1)


_OPENING = OpeningSentences(
    unannounced="",
    upcoming=gettext_lazy("Registration opens at %(time)s."),
    closed=gettext_lazy("Registration closed at %(time)s."),
)


def check_open(
    now: datetime.datetime, opens_at: datetime.datetime | None, closes_at: datetime.datetime | None
) -> None:
    """Raise RegistrationClosed with the opening or closing time, unless registration is open at `now`."""
    # A form without an opening is open as soon as it is published.
    if refusal := _OPENING.refusal(now, opens_at or now, closes_at):
        raise RegistrationClosed(refusal)


def check_composition(kind: str, *, people: int, main: int, rules: Composition) -> None:
    """Raise KindNotTaken or WrongTeam unless so many people, `main` of them main members, may register.

    Bình Sơn 2024, II.2: a team of 7 to 12, 4 of them main members.
    """
    if kind not in rules.kinds:
        raise KindNotTaken(
            _("This form takes %(kinds)s. Please choose one of these.")
            % {"kinds": ", ".join(str(RegistrationKind(value).label).lower() for value in rules.kinds)}
        )
    smallest, largest = rules.smallest(kind), rules.largest(kind)
    if kind == RegistrationKind.INDIVIDUAL and people > 1:
        raise WrongTeam(
            _("An individual registers alone. Remove the other persons, or choose group or team above.")
        )
    if people < smallest:
        raise WrongTeam(
            ngettext(
                "The rules ask for at least %(smallest)d person; %(people)d stand here. Please add the others.",
                "The rules ask for at least %(smallest)d persons; %(people)d stand here. Please add the others.",
                smallest,
            )
            % {"smallest": smallest, "people": people}
        )
    if people > largest:
        raise WrongTeam(
            _("The rules take at most %(largest)d persons; %(people)d stand here. Please remove some.")
            % {"largest": largest, "people": people}
        )
    if kind == RegistrationKind.TEAM and rules.main_members is not None and main != rules.main_members:
        raise WrongTeam(
            _("Exactly %(main)d members must be marked as main members; %(marked)d are.")
            % {"main": rules.main_members, "marked": main}
        )


def composition_sentences(rules: Composition) -> list[str]:
    """Return who may register together, in sentences for the rules' page and the form."""
    sentences = []
    if RegistrationKind.INDIVIDUAL in rules.kinds and len(rules.kinds) > 1:
        sentences.append(_("Individuals may register."))
    if RegistrationKind.GROUP in rules.kinds:
        sentences.append(
            _("A group of authors has %(smallest)d to %(largest)d persons.")
            % {"smallest": SMALLEST_GROUP, "largest": rules.largest_group}
        )
    if RegistrationKind.TEAM in rules.kinds:
        size = {"smallest": rules.smallest_team, "largest": rules.largest_team, "main": rules.main_members}
        if rules.main_members is None:
            sentences.append(
                _("A team has %(smallest)d to %(largest)d members, one of them its captain.") % size
            )
        else:
            sentences.append(
                _(
                    "A team has %(smallest)d to %(largest)d members, %(main)d of them main members, one of them its captain."
                )
                % size
            )
    if rules.is_roster:
        sentences.append(_("A unit's contact registers the unit and brings its people as a list."))
    if bounds := per_unit(rules):
        words = (
            _("Teams of each unit: %(bounds)s.")
            if rules.kinds == (RegistrationKind.TEAM,)
            else _("Contestants of each unit: %(bounds)s.")
        )
        sentences.append(words % {"bounds": bounds})
    if rules.most_per_contact:
        sentences.append(
            ngettext(
                "One e-mail address or phone is good for at most %(count)d registration.",
                "One e-mail address or phone is good for at most %(count)d registrations.",
                rules.most_per_contact,
            )
            % {"count": rules.most_per_contact}
        )
    return sentences


def per_unit(rules: Composition) -> str:
    """Return how many contestants a unit sends, in words; empty if the rules set no number."""
    bounds = []
    if rules.least_per_unit:
        bounds.append(_("at least %(count)d") % {"count": rules.least_per_unit})
    if rules.most_per_unit:
        bounds.append(_("at most %(count)d") % {"count": rules.most_per_unit})
    return ", ".join(bounds)
