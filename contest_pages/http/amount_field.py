"""The form field of an amount in đồng."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from contest_pages.data.amounts import read_amount
from contest_pages.http.written_number import WrittenNumberField
from contest_pages.vietnamese import thousands


class AmountField(WrittenNumberField):
    """An amount in đồng, typed as people write it and shown with points between the thousands.

    With the script of `WordsInput` it stands in words beside the field.
    """

    read = staticmethod(read_amount)
    write = staticmethod(thousands)
    default_error_messages = {
        "invalid": _("Write an amount in VND, for example 5.000.000 or 5 triệu."),
    }
