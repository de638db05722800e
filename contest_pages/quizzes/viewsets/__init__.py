"""Lists of the question bank and of attempts."""

from .attempts import AttemptAdmin
from .bank import BankGroup

__all__ = ["AttemptAdmin", "BankGroup"]
