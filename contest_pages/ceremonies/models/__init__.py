"""Ceremonies and presses."""

from .page import ContestCeremonyPage, Duty, InvitedGuests, ProgrammeItem, Venue
from .press import Press

__all__ = ["ContestCeremonyPage", "Duty", "InvitedGuests", "Press", "ProgrammeItem", "Venue"]
