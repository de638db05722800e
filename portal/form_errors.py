"""What was sent cannot be read as a form, or asks to delete what others refer to: no fault of the server's."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from types import TracebackType

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError
from django.db.models import ProtectedError, RestrictedError
from django.urls import NoReverseMatch
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

_ROOT = Path(__file__).resolve().parents[1]
#: What reading of request data raises where a field is missing, or is not of the kind that the page had.
_MALFORMED = (KeyError, ValueError, TypeError, IndexError, ValidationError)
#: The functions of Django, modelcluster and Wagtail that read a form out of what was sent, or look its values up
#: to show them again.
_READERS = frozenset({"full_clean", "_construct_form", "value_from_datadict", "get_value_data"})

#: The functions of Django that take a value for a lookup in the database, and where they lie.
_LOOKUPS = frozenset({"get_prep_value", "to_python"})
_DATABASE = str(Path("django", "db"))
#: Wagtail's screens: some look a record up by a key that was sent, and do not expect that it is gone.
_SCREENS = str(Path("wagtail", "admin", "views"))
#: What psycopg says of a text with U+0000, which no keyboard types and no column of PostgreSQL takes.
_NUL = "NUL (0x00)"


def is_malformed_form(error: Exception) -> bool:
    """Say whether an error comes of what was sent, and of Django's or Wagtail's handling of it, not of code of ours.

    Wagtail's screens raise it for a form without a hidden field, for a key that is no number, or for a `next` that
    is no address: what no browser sends.
    """
    frames = list(_frames(error.__traceback__))
    if len(frames) < 2:
        return False
    if isinstance(error, DataError):
        return _NUL in str(error)
    if isinstance(error, ObjectDoesNotExist):
        asking = [file for file, _function in frames if _DATABASE not in file][-1]
        return _SCREENS in asking
    if isinstance(error, NoReverseMatch):
        redirects = [at for at, (_file, function) in enumerate(frames) if function == "redirect"]
        return bool(redirects) and not _is_ours(frames[redirects[0] - 1][0])
    if not isinstance(error, _MALFORMED):
        return False
    if isinstance(error, MultiValueDictKeyError):
        return not _is_ours(frames[-2][0])
    if frames[-1][1] in _LOOKUPS:
        return not _is_ours(next(file for file, _function in reversed(frames) if _DATABASE not in file))
    readers = [at for at, (_file, function) in enumerate(frames) if function in _READERS]
    return bool(readers) and not any(_is_ours(file) for file, _function in frames[readers[-1] :])


def _frames(traceback: TracebackType | None):
    while traceback is not None:
        code = traceback.tb_frame.f_code
        yield code.co_filename, code.co_name
        traceback = traceback.tb_next


def _is_ours(file: str) -> bool:
    return Path(file).is_relative_to(_ROOT) and "site-packages" not in file


def why_not_deleted(error: ProtectedError | RestrictedError) -> str:
    """Return a sentence that names what refers to the object, by kind and number."""
    rows = error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
    kinds = Counter(capfirst(str(row._meta.verbose_name)) for row in rows)
    users = ", ".join(f"{kind} ({count})" for kind, count in sorted(kinds.items()))
    return _("This cannot be deleted, because other records refer to it: %(users)s.") % {"users": users}
