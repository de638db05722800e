"""Numbers in addresses: `<number:page_id>` reads at most nine digits, within the range of database ids."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import IntConverter


class NumberConverter(IntConverter):
    """A plain number below a thousand million; a longer one is the address of nothing."""

    regex = "[0-9]{1,9}"


def register() -> None:
    """Make `<number:…>` known."""
    register_converter(NumberConverter, "number")
