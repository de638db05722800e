"""The lists in the admin: registrations, committees, requests about personal data."""

from .committees import CommitteeMatchAdmin, CommitteeMemberAdmin
from .registrations import RegistrationAdmin, export_screen
from .requests import DataRequestAdmin

__all__ = [
    "CommitteeMatchAdmin",
    "CommitteeMemberAdmin",
    "DataRequestAdmin",
    "RegistrationAdmin",
    "export_screen",
]
