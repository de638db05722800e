"""The traceback that the row of a failed task keeps."""

from __future__ import annotations

import sys

from .exception_texts import traceback_text
from .log_filters import scrub


def shorten_traceback(sender, instance, **kwargs) -> None:
    """Replace the texts of exceptions before the row is written; a receiver of `pre_save`.

    The worker writes the row while it handles the exception.
    """
    if not instance.traceback:
        return
    error = sys.exc_info()[1]
    instance.traceback = scrub(traceback_text(error) if error is not None else instance.traceback)
