"""Fragments: parts of a page that other pages embed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from contest_pages.contests.enums import Access

from .visibility import access_to


@dataclass(frozen=True)
class Fragment:
    """A template and its context, rendered inside another page."""

    template: str
    context: dict[str, Any]


class FormPageMixin:
    """A page whose form can be embedded; the form block looks for the method `embedded_form`."""

    def form_for(self, request) -> Fragment | None:
        """Return the form for another page; None where this request may not see this one."""
        return None if access_to(self, request) is Access.CLOSED else self.embedded_form(request)

    def embedded_form(self, request) -> Fragment:
        """Return the form in its present state: open, not yet open, or closed. It has no CSRF token."""
        raise NotImplementedError
