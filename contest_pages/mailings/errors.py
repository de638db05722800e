"""Refusals about mailings."""

from __future__ import annotations

from contest_pages.errors import ContestError


class MailingRefused(ContestError):
    """A mailing cannot be changed or sent as it is."""


class NumberChanged(MailingRefused):
    """There are more or fewer recipients than the organiser confirmed."""

    code = "number"
