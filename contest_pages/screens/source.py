"""What a feature gives to show something on screens: a source, registered by the hook `screen_sources`."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from django.utils.functional import Promise

from .logic import version_of

#: Milliseconds after which a screen asks again, while something may happen at any moment, and otherwise.
SOON, LATER = 1000, 15000


@dataclass(frozen=True)
class ScreenState:
    """What a role shows now. `template` draws it with `content`, of plain values; a state, never an event.

    A new version is a new picture: what moves by itself (a clock) is a moment in `content`, not the time left.
    """

    scene: str
    content: dict[str, Any] = field(default_factory=dict)
    template: str = ""
    ask_after: int = SOON

    @cached_property
    def version(self) -> str:
        """Return the version of what is shown."""
        return version_of({"scene": self.scene, **self.content})


class ScreenSource(Protocol):
    """Where the states of one kind of channel come from."""

    #: The roles that a console gives to paired screens, with their names.
    roles: dict[str, str | Promise]
    #: Roles whose state anybody may follow: they hold nothing that is not public, and None where the page is closed.
    public_roles: frozenset[str]
    #: Roles whose state those may follow who may enter the admin.
    staff_roles: frozenset[str]

    def state(self, key: int, role: str, now: datetime.datetime) -> ScreenState | None:
        """Return what a role shows now, in one query or none; None where there is nothing of this key."""
        ...
