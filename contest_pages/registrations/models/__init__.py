"""The registration page, registrations, consents, committee matches, conflicts of interest."""

from .conflict import ConflictOfInterest
from .consent import ConsentRecord
from .exclusion import CommitteeMatch
from .export_columns import ExportColumns
from .page import ContestRegistrationPage, RegistrationDivision
from .pending_file import PendingFile
from .questions import FILE_FIELD, RegistrationField
from .registration import AnswerFile, Member, Registration

__all__ = [
    "FILE_FIELD",
    "AnswerFile",
    "CommitteeMatch",
    "ConflictOfInterest",
    "ConsentRecord",
    "ContestRegistrationPage",
    "ExportColumns",
    "Member",
    "PendingFile",
    "Registration",
    "RegistrationDivision",
    "RegistrationField",
]
