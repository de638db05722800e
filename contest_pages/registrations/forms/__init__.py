"""The registration forms."""

from .personal import ConsentForm, EditForm
from .registering import CodeForm, RegistrationForm

__all__ = [
    "CodeForm",
    "ConsentForm",
    "EditForm",
    "RegistrationForm",
]
