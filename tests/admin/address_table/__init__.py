"""Which roles every address lets in; test_every_address.py says how to read and renew it.

A row has three columns, each with one letter for every role that is let in (LETTERS of the test): people who work on
all contests; people limited to a contest, asked with its objects; the same, asked with objects of another contest.
"""

from . import extension, snippets, wagtail
from .exceptions import FOR_EVERYBODY, NO_OBJECT
from .public import PUBLIC

__all__ = ["FOR_EVERYBODY", "NO_OBJECT", "PUBLIC", "STAFF"]

STAFF = {**wagtail.ROWS, **extension.ROWS, **snippets.ROWS}
