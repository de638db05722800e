"""Steps, cases, records of the preliminary review."""

from .case import DeskNotes, ReviewCase
from .comment import CaseComment
from .complaint import Complaint
from .plan import RejectionReason, ReviewPlan, ReviewStep
from .record import Review, ReviewChain
from .reminder import Reminder
from .sharing import SharedCase, ShareOut

__all__ = [
    "CaseComment",
    "Complaint",
    "DeskNotes",
    "RejectionReason",
    "Reminder",
    "Review",
    "ReviewCase",
    "ReviewChain",
    "ReviewPlan",
    "ReviewStep",
    "ShareOut",
    "SharedCase",
]
