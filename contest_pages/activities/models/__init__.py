"""Activities, honours, and the calendar above them."""

from .activity import ContestActivityPage
from .calendar import CalendarFilters, ContestCalendarPage
from .honours import ContestHonoursPage, Honoured

__all__ = ["CalendarFilters", "ContestActivityPage", "ContestCalendarPage", "ContestHonoursPage", "Honoured"]
