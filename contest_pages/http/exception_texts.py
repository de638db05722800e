"""What may be written about an exception where it outlives its request: in logs and in rows of tasks.

The text of an exception is data until it is known not to be: `ValueError("Nguyễn Văn A")`, a refused row of
PostgreSQL, the refused addresses of a mail server. Class and place in the code always say what to look for.
"""

from __future__ import annotations

import os
import traceback

from django.core.exceptions import (
    AppRegistryNotReady,
    FieldDoesNotExist,
    FieldError,
    ImproperlyConfigured,
    SynchronousOnlyOperation,
)
from django.db import IntegrityError, InterfaceError, OperationalError, ProgrammingError
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.urls import NoReverseMatch

#: Exceptions whose text names code, settings or the database's state.
_ABOUT_CODE = (
    ImportError,
    NameError,
    AttributeError,
    NotImplementedError,
    TypeError,
    RecursionError,
    MemoryError,
    AppRegistryNotReady,
    FieldDoesNotExist,
    FieldError,
    ImproperlyConfigured,
    SynchronousOnlyOperation,
    TemplateDoesNotExist,
    TemplateSyntaxError,
)
#: Errors of the database whose first line names tables and states; the lines below it show rows.
_ABOUT_THE_DATABASE = (InterfaceError, OperationalError, ProgrammingError)
#: Their subclasses that carry values.
_ABOUT_DATA = (NoReverseMatch, UnicodeError)


def exception_words(error: BaseException) -> str:
    """Return an exception as one line: its class, and its text where that names no data."""
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    words = _text_of(error)
    return f"{name}: {words}" if words else name


def _text_of(error: BaseException) -> str:
    code = getattr(error, "smtp_code", None)
    if isinstance(code, int):
        return str(code)
    if isinstance(refused := getattr(error, "recipients", None), dict):
        return ", ".join(sorted({str(answer[0]) for answer in refused.values()}))
    if isinstance(error, IntegrityError):
        return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
    if isinstance(error, _ABOUT_THE_DATABASE):
        return str(error).partition("\n")[0]
    if isinstance(error, _ABOUT_DATA):
        return ""
    if isinstance(error, _ABOUT_CODE):
        return str(error)
    if isinstance(error, OSError) and error.errno is not None:
        return os.strerror(error.errno)
    return ""


def traceback_text(error: BaseException) -> str:
    """Return the traceback of an exception and of those behind it, with `exception_words` for each."""
    return "".join(_lines(error, set())).rstrip("\n")


def _lines(error: BaseException, seen: set[int]):
    seen.add(id(error))
    behind = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if behind is not None and id(behind) not in seen:
        yield from _lines(behind, seen)
        yield "\nThen came:\n\n"
    for inner in getattr(error, "exceptions", ()):
        if isinstance(inner, BaseException) and id(inner) not in seen:
            yield from _lines(inner, seen)
            yield "\n"
    if error.__traceback__ is not None:
        yield "Traceback (most recent call last):\n"
        yield from traceback.format_tb(error.__traceback__)
    yield f"{exception_words(error)}\n"
