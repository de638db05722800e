"""The forms of registering."""

from .personal import ConsentForm, EditForm, RequestForm
from .registering import AddressForm, CodeForm, ReasonForm, RegistrationForm

__all__ = [
    "AddressForm",
    "CodeForm",
    "ConsentForm",
    "EditForm",
    "ReasonForm",
    "RegistrationForm",
    "RequestForm",
]
