"""A gateway for text messages, described by settings: what is sent over HTTP for a message, and what its answer means.

SMS_GATEWAY is a dict; docs/operators.md shows it for usual gateways. Its values hold keys of the gateway: no sentence, code
or representation made here repeats any of them, and none of the number or the text.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from anyascii import anyascii

_PLACEHOLDERS = frozenset({"phone", "text", "text_ascii", "sender", "id"})
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_REQUIRED = frozenset({"url", "body", "success"})
_KEYS = _REQUIRED | {
    "method", "headers", "format", "sender", "unicode", "timeout", "invalid_number", "unavailable",
}  # fmt: skip
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_LONGEST_TIMEOUT = 60
#: Refusals of the sender of requests, not of a message: sign-in, address, number of requests.
_OF_EVERY_MESSAGE = frozenset({401, 403, 404, 405, 407, 408, 429})
_SERVER_ERRORS = 500
#: What is repeated of an answer: a short code, never a number with which a person may be called.
_CODE = re.compile(r"(?!.*[0-9]{7})[A-Za-z0-9_.-]{1,20}")
_HEADER = re.compile(r"[A-Za-z0-9-]+")


class InvalidNumber(ValueError):
    """No text message will ever reach this number."""


class GatewayProblem(Exception):
    """A message was not taken; `code` holds nothing of number, text or keys."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


class GatewayRefused(GatewayProblem):
    """The gateway refused this message."""


class GatewayDown(GatewayProblem):
    """The gateway cannot be used now: no answer, no sign-in, no money."""


@dataclass(frozen=True)
class Mark:
    """By what an answer is recognised: its HTTP status, the value at `path`, or both."""

    statuses: frozenset[int] = frozenset()
    values: frozenset[str] = frozenset()

    def matches(self, status: int, value: str | None) -> bool:
        """Say whether an answer has this mark; a mark that names nothing is on none."""
        if not (self.statuses or self.values):
            return False
        return (not self.statuses or status in self.statuses) and (not self.values or value in self.values)


@dataclass(frozen=True)
class Gateway:
    """A gateway as the settings describe it."""

    url: str = field(repr=False)
    method: str
    headers: dict[str, str] = field(repr=False)
    is_json: bool
    body: Any = field(repr=False)
    sender: str
    unicode: bool
    timeout: float
    path: tuple[str, ...]
    success: Mark
    invalid_number: Mark
    unavailable: Mark

    def request(
        self, *, phone: str, text: str, reference: str = ""
    ) -> tuple[str, bytes | None, dict[str, str]]:
        """Return address, body and headers of the request for a message; InvalidNumber for what is no number.

        `reference` is the same for each attempt with one message, for gateways that recognise the second one by it.
        """
        words = {
            "phone": international(phone),
            "text": text,
            "text_ascii": anyascii(text),
            "sender": self.sender,
            "id": reference,
        }
        filled = _filled(self.body, words)
        if self.is_json:
            content = json.dumps(filled, ensure_ascii=False).encode()
            return self.url, content, {"Content-Type": "application/json; charset=utf-8", **self.headers}
        form = urlencode(filled)
        if self.method == "GET":
            return f"{self.url}{'&' if '?' in self.url else '?'}{form}", None, self.headers
        return self.url, form.encode(), {"Content-Type": "application/x-www-form-urlencoded", **self.headers}

    def judge(self, status: int, content: bytes) -> None:
        """Return for an answer that says that the message was taken; else raise InvalidNumber or a GatewayProblem."""
        value = _value_at(content, self.path) if self.path else None
        if self.invalid_number.matches(status, value):
            raise InvalidNumber
        if self.unavailable.matches(status, value):
            raise GatewayDown(_code_of(status, value))
        if self.success.matches(status, value):
            return
        if status >= _SERVER_ERRORS or status in _OF_EVERY_MESSAGE or 300 <= status < 400:
            raise GatewayDown(f"http-{status}")
        if status in self.success.statuses and value is None:
            raise GatewayDown("answer")  # a page of something that stands before the gateway
        raise GatewayRefused(_code_of(status, value))


def international(phone: str) -> str:
    """Return a Vietnamese number as gateways take it, 84…; raises InvalidNumber for anything else."""
    digits = re.sub(r"[\s().+-]", "", phone)
    digits = f"84{digits[1:]}" if digits.startswith("0") else digits
    if not re.fullmatch(r"84[1-9][0-9]{7,9}", digits):
        raise InvalidNumber
    return digits


def read_gateway(given: Any, *, allows_loopback: bool = True) -> Gateway:
    """Return the gateway that a dict of settings describes.

    Raises ValueError with a sentence that names the key and repeats no value. Addresses are https; a relay on the same
    machine may be plain http where `allows_loopback`.
    """
    if not isinstance(given, dict):
        raise ValueError("it is no object with keys.")
    if unknown := sorted(str(key) for key in given.keys() - _KEYS):
        raise ValueError(f"it has unknown keys: {', '.join(unknown)[:100]}.")
    if missing := sorted(_REQUIRED - given.keys()):
        raise ValueError(f"it lacks {', '.join(missing)}.")
    method, is_json = _method_and_format(given)
    unicode = given.get("unicode", False)
    _insist(isinstance(unicode, bool), "unicode is neither true nor false.")
    timeout = given.get("timeout", 10)
    is_number = isinstance(timeout, int | float) and not isinstance(timeout, bool)
    _insist(is_number and 0 < timeout <= _LONGEST_TIMEOUT, f"timeout is not 1 to {_LONGEST_TIMEOUT} seconds.")
    sender = given.get("sender", "")
    _insist(isinstance(sender, str), "sender is no text.")
    success = given["success"]
    path = success.get("path", "") if isinstance(success, dict) else ""
    _insist(isinstance(path, str), "success.path is no text, such as “data.0.status”.")
    marks = {name: _mark(given, name, path) for name in ("success", "invalid_number", "unavailable")}
    _insist(bool(marks["success"].statuses), "success.status names no HTTP status, such as 200.")
    _insist(not path or bool(marks["success"].values), "success.path has no success.value beside it.")
    return Gateway(
        url=_url(given["url"], allows_loopback),
        method=method,
        headers=_headers(given.get("headers", {})),
        is_json=is_json,
        body=_body(given["body"], is_json=is_json, unicode=unicode),
        sender=sender,
        unicode=unicode,
        timeout=timeout,
        path=tuple(path.split(".")) if path else (),
        **marks,
    )


def _insist(condition: bool, sentence: str) -> None:
    if not condition:
        raise ValueError(sentence)


def _url(url: Any, allows_loopback: bool) -> str:
    _insist(isinstance(url, str), "url is no text.")
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise ValueError("url is no address.") from None
    is_plain = re.fullmatch(r"[!-~]+", url) and not parts.fragment and "@" not in parts.netloc
    _insist(bool(host and is_plain), "url is no address, or has a user or a fragment in it.")
    is_near = allows_loopback and parts.scheme == "http" and host in _LOOPBACK
    _insist(parts.scheme == "https" or is_near, "url does not begin with https://.")
    return url


def _method_and_format(given: dict) -> tuple[str, bool]:
    method, form = given.get("method", "POST"), given.get("format", "json")
    _insist(method in ("GET", "POST"), "method is neither GET nor POST.")
    _insist(form in ("form", "json"), "format is neither form nor json.")
    _insist(method == "POST" or form == "form", "method GET needs format form.")
    return method, form == "json"


def _headers(headers: Any) -> dict[str, str]:
    _insist(isinstance(headers, dict), "headers is no object with keys.")
    for name, value in headers.items():
        _insist(isinstance(name, str) and bool(_HEADER.fullmatch(name)), "headers has a name that is none.")
        is_line = isinstance(value, str) and bool(re.fullmatch(r"[ -~]*", value))
        _insist(is_line, f"headers.{name} is not one line of plain letters.")
    return dict(headers)


def _body(body: Any, *, is_json: bool, unicode: bool) -> Any:
    _insist(isinstance(body, dict), "body is no object with keys.")
    texts = list(_texts(body))
    is_flat = all(isinstance(value, str | int | float) for value in body.values())
    _insist(is_json or is_flat, "body of format form has values that are no texts.")
    used = {name for text in texts for name in _PLACEHOLDER.findall(text)}
    _insist(used <= _PLACEHOLDERS, f"body has other placeholders than {', '.join(sorted(_PLACEHOLDERS))}.")
    _insist("phone" in used, "body has no {phone}.")
    _insist(bool(used & {"text", "text_ascii"}), "body has no {text}.")
    _insist("text" in used or not unicode, "unicode is true and body has no {text}.")
    return body


def _texts(value: Any):
    """Yield every text in a structure of a body, keys aside."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def _filled(value: Any, words: dict[str, str]) -> Any:
    """Return a body with its placeholders filled in one pass: braces in a text are left alone."""
    if isinstance(value, str):
        return _PLACEHOLDER.sub(lambda found: words[found[1]], value)
    if isinstance(value, dict):
        return {key: _filled(inner, words) for key, inner in value.items()}
    return [_filled(inner, words) for inner in value] if isinstance(value, list) else value


def _mark(given: dict, name: str, path: str) -> Mark:
    mark = given.get(name, {})
    allowed = {"status", "value", "path"} if name == "success" else {"status", "value"}
    is_known = isinstance(mark, dict) and mark.keys() <= allowed
    _insist(is_known, f"{name} has other keys than {', '.join(sorted(allowed))}.")
    statuses, values = _listed(mark.get("status", [])), _listed(mark.get("value", []))
    are_numbers = all(type(status) is int and 100 <= status < 600 for status in statuses)
    _insist(are_numbers, f"{name}.status names something else than HTTP statuses.")
    are_plain = all(isinstance(value, str | int | float) for value in values)
    _insist(are_plain, f"{name}.value names something else than texts and numbers.")
    _insist(not values or bool(path), f"{name}.value needs success.path.")
    return Mark(frozenset(statuses), frozenset(map(_as_text, values)))


def _listed(value: Any) -> list:
    return value if isinstance(value, list) else [value]


def _as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _value_at(content: bytes, path: tuple[str, ...]) -> str | None:
    """Return the value at a path of a JSON text, numbers counting places of lists; None where there is none."""
    try:
        value = json.loads(content)
        for part in path:
            value = value[int(part)] if isinstance(value, list) else value[part]
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    return _as_text(value) if isinstance(value, str | int | float) else None


def _code_of(status: int, value: str | None) -> str:
    if value is None:
        return f"http-{status}"
    return value if _CODE.fullmatch(value) else "other"
