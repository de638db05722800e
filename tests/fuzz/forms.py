"""Every form of the site, found by following links, and posts to them that no browser would send."""

from __future__ import annotations

import contextlib
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote_plus, urljoin, urlsplit

from bs4 import BeautifulSoup
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT
from django.urls import Resolver404, resolve
from hypothesis import strategies as st

#: Pages of one address pattern that are read at most: a list of a hundred records has a hundred alike. Editors of
#: pages differ by the kind of page.
_ALIKE = Counter({"admin/pages/<int:page_id>/edit/": 25, "admin/pages/add/<slug:content_type_app_name>/": 25})
_MOST_ALIKE = 2

#: What people paste, what scripts send, and what breaks parsers.
VALUES = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "\u200b",
    "\u202eabc",
    "é" * 300,
    "🙂" * 70,
    "A" * 70_000,
    "\r\n\r\nSet-Cookie: a=b",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "{{ 7|add:7 }}{% now 'Y' %}",
    "%s%n%(x)s",
    "../../etc/passwd",
    "-1",
    "0",
    "1",
    "3.14",
    "1e999",
    "NaN",
    "Infinity",
    "0x10",
    "٣",
    "１２",
    "²",
    "2147483648",
    "9223372036854775808",
    "9" * 5000,
    "on",
    "null",
    "[]",
    "{}",
    "[" * 2000,
    '[{"type": "none", "value": 1}]',
    '{"blocks": 1}',
    "31/02/2026",
    "00/00/0000",
    "01/01/0001",
    "31/12/9999",
    "2026-13-45",
    "0001-01-01T00:00",
    "9999-12-31 24:00",
    "25:61",
    "a@b",
    "a" * 250 + "@example.vn",
    "a@example.vn\nBcc: b@example.vn",
    "+84" + "9" * 40,
    "http://[::1",
    "javascript:alert(1)",
    "//example.org",
)
NAMES = ("x.pdf", "../../x.pdf", "a" * 300 + ".pdf", "x.pdf\x00.html", "tệp.PDF", ".", "x")
CONTENTS = (
    b"",
    b"%PDF-1.4\n",
    b"\x00" * 100,
    b"\xff\xfe\x00",
    b"PK\x03\x04" + b"\x00" * 50,
    b"a,b\n1,2\n",
    b"GIF89a",
)
#: Bodies that are no form at all, with the type that they claim.
BODIES = (
    (b"", MULTIPART_CONTENT),
    (b"", "multipart/form-data"),
    (b"--" + BOUNDARY.encode() + b"\r\nContent-Disposition: form-data; name=", MULTIPART_CONTENT),
    (b"{", "application/json"),
    (b"[]", "application/json"),
    (b"%ff%fe=%00&a=%u1234&&=", "application/x-www-form-urlencoded"),
    (b"a=1", "application/x-www-form-urlencoded; charset=utf-16"),
    (b"a=1", "application/x-www-form-urlencoded; charset=none"),
    (b"\xff" * 1000, "text/plain"),
)


@dataclass(frozen=True)
class Form:
    """A form as a page has it: for whom, where it goes, and what it sends if nothing is changed."""

    account: str
    page: str
    action: str
    method: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<form of {self.page} as {self.account or 'a visitor'}: {self.method} {self.action}>"


class Forms(list[Form]):
    """Forms, of which a report shows the number only."""

    def __repr__(self) -> str:
        return f"<{len(self)} forms>"


def _pattern(path: str) -> str:
    """Return the pattern of an address; of a page in the tree, which all have one pattern, the address itself."""
    path = urlsplit(path).path
    match = resolve(path)
    return path if match.url_name == "wagtail_serve" else match.route


def find_forms(clients: dict[str, Client], starts: dict[str, list[str]], *, most: int = 400) -> Forms:
    """Follow links from `starts` as each account, and return each form once: `most` pages an account at most.

    Pages that answer with an error of the server are reported as AssertionError.
    """
    forms: dict[tuple, Form] = {}
    for account, client in clients.items():
        waiting, seen, read = list(starts[account]), set(starts[account]), Counter()
        while waiting and sum(read.values()) < most:
            path = waiting.pop(0)
            try:
                pattern = _pattern(path)
            except Resolver404:
                continue
            if read[pattern] >= (_ALIKE[pattern] or _MOST_ALIKE):
                continue
            read[pattern] += 1
            with undone():
                response = client.get(path)
            assert response.status_code < 500, f"{path} as {account}: {response.status_code}"
            if "html" not in response.get("Content-Type", "") or response.streaming:
                if response.status_code in (301, 302):
                    _follow(path, response["Location"], waiting, seen)
                continue
            if response.status_code in (301, 302):
                _follow(path, response["Location"], waiting, seen)
                continue
            soup = BeautifulSoup(response.content, "html.parser")
            for form in _forms_of(soup, account, path):
                with contextlib.suppress(Resolver404):
                    names = tuple(sorted({name for name, _value in form.fields}))
                    forms.setdefault((form.method, _pattern(form.action), names), form)
            for link in soup.find_all("a", href=True):
                _follow(path, str(link["href"]), waiting, seen)
    return Forms(forms.values())


def _follow(base: str, href: str, waiting: list[str], seen: set[str]) -> None:
    target = urlsplit(urljoin(f"http://testserver{base}", href))
    if target.netloc not in ("testserver", "127.0.0.1:8000", "127.0.0.1"):
        return
    path = target.path + (f"?{target.query}" if target.query else "")
    if path not in seen and "logout" not in path:
        seen.add(path)
        waiting.append(path)


def _forms_of(soup: BeautifulSoup, account: str, path: str) -> Iterator[Form]:
    for form in soup.find_all("form"):
        fields, files = [], []
        for field in form.find_all(["input", "select", "textarea", "button"]):
            name = str(field.get("name", ""))
            kind = str(field.get("type", "")).lower()
            if not name:
                continue
            if kind == "file":
                files.append(name)
            elif field.name == "select":
                options = [o for o in field.find_all("option") if o.has_attr("selected")] or field.find_all(
                    "option"
                )[:2]
                fields += [(name, str(o.get("value", o.text))) for o in options[-1:]]
            elif field.name == "textarea":
                fields.append((name, field.text))
            elif kind in ("checkbox", "radio"):
                if field.has_attr("checked") or kind == "radio":
                    fields.append((name, str(field.get("value", "on"))))
            else:
                fields.append((name, str(field.get("value", ""))))
        action = urlsplit(urljoin(f"http://testserver{path}", str(form.get("action", "")) or path))
        yield Form(
            account=account,
            page=path,
            action=action.path + (f"?{action.query}" if action.query else ""),
            method=str(form.get("method", "get")).lower(),
            fields=tuple(fields),
            files=tuple(files),
        )


@st.composite
def posts(draw, forms: Forms) -> tuple[Form, dict]:
    """Draw a form, and the arguments for `Client.generic` with which it is sent."""
    form = forms[draw(st.integers(0, len(forms) - 1))]
    if form.method == "post" and draw(st.integers(0, 19)) == 0:
        body, content_type = draw(st.sampled_from(BODIES))
        return form, {"method": "POST", "path": form.action, "data": body, "content_type": content_type}
    fields = _changed(draw, list(form.fields))
    if form.method == "get":
        query = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in fields)
        return form, {"method": "GET", "path": f"{urlsplit(form.action).path}?{query}"}
    for name in form.files:
        if draw(st.booleans()):
            fields.append((name, (draw(st.sampled_from(NAMES)), draw(st.sampled_from(CONTENTS)))))
    return form, {
        "method": "POST",
        "path": form.action,
        "data": _multipart(fields),
        "content_type": MULTIPART_CONTENT,
    }


def _multipart(fields: list[tuple[str, str | tuple[str, bytes]]]) -> bytes:
    """Return a body with whatever names and values; Django's own encoder refuses some of them."""
    body = b""
    for name, value in fields:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'
        content = value.encode("utf8", "surrogatepass") if isinstance(value, str) else value[1]
        if not isinstance(value, str):
            head += f'; filename="{value[0]}"\r\nContent-Type: application/octet-stream'
        body += head.encode("utf8", "surrogatepass") + b"\r\n\r\n" + content + b"\r\n"
    return body + f"--{BOUNDARY}--\r\n".encode()


def _changed(draw, fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
    for _turn in range(draw(st.integers(1, 4))):
        if not fields:
            return [(draw(st.sampled_from(["q", "p", "page", "next", "id"])), draw(st.sampled_from(VALUES)))]
        at = draw(st.integers(0, len(fields) - 1))
        name, value = fields[at]
        match draw(st.integers(0, 9)):
            case 0:
                del fields[at]
            case 1:
                fields.append((name, draw(st.sampled_from(VALUES))))
            case 2:
                other = draw(st.integers(0, len(fields) - 1))
                fields[at], fields[other] = (name, fields[other][1]), (fields[other][0], value)
            case 3:
                fields[at] = (name + draw(st.sampled_from(["", "-0", "[]", "\x00", "é"])), value)
            case _:
                fields[at] = (name, draw(st.sampled_from(VALUES)))
    return fields


@contextlib.contextmanager
def undone() -> Iterator[None]:
    """Take back what a request wrote."""
    atomic = transaction.atomic()
    atomic._from_testcase = True  # durable blocks may be nested in it, as in those of Django's own tests
    with atomic:
        yield
        transaction.set_rollback(True)


def send(client: Client, request: dict) -> tuple[int, str, str]:
    """Send a request; return its status, where the site raised which exception, and where it redirects to.

    Nothing of it stays.
    """
    raised: list[BaseException] = []

    def note(sender, **kwargs):
        raised.append(sys.exc_info()[1])

    got_request_exception.connect(note)
    try:
        with undone():
            response = client.generic(**request)
            if response.streaming:
                for _piece in response.streaming_content:
                    pass
    finally:
        got_request_exception.disconnect(note)
    return response.status_code, _place(raised[0]) if raised else "", response.get("Location", "")


def _place(error: BaseException) -> str:
    """Return the error's class with the innermost functions, and the innermost place of the project's own."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f"{frame.filename}:{frame.lineno}" for frame in frames if "site-packages" not in frame.filename]
    functions = " > ".join(frame.name for frame in frames[-6:])
    return f"{type(error).__name__} in {functions}; ours: {ours[-1] if ours else None}"
