"""Every letter that the code writes is declared, has a name for the staff, and templates that exist."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation

from contest_pages.notices import kinds

ROOT = Path(__file__).resolve().parents[2]


def written() -> set[str]:
    """Return the kinds of letters that the code writes."""
    found = set()
    for path in (ROOT / "contest_pages").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("notify", "notify_many"):
                assert isinstance(node.args[0], ast.Constant), f"{path}:{node.lineno} names no kind"
                found.add(node.args[0].value)
    return found


def test_every_letter_that_is_written_is_declared_and_none_is_declared_in_vain():
    assert written() == {kind.key for kind in kinds.kinds()}
    assert len(written()) > 20


def test_every_kind_has_a_vietnamese_name_of_its_own():
    with translation.override("en"):
        english = [str(kind.name) for kind in kinds.kinds()]
    with translation.override("vi"):
        names = [str(kind.name) for kind in kinds.kinds()]
    assert len(set(names)) == len(names)
    assert not set(names) & set(english)


def test_no_letter_is_sent_around_the_rows():
    sending = {"send_mail", "EmailMessage", "send_mass_mail", "EmailMultiAlternatives"}
    sending |= {"send_sms", "Message"}
    places = set()
    for path in (ROOT / "contest_pages").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.ImportFrom)
                and node.module != "email.message"
                and sending & {alias.name for alias in node.names}
            ):
                places.add(str(path.relative_to(ROOT / "contest_pages")))
    assert places == {"notices/domain/transport.py", "data/text_messages.py"}


def test_a_key_belongs_to_one_letter(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    with pytest.raises(ImproperlyConfigured, match=r"registrations\.welcome"):
        kinds.letter("registrations.welcome", "x")(lambda registration: None)
