"""Why a registration is refused."""

from contest_pages.errors import ContestError


class RegistrationRefused(ContestError):
    """The base of every refused registration.

    `person` is the place of the person concerned in the form, from 0, or None.
    """

    def __init__(self, message: str, *, person: int | None = None):
        super().__init__(message)
        self.person = person


class RegistrationClosed(RegistrationRefused):
    """The form is not open at this moment."""

    code = "closed"


class KindNotTaken(RegistrationRefused):
    """The form does not take this kind of registration."""

    code = "kind_not_taken"


class TooYoung(RegistrationRefused):
    """The person is below the minimum age of the rules."""

    code = "too_young"


class TooOld(RegistrationRefused):
    """The person is above the maximum age of the rules."""

    code = "too_old"


class GuardianMissing(RegistrationRefused):
    """A minor takes part without a guardian's agreement, or a child of seven without its own."""

    code = "guardian_missing"


class WrongTeam(RegistrationRefused):
    """The team has too few or too many members, or not the right number of main members."""

    code = "wrong_team"


class NamedTwice(RegistrationRefused):
    """The form names a person twice."""

    code = "named_twice"


class AlreadyRegistered(RegistrationRefused):
    """The person takes part in the contest (or round) already, alone or in a team."""

    code = "already_registered"


class NotAccepted(RegistrationRefused):
    """A person takes part already or may not take part; the words reveal neither."""

    code = "not_accepted"


class PersonStays(RegistrationRefused):
    """A person whom a result names cannot be left out of a registration any more."""

    code = "person_stays"


class InCommittee(RegistrationRefused):
    """The person belongs to a committee that the rules exclude."""

    code = "in_committee"


class UnitMissing(RegistrationRefused):
    """A unit's contact gave no unit."""

    code = "unit_missing"


class UnitHasContact(RegistrationRefused):
    """Another contact keeps the unit's roster already."""

    code = "unit_has_contact"


class ContactFull(RegistrationRefused):
    """The contact has confirmed as many registrations as the form takes of one contact."""

    code = "contact_full"


class UnitFull(RegistrationRefused):
    """The unit has as many contestants as the form takes of one unit."""

    code = "unit_full"


class NoContact(RegistrationRefused):
    """Neither an e-mail address nor a phone number that takes text messages was given."""

    code = "no_contact"


class NotConfirmable(RegistrationRefused):
    """The registration was withdrawn or cancelled."""

    code = "not_confirmable"


class NotOpen(RegistrationRefused):
    """The registration was withdrawn, cancelled or erased: it cannot be changed any more."""

    code = "not_open"


class ReasonMissing(RegistrationRefused):
    """An organiser gave no reason."""

    code = "reason_missing"
