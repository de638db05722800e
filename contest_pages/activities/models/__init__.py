"""Activities, honours, and the calendar above them."""

from .activity import ContestActivityPage
from .calendar import CalendarWish, ContestCalendarPage
from .honours import ContestHonoursPage, Honoured

__all__ = ["CalendarWish", "ContestActivityPage", "ContestCalendarPage", "ContestHonoursPage", "Honoured"]
