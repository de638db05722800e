"""Steps, cases, records of the preliminary review."""

from .case import DeskNotes, ReviewCase
from .complaint import Complaint
from .plan import RejectionReason, ReviewPlan, ReviewStep
from .record import Review, ReviewChain
from .reminder import Reminder

__all__ = [
    "Complaint",
    "DeskNotes",
    "RejectionReason",
    "Reminder",
    "Review",
    "ReviewCase",
    "ReviewChain",
    "ReviewPlan",
    "ReviewStep",
]
