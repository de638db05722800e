"""Ceremonies and presses."""

from .page import ContestCeremonyPage, Duty, ProgrammeItem, Venue
from .press import Press

__all__ = ["ContestCeremonyPage", "Duty", "Press", "ProgrammeItem", "Venue"]
