"""Import and export of questions as spreadsheets: an import takes the whole list, or nothing and names each wrong cell."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.files.spreadsheets import escape_formula
from contest_pages.lists.columns import Column
from contest_pages.lists.reading import BY_HEADINGS, Choices, ListReading, ListRow, read_list
from contest_pages.lists.templates import empty_list
from contest_pages.lists.values import exact_text_of, yes_no_of, yes_or_no
from contest_pages.question_bank.enums import Difficulty
from contest_pages.question_bank.errors import QuestionRefused
from contest_pages.question_bank.logic.option_places import option_places, refusal_of_letters
from contest_pages.question_bank.logic.questions import letter
from contest_pages.question_bank.models import (
    MOST_OPTIONS,
    Question,
    QuestionOption,
    QuestionSet,
    QuestionTopic,
)
from contest_pages.question_bank.queries.similarity import known_texts, similar_to
from contest_pages.vietnamese import fold

#: Under this name uploaded lists are kept until they are taken.
LISTS = "questions"


@dataclass
class QuestionList:
    """A list as it was read, and its questions by row; with anything wrong in it there are none."""

    reading: ListReading
    questions: list[tuple[ListRow, dict]] = field(default_factory=list)


@dataclass
class Outcome:
    """The result of an import; `similar` are (row, number of a known question, similarity of 100) to review."""

    added: int = 0
    known: int = 0
    similar: list[tuple[int, str, int]] = field(default_factory=list)


def columns() -> list[Column]:
    """Return the columns of the list, in the order of the template and of the export."""
    return [
        Column("text", _("Question"), ("Nội dung câu hỏi", "Nội dung", "Câu hỏi trắc nghiệm"), read=exact_text_of,
               width=60, required=True),
        *(_option_column(place) for place in range(MOST_OPTIONS)),
        Column("right", _("Right"), ("Đáp án", "Phương án đúng", "Đáp án đúng", "ĐA", "Key", "Câu đúng", "Đúng"), width=10),
        Column("topic", _("Topic"), ("Lĩnh vực", "Chuyên đề"), width=20),
        Column("audience", _("Audience"), ("Đối tượng dự thi",), width=18),
        Column("difficulty", _("Difficulty"), ("Mức độ", "Độ khó"), width=12,
               choices=tuple(str(choice.label) for choice in Difficulty)),
        Column("source", _("Source"), ("Nguồn", "Nguồn tham khảo", "Căn cứ", "Căn cứ pháp lý", "Trích dẫn"), read=exact_text_of, width=30),
        Column("explanation", _("Explanation"), ("Giải thích", "Giải thích đáp án"), read=exact_text_of, width=40),
        Column("sets", _("Sets"), ("Bộ câu hỏi", "Bộ đề", "Tuần"), width=24),
        Column("keep_order", _("Keep the order of the options"), ("Giữ thứ tự", "Giữ nguyên thứ tự", "Không đảo phương án"),
               read=yes_no_of, width=14),
    ]  # fmt: skip


def _option_column(place: int) -> Column:
    sign = letter(place)
    names = ("Phương án", "Đáp án", "Lựa chọn", "PA", "Câu", "Ý")
    also = (sign, *(f"{name} {sign}" for name in names), *(f"{name} {place + 1}" for name in names[:3]))
    label = _("Option %(letter)s") % {"letter": sign}
    return Column(option_name(place), label, also, read=exact_text_of, width=28, required=place < 2)


def option_name(place: int) -> str:
    """Return the name of the column of an option, counted from 0."""
    return f"option_{place}"


def template(file) -> None:
    """Write an empty list with its headings into `file`."""
    empty_list(columns()).save(file)


def export_questions(questions, file) -> None:
    """Write questions as they are written now into an XLSX `file` that can be imported elsewhere."""
    workbook = empty_list(columns())
    sheet = workbook.worksheets[0]
    for question in questions.select_related("topic").prefetch_related("options", "sets"):
        options = list(question.options.all())
        right = next((place for place, option in enumerate(options) if option.is_right), 0)
        texts = [option.text for option in options] + [""] * (MOST_OPTIONS - len(options))
        row = [
            question.text,
            *texts[:MOST_OPTIONS],
            letter(right),
            question.topic.name if question.topic else "",
            question.audience,
            question.get_difficulty_display(),
            question.source,
            question.explanation,
            "; ".join(question_set.name for question_set in question.sets.all()),
            _("Yes") if question.keep_order else "",
        ]
        sheet.append([escape_formula(value) for value in row])
    workbook.save(file)


def read_questions(file, choices: Choices = BY_HEADINGS) -> QuestionList:
    """Read a list of questions; every wrong cell is named."""
    reading = read_list(file, columns(), choices)
    questions = [(row, _question(row, reading)) for row in reading.rows]
    return QuestionList(reading, [] if reading.is_wrong else questions)


@dataclass(frozen=True)
class Names:
    """Names of topics and sets in a list, each with the row that it means; None: a new one is made."""

    topics: dict[str, QuestionTopic | None] = field(default_factory=dict)
    sets: dict[str, QuestionSet | None] = field(default_factory=dict)


def unknown_names(questions: list[tuple[ListRow, dict]]) -> Names:
    """Return the names of topics and sets in a list that are not in the bank, however they are written."""
    topics = {fold(topic.name) for topic in QuestionTopic.objects.all()}
    sets = {fold(question_set.name) for question_set in QuestionSet.objects.all()}
    rows = [row for _found, row in questions]
    return Names(
        topics={row["topic"]: None for row in rows if row["topic"] and fold(row["topic"]) not in topics},
        sets={name: None for row in rows for name in row["sets"] if fold(name) not in sets},
    )


@transaction.atomic
def import_questions(*, questions: list[tuple[ListRow, dict]], actor, names: Names | None = None) -> Outcome:
    """Add the questions of a list to the bank, written by `actor` and to be checked by another person.

    `names` says what the names mean that the bank does not know; QuestionRefused for one that it leaves out: a
    misspelt set would be one of its own, and no round would ask its questions. A question whose exact text is in the bank already is
    skipped, so that importing a file is idempotent; nearly identical ones are named.
    """
    outcome = Outcome()
    known = known_texts()
    same = set(known.values())
    topics, sets = _meanings(questions, names or Names())
    for found, row in questions:
        if fold(row["text"]) in same:
            outcome.known += 1
            continue
        for pk, score in similar_to(row["text"], known, limit=1):
            outcome.similar.append((found.number, f"CH-{pk:04}", score))
        question = _add(row, topics, sets, actor)
        outcome.added += 1
        known[question.pk] = fold(row["text"])
        same.add(known[question.pk])
        audit.record("contest.import_question", question, actor=actor)
    return outcome


def _meanings(
    questions: list[tuple[ListRow, dict]], names: Names
) -> tuple[dict[str, QuestionTopic], dict[str, QuestionSet]]:
    """Return the topic and the set of each folded name in a list; new ones are made as decided."""
    unknown = unknown_names(questions)
    if undecided := [*(unknown.topics.keys() - names.topics), *(unknown.sets.keys() - names.sets)]:
        words = _("The bank does not know these names; say what they mean: %(names)s.")
        raise QuestionRefused(words % {"names": ", ".join(sorted(undecided))})
    topics = {fold(topic.name): topic for topic in QuestionTopic.objects.all()}
    sets = {fold(question_set.name): question_set for question_set in QuestionSet.objects.all()}
    for name in unknown.topics:
        topics.setdefault(fold(name), names.topics[name] or QuestionTopic.objects.create(name=name))
    for name in unknown.sets:
        sets.setdefault(fold(name), names.sets[name] or QuestionSet.objects.create(name=name))
    return topics, sets


def _add(row: dict, topics: dict[str, QuestionTopic], sets: dict[str, QuestionSet], actor) -> Question:
    question = Question(
        text=row["text"],
        topic=topics[fold(row["topic"])] if row["topic"] else None,
        audience=row["audience"],
        difficulty=row["difficulty"],
        source=row["source"],
        explanation=row["explanation"],
        keep_order=row["keep_order"],
        written_by=actor,
    )
    question.save()
    question.sets.set([sets[fold(name)] for name in row["sets"]])
    QuestionOption.objects.bulk_create(
        QuestionOption(question=question, sort_order=place, text=text, is_right=place == row["right"])
        for place, text in enumerate(row["options"])
    )
    question.save()
    return question


def _question(row: ListRow, reading: ListReading) -> dict:
    """Return the fields of a question; what is wrong in its row is noted."""
    texts = row.texts
    options = [texts[option_name(place)] for place in range(MOST_OPTIONS)]
    while options and not options[-1]:
        options.pop()
    _check_options(row, options, reading)
    for name, longest in (
        ("text", 2000),
        ("topic", 150),
        ("audience", 100),
        ("source", 250),
        ("explanation", 2000),
    ):
        if len(texts[name]) > longest:
            reading.refuse(row, name, _("At most %(count)d letters.") % {"count": longest})
    if not texts["text"]:
        reading.refuse(row, "text", _("The question is missing."))
    typed = texts["right"].upper().rstrip(".)")
    right = ord(typed) - 65 if len(typed) == 1 else -1
    if not 0 <= right < len(options):
        reading.refuse(row, "right", _("Write the letter of the one right option, for example B."))
    difficulties = {fold(str(choice.label)): choice.value for choice in Difficulty}
    difficulty = difficulties.get(fold(texts["difficulty"]), "" if texts["difficulty"] else Difficulty.MEDIUM)
    if not difficulty:
        names = ", ".join(str(choice.label) for choice in Difficulty)
        reading.refuse(row, "difficulty", _("Write one of: %(names)s.") % {"names": names})
    return {
        "text": texts["text"],
        "options": options,
        "right": right,
        "topic": texts["topic"],
        "audience": texts["audience"],
        "difficulty": difficulty,
        "source": texts["source"],
        "explanation": texts["explanation"],
        "keep_order": _keeps_order(row, options, reading),
        "sets": [name for part in texts["sets"].split(";") if (name := part.strip()[:150])],
    }


def _keeps_order(row: ListRow, options: list[str], reading: ListReading) -> bool:
    """Return whether the options keep their order: as the list says, and where it says nothing if one names letters.

    Where the list says No, an option that names letters is refused.
    """
    by_letter = option_places(row.texts["text"], options).by_letter
    asked = row.texts["keep_order"]
    if not asked or "keep_order" in row.problems:
        return bool(by_letter)
    if yes_or_no(asked):
        return True
    for place in by_letter:
        reading.refuse(row, option_name(place), refusal_of_letters(row.texts["text"], options, place))
    return False


def _check_options(row: ListRow, options: list[str], reading: ListReading) -> None:
    if len(options) < 2:
        reading.refuse(row, option_name(0), _("Give at least two options to choose from."))
    for place, option in enumerate(options):
        if not option and option_name(place) not in row.problems:
            reading.refuse(row, option_name(place), _("Leave no option empty between others."))
        elif len(option) > 500:
            reading.refuse(row, option_name(place), _("At most %(count)d letters.") % {"count": 500})
        elif option.lower() in (other.lower() for other in options[:place]):
            reading.refuse(row, option_name(place), _("Two options say the same."))
