"""The forms of jurors."""

from .juror import ConflictsForm, DeviceForm, SealForm, SheetForm

__all__ = ["ConflictsForm", "DeviceForm", "SealForm", "SheetForm"]
