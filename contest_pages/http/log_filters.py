"""A log filter that keeps secrets and personal data out of lines and tracebacks."""

from __future__ import annotations

import logging
import re
import sys
import threading
from functools import cache
from itertools import chain

from contest_pages import hooks

from .exception_texts import exception_words, traceback_text

#: What follows these in a path is the key of an account: Wagtail's, Django's and allauth's addresses.
_ACCOUNT_KEYS = re.compile(
    r"(/(?:password_reset/confirm|password/reset/key|reset|confirm-email|login/code/confirm)/)[^\s\"'?&<>]+"
)
#: All queries: searches of the admin hold names, links of media hold signatures.
_QUERY = re.compile(r"((?:https?:/)?/[^\s\"'<>?]*)\?[^\s\"'<>]+")
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
#: Phone numbers of ten or eleven digits and identity numbers of twelve; no digit, stop or dash around them.
_NUMBER = re.compile(r"(?<![\w.:/-])(?:\+84[ .]?|0)[0-9]{2,3}[ .]?[0-9]{3}[ .]?[0-9]{3,5}(?![\w:-])")
#: PostgreSQL's own lines below an error: rows, keys, parameters, pieces of the statement.
_ROWS = re.compile(r"(DETAIL|CONTEXT|LINE [0-9]+|QUERY|STATEMENT):[^\n]*(?:\n[^\S\n]*\^)?")


@cache
def _secrets() -> re.Pattern[str]:
    """Return the pattern of what follows the prefixes that features declare (hook `secret_url_prefixes`)."""
    prefixes = set(chain.from_iterable(hooks.call("secret_url_prefixes")))
    patterns = [re.escape(prefix) for prefix in sorted(prefixes, key=len, reverse=True)]
    return re.compile(rf"({'|'.join(patterns)})[^/\s\"'?&<>]+" if patterns else r"(?!)()")


def without_secrets(text: str) -> str:
    """Return a text without the secrets in its addresses: tokens of links, keys of accounts."""
    text = _ACCOUNT_KEYS.sub(r"\1…", text)
    if hooks.is_discovered():  # no request is served before the apps are ready
        text = _secrets().sub(r"\1…", text)
    return text


def scrub(text: str) -> str:
    """Return a log line without secrets of addresses, queries, e-mail addresses, and numbers of persons."""
    text = without_secrets(_QUERY.sub(r"\1?…", text))
    text = _ROWS.sub(r"\1: …", text)
    return _NUMBER.sub("…", _EMAIL.sub("…@…", text))


class PersonalDataFilter(logging.Filter):
    """A filter for log handlers: scrubs the line; of exceptions it leaves class, place, and texts without data."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; every line passes."""
        record.args = _without_exceptions(record.args)
        if isinstance(record.msg, BaseException):
            record.msg = exception_words(record.msg)
        record.msg, record.args = scrub(record.getMessage()), None
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = scrub(traceback_text(record.exc_info[1]))
        elif record.exc_text:
            record.exc_text = scrub(record.exc_text)
        return True


def _without_exceptions(args):
    if isinstance(args, tuple):
        return tuple(exception_words(arg) if isinstance(arg, BaseException) else arg for arg in args)
    if isinstance(args, dict):
        return {
            key: exception_words(arg) if isinstance(arg, BaseException) else arg for key, arg in args.items()
        }
    return args


def hide_in_uncaught_exceptions() -> None:
    """Let the process write uncaught exceptions, of commands and threads too, as the filter would."""

    def write(_kind, error: BaseException, _traceback=None) -> None:
        print(scrub(traceback_text(error)), file=sys.stderr)

    def write_of_thread(given) -> None:
        if given.exc_value is not None and given.exc_type is not SystemExit:
            write(given.exc_type, given.exc_value)

    sys.excepthook = write
    threading.excepthook = write_of_thread
