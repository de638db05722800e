"""Units and how many people they have."""

from .headcount import Headcount
from .unit import Succession, Unit
from .unit_list import UnitList

__all__ = ["Headcount", "Succession", "Unit", "UnitList"]
