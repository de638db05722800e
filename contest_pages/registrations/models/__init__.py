"""The registration page, those who registered, and what the law asks about their data."""

from .committee import CommitteeMatch, CommitteeMember
from .consent import ConsentNotice, ConsentPurpose, ConsentRecord, ConsentText, digest_of
from .page import FILE_FIELD, ContestRegistrationPage, RegistrationDivision, RegistrationField
from .registration import AnswerFile, Member, Registration
from .requests import DataRequest

__all__ = [
    "FILE_FIELD",
    "AnswerFile",
    "CommitteeMatch",
    "CommitteeMember",
    "ConsentNotice",
    "ConsentPurpose",
    "ConsentRecord",
    "ConsentText",
    "ContestRegistrationPage",
    "DataRequest",
    "Member",
    "Registration",
    "RegistrationDivision",
    "RegistrationField",
    "digest_of",
]
