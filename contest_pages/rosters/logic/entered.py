"""A person as entered by a unit's contact."""

from __future__ import annotations

from dataclasses import dataclass, field

from contest_pages.registrations.logic.people import Person


@dataclass(frozen=True)
class Entered:
    """The data of a person; `code` identifies a person on the roster, `row` is the row in the list."""

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
