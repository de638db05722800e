"""A person as a unit's contact enters them."""

from __future__ import annotations

from dataclasses import dataclass, field

from contest_pages.registrations.logic.people import Person


@dataclass(frozen=True)
class Entered:
    """What is said of one person; `code` names somebody who is on the roster already, `row` where it stood."""

    person: Person
    email: str = ""
    phone: str = ""
    division: str = ""
    answers: list[dict] = field(default_factory=list)
    code: str = ""
    row: int = 0

    @property
    def contact(self) -> str:
        """Return the address that letters and messages go to."""
        return self.email or self.phone
