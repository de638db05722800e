"""The questions that editors add to a form: their names, their choices, and what was answered."""

from __future__ import annotations

import datetime
import decimal
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.coreutils import safe_snake_case

from contest_pages.data.identity import name_key
from contest_pages.lists.values import split_choices
from contest_pages.vietnamese import fold, slug_of

#: The name under which the declaration of the form is stored among the answers.
DECLARATION = "eligible"
CHOICE_TYPES = frozenset({"dropdown", "radio", "checkboxes", "multiselect"})
MANY_TYPES = frozenset({"checkboxes", "multiselect"})
#: Names are also parts of addresses of exports and of field names: Chinese letters make long ones.
_LONGEST_NAME = 100
_IDENTITY = re.compile(
    r"\b(?:dia chi|noi o|thuong tru|tam tru|so nha|(?:ngay|nam|noi) sinh|cccd|cmnd|cmt|can cuoc|chung minh|dinh danh"
    r"|ho chieu|dien thoai|di dong|sdt|so dt|zalo|e-?mail|facebook|tai khoan|address|phone|birth)\b"
)
#: Between several choices in one cell or sentence. Commas are part of many choices.
_BETWEEN = "; "


@dataclass(frozen=True)
class Question:
    """A question as answers and exports need it."""

    name: str
    label: str
    type: str


def label_key(label: str) -> str:
    """Return a label as it is compared: "Cỡ  áo:" and "CỠ ÁO" ask the same, "Lớp" and "Lop" do not."""
    key = name_key(label)
    return key.rstrip(" :?.*…") or key


def unique_names(questions: Iterable[tuple[str, str]], taken: Iterable[str] = ()) -> list[str]:
    """Return a name for each (name, label): its own where no question before it has it, else one made of the label.

    "Lớp" and "Lop" become "lop" and "lop_2"; names in `taken` are not given to anybody.
    """
    questions = list(questions)
    used = {*taken, DECLARATION, *(name for name, _label in questions if name)}
    kept: set[str] = set()
    names = []
    for name, label in questions:
        if not name or name in kept:
            name = _free_name(label, used)
            used.add(name)
        kept.add(name)
        names.append(name)
    return names


def _free_name(label: str, used: set[str]) -> str:
    # Wagtail's own rule writes "Đội" as "u0110oi"; it is needed for letters of other scripts.
    base = (slug_of(label).replace("-", "_") or safe_snake_case(label))[:_LONGEST_NAME].strip(
        "_"
    ) or "question"
    name, number = base, 1
    while name in used:
        number += 1
        name = f"{base}_{number}"
    return name


def asks_for_identity(label: str, field_type: str) -> bool:
    """Say whether a question asks who a person is or how to reach one: address, number, phone, e-mail, birth."""
    return field_type == "email" or bool(_IDENTITY.search(fold(label)))


def choice_texts(written: str) -> list[str]:
    """Return the choices an editor wrote: one in each line, or, written in a single line, between commas.

    This is Wagtail's rule. What is empty or written twice counts once.
    """
    lines = written.strip().splitlines()
    parts = [line.strip().rstrip(",") for line in lines] if len(lines) > 1 else written.split(",")
    return list(dict.fromkeys(part for part in map(str.strip, parts) if part))


def match_choice(text: str, choices: Sequence[str]) -> str | None:
    """Return the choice that is written so, else the one that differs in marks and capitals only, or None."""
    if text in choices:
        return text
    key = fold(text)
    return next((choice for choice in choices if fold(choice) == key), None)


def stored(value: object) -> object:
    """Return a cleaned value as it is stored in JSON: several choices as a list, dates as ISO."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [str(item) for item in value]
    if isinstance(value, decimal.Decimal):
        return f"{value.normalize():f}"
    return value


def answer_to(question: Question, value: object) -> dict:
    """Return an answer as it is stored, with the question as it was asked."""
    return {
        "name": question.name,
        "label": question.label,
        "type": question.type,
        "value": stored(value),
    }


def initial_value(value: object, field_type: str, choices: Sequence[str] = ()) -> object:
    """Return a stored value as a form field of this type takes it; answers of before the type changed are kept as text.

    Versions before 0.2.0 stored several choices as one text.
    """
    if field_type in MANY_TYPES:
        if isinstance(value, list):
            return value
        return split_choices(value, choices) if isinstance(value, str) else []
    if isinstance(value, list):
        return _BETWEEN.join(value)
    return typed_value(value, field_type)


def typed_value(value: object, field_type: str) -> object:
    """Return a stored value as a date, a time, a number, or as it is."""
    if not isinstance(value, str):
        return value
    try:
        if field_type == "date":
            return datetime.date.fromisoformat(value)
        if field_type == "datetime":
            return datetime.datetime.fromisoformat(value)
        if field_type == "number" and (number := decimal.Decimal(value)).is_finite():
            return number
    except (ValueError, decimal.InvalidOperation):
        return value  # answered before the question had this type
    return value


def cell_of(answer: dict, field_type: str = "") -> object:
    """Return an answer as a cell of a table: a date, a number, or words; `field_type` for answers that name none."""
    value = answer["value"]
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return _BETWEEN.join(str(item) for item in value)
    return typed_value(value, answer.get("type") or field_type)


def answer_words(answer: dict, field_type: str = "") -> str:
    """Return an answer in words: dates day first, yes or no, several choices between semicolons."""
    cell = cell_of(answer, field_type)
    if isinstance(cell, datetime.datetime):
        local = timezone.localtime(cell) if timezone.is_aware(cell) else cell
        return f"{local:%d/%m/%Y %H:%M}"
    if isinstance(cell, datetime.date):
        return f"{cell:%d/%m/%Y}"
    return str(cell)


def merged(stored_before: Iterable[dict], answers: Sequence[dict]) -> list[dict]:
    """Return the answers, and behind them those stored before to questions that were not asked this time."""
    asked = {answer["name"] for answer in answers}
    return [*answers, *(answer for answer in stored_before if answer["name"] not in asked)]


def same_answers(first: Iterable[dict], second: Iterable[dict]) -> bool:
    """Say whether two lists of answers say the same, also where one was stored by a version before 0.2.0."""
    return _comparable(first) == _comparable(second)


def _comparable(answers: Iterable[dict]) -> dict:
    return {
        answer["name"]: ", ".join(value) if isinstance(value := answer["value"], list) else value
        for answer in answers
    }
