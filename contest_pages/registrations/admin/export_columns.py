"""The columns of an export of registrations: those of every form, and one for each question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.contrib.admin.utils import label_for_field
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contest_pages.contests.models import ContestPage
from contest_pages.contests.permissions import within
from contest_pages.data.numbers import KEY_DIGITS, read_number
from contest_pages.registrations.logic.questions import (
    DECLARATION,
    answer_words,
    asks_for_identity,
    cell_of,
    label_key,
)
from contest_pages.registrations.models import (
    FILE_FIELD,
    ExportColumns,
    Registration,
    RegistrationField,
)

#: Columns that say who a person is and how to reach one: they are chosen by hand.
IDENTITY = frozenset({"birth_dates", "phone", "email"})


@dataclass(frozen=True)
class Column:
    """A column of every form; the value is the list's own."""

    key: str
    label: str
    is_identity: bool = False
    needs_files = False

    def value(self, registration: Registration, answers: Mapping[str, dict], admin) -> object:
        """Return the cell of a registration."""
        return admin.export_value(registration, self.key)


@dataclass(frozen=True)
class AnswerColumn(Column):
    """The answers to a question; `asked` has its name and type by form, as several forms may ask the same."""

    asked: dict[int, tuple[str, str]] = field(default_factory=dict)

    @property
    def needs_files(self) -> bool:
        """Return whether files answer it."""
        return any(field_type == FILE_FIELD for _name, field_type in self.asked.values())

    def value(self, registration: Registration, answers: Mapping[str, dict], admin) -> object:
        """Return the answer, or the names of the files given."""
        name, field_type = self.asked.get(registration.page_id, ("", ""))
        if field_type == FILE_FIELD:
            return "; ".join(file.file_name for file in registration.files.all() if file.name == name)
        return cell_of(answers[name], field_type) if name in answers else ""


@dataclass(frozen=True)
class DeclarationColumn(Column):
    """Whether the declaration of the form was made."""

    def value(self, registration: Registration, answers: Mapping[str, dict], admin) -> object:
        """Return yes, or nothing where none was asked for."""
        return cell_of(answers[DECLARATION]) if DECLARATION in answers else ""


@dataclass(frozen=True)
class OtherAnswersColumn(Column):
    """The answers to questions that their form does not ask any more."""

    asked: frozenset[tuple[int, str]] = frozenset()

    def value(self, registration: Registration, answers: Mapping[str, dict], admin) -> object:
        """Return each with its question."""
        return "\n".join(
            f"{answer['label']}: {answer_words(answer)}"
            for answer in registration.answers
            if answer["name"] != DECLARATION and (registration.page_id, answer["name"]) not in self.asked
        )


def columns_of(contest: ContestPage | None, admin, user) -> list[Column]:
    """Return all columns of an export of a contest, or of all on which a user works, in the order of the form."""
    fixed: list[Column] = []
    for name in admin.list_export:
        label = capfirst(str(label_for_field(name, model=Registration, model_admin=admin)))
        if name == "declaration":
            fixed.append(DeclarationColumn(name, label))
        elif name == "extra_answers":
            questions = _questions(contest, user)
            asked = frozenset((q.page_id, q.clean_name) for q in questions)
            fixed += [*_answer_columns(questions, {column.label for column in fixed})]
            fixed.append(OtherAnswersColumn(name, _("Answers to questions no longer asked"), asked=asked))
        else:
            fixed.append(Column(name, label, name in IDENTITY))
    return fixed


def _questions(contest: ContestPage | None, user) -> list[RegistrationField]:
    questions = (
        within(RegistrationField.objects, user)
        .exclude(clean_name="")
        .order_by("page__path", "sort_order", "pk")
    )
    if contest is not None:
        questions = questions.filter(page__path__startswith=contest.path)
    return list(questions)


def _answer_columns(questions: Iterable[RegistrationField], taken: set[str]) -> list[AnswerColumn]:
    """Return a column for each question; forms that ask the same share one."""
    columns: list[AnswerColumn] = []
    for question in questions:
        key = label_key(question.label)
        column = next(
            (c for c in columns if label_key(c.label) == key and question.page_id not in c.asked), None
        )
        if column is None:
            label, number = question.label, 1
            while label in taken:
                number += 1
                label = f"{question.label} ({number})"
            taken.add(label)
            column = AnswerColumn(
                f"answer-{question.page_id}-{question.clean_name}",
                label,
                asks_for_identity(question.label, question.field_type),
            )
            columns.append(column)
        column.asked[question.page_id] = (question.clean_name, question.field_type)
    return columns


def contest_of(query: Mapping[str, str], user) -> ContestPage | None:
    """Return the contest by which a list is filtered, or the only one on which a user works."""
    number = read_number(query.get("contest"), KEY_DIGITS)
    offered = within(ContestPage.objects.all(), user)
    contests = list(offered.filter(pk=number) if number else offered[:2])
    return contests[0] if len(contests) == 1 else None


def chosen_before(user, contest: ContestPage | None, columns: Iterable[Column]) -> set[str]:
    """Return the keys that a user last exported of a contest; at first all that identify nobody."""
    columns = list(columns)
    kept = ExportColumns.objects.filter(user=user, contest=contest).first() if contest else None
    keys = {column.key for column in columns if kept and column.key in kept.columns}
    return keys or {column.key for column in columns if not column.is_identity}


def remember(user, contest: ContestPage | None, keys: list[str]) -> None:
    """Keep a user's choice for the next export of the contest."""
    if contest is not None:
        ExportColumns.objects.update_or_create(user=user, contest=contest, defaults={"columns": keys})
