"""Uploaded lists and reminders; the registrations are the rosters themselves."""

from .reminder import Reminder
from .roster_list import RosterList

__all__ = ["Reminder", "RosterList"]
