"""The forms of jurors, of the chair, and of contestants."""

from .chair import VoidForm
from .juror import ConflictsForm, DeviceForm, SealForm, SheetForm
from .recheck import RecheckAskForm

__all__ = ["ConflictsForm", "DeviceForm", "RecheckAskForm", "SealForm", "SheetForm", "VoidForm"]
