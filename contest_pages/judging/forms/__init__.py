"""The forms of jurors and of the chair."""

from .chair import VoidForm
from .juror import ConflictsForm, DeviceForm, SealForm, SheetForm

__all__ = ["ConflictsForm", "DeviceForm", "SealForm", "SheetForm", "VoidForm"]
