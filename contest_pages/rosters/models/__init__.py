"""What is kept of rosters besides the registrations themselves."""

from .reminder import Reminder
from .roster_list import RosterList

__all__ = ["Reminder", "RosterList"]
