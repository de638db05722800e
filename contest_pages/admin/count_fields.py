"""Whole numbers that the staff type: "1.000" is a thousand. Django alone takes it for 1."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from contest_pages.data.amounts import read_count
from contest_pages.http.written_number import WrittenNumberColumnMixin, WrittenNumberField
from contest_pages.vietnamese import thousands


class CountFormField(WrittenNumberField):
    """A whole number with or without points, commas or spaces between its thousands."""

    read = staticmethod(read_count)
    write = staticmethod(thousands)
    default_error_messages = {
        "invalid": _("Write a whole number, for example 300 or 1.000."),
    }


class CountField(WrittenNumberColumnMixin, models.PositiveIntegerField):
    """A count."""

    written_as = CountFormField


class SmallCountField(WrittenNumberColumnMixin, models.PositiveSmallIntegerField):
    """A count below 32,768."""

    written_as = CountFormField
