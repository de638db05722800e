"""Fragments: parts of a page that other pages embed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Fragment:
    """A template and its context, rendered inside another page."""

    template: str
    context: dict[str, Any]


class FormPageMixin:
    """A page whose form can be embedded; the form block looks for the method `embedded_form`."""

    def embedded_form(self, request) -> Fragment:
        """Return the form in its present state: open, not yet open, or closed. It has no CSRF token."""
        raise NotImplementedError
