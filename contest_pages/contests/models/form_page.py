"""Pages that hand out a part of themselves to be shown elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Fragment:
    """What another page needs to draw a part of this one: a template and its context."""

    template: str
    context: dict[str, Any]


class FormPageMixin:
    """A page that can hand out its form. Name `embedded_form` is what the block looks for."""

    def embedded_form(self, request) -> Fragment:
        """Return the form as it stands now: open, not yet open, or closed. It carries no token."""
        raise NotImplementedError
