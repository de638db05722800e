"""An application: the validated and normalised content of the form."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core.files import File

from contest_pages.privacy.enums import Channel
from contest_pages.registrations.enums import RegistrationKind, RobotCheck
from contest_pages.registrations.logic.people import Person, places_of
from contest_pages.units.models import Unit


@dataclass(frozen=True)
class Agreement:
    """A checkbox of a form: its key, its words, whether it was ticked."""

    key: str
    words: str
    given: bool


@dataclass(frozen=True)
class GivenFile:
    """A file that answers the question `name`; `content_type` is detected from its first bytes."""

    name: str
    label: str
    file: File
    file_name: str
    content_type: str


@dataclass(frozen=True)
class Application:
    """The content of a registration form. `people[0]` is the contestant, first author or captain; a team may have a name.

    `answers` is a list of {"name", "label", "value"} for the editor's extra fields; `publish` holds
    values of Publishing; e-mail in lower case, phone as 0….
    """

    people: tuple[Person, ...]
    kind: str = RegistrationKind.INDIVIDUAL
    team_name: str = ""
    email: str = ""
    phone: str = ""
    unit: Unit | None = None
    division: str = ""
    answers: list[dict] = field(default_factory=list)
    files: tuple[GivenFile, ...] = ()
    publish: frozenset[str] = frozenset()
    agreements: tuple[Agreement, ...] = ()
    is_namesake: bool = False
    robot_check: str = RobotCheck.NOT_ASKED
    channel: str = Channel.FORM

    @property
    def contact(self) -> str:
        """Return the address that letters and messages go to."""
        return self.email or self.phone

    def places(self, scope: str) -> list[str]:
        """Return the places of its people, in their order; a unit's contact has none."""
        if self.kind == RegistrationKind.ROSTER:
            return []
        contact = self.contact if self.is_namesake else ""
        return places_of(scope, self.people, namesake_contact=contact)
