"""The registration page and the rows of those who registered."""

from .page import ContestRegistrationPage, RegistrationField
from .registration import ConsentText, Member, Registration

__all__ = ["ConsentText", "ContestRegistrationPage", "Member", "Registration", "RegistrationField"]
