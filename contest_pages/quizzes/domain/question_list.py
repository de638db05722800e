"""Questions from a spreadsheet, and into one: all of a list is taken, or nothing and each wrong cell named."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.quizzes.enums import Difficulty
from contest_pages.quizzes.models import Question, QuestionOption, QuestionSet, QuestionTopic
from contest_pages.quizzes.models.bank import MOST_OPTIONS
from contest_pages.quizzes.queries.likeness import alike, known_texts
from contest_pages.spreadsheets import Reading, harmless, new_list, rows_of
from contest_pages.vietnamese import fold, tidy

_KEY = 1 + MOST_OPTIONS  # the column of the right letter, counted from 0
_WIDTHS = (60, *(28,) * MOST_OPTIONS, 10, 20, 18, 12, 30, 40, 24)


@dataclass
class Outcome(Reading):
    """What became of a list; `similar` are (row, number of a known question, likeness) to look at."""

    added: int = 0
    known: int = 0
    similar: list[tuple[int, str, int]] = field(default_factory=list)


def columns() -> list[str]:
    """Return the headings of the list, in the order of the template and of the export."""
    return [
        _("Question"),
        *(_("Option %(letter)s") % {"letter": chr(65 + place)} for place in range(MOST_OPTIONS)),
        _("Right"),
        _("Topic"),
        _("Audience"),
        _("Difficulty"),
        _("Source"),
        _("Explanation"),
        _("Sets"),
    ]


def template(file) -> None:
    """Write an empty list with its headings into `file`."""
    new_list(columns(), _WIDTHS).save(file)


def export_questions(questions, file) -> None:
    """Write questions as they are written now into an XLSX `file` that can be imported elsewhere."""
    workbook = new_list(columns(), _WIDTHS)
    sheet = workbook.active
    for question in questions.select_related("topic").prefetch_related("options", "sets"):
        options = list(question.options.all())
        right = next((place for place, option in enumerate(options) if option.is_right), 0)
        texts = [option.text for option in options] + [""] * (MOST_OPTIONS - len(options))
        row = [
            question.text,
            *texts[:MOST_OPTIONS],
            chr(65 + right),
            question.topic.name if question.topic else "",
            question.audience,
            question.get_difficulty_display(),
            question.source,
            question.explanation,
            "; ".join(found.name for found in question.sets.all()),
        ]
        sheet.append([harmless(value) for value in row])
    workbook.save(file)


@transaction.atomic
def import_questions(*, file, actor) -> Outcome:
    """Add the questions of an XLSX list to the bank, written by `actor` and to be checked by somebody else.

    Topics and sets that do not exist yet are made. A question that stands in the bank with the very same
    words is passed over, so that the same file twice changes nothing; those nearly the same are named.
    """
    outcome = Outcome()
    difficulties = {fold(str(choice.label)): choice.value for choice in Difficulty}
    rows = [
        (number, _read_row(number, cells, difficulties, outcome))
        for number, cells in rows_of(file, columns=len(_WIDTHS), reading=outcome)
    ]
    if outcome.wrong:
        return outcome
    known = known_texts()
    same = set(known.values())
    topics = {topic.name: topic for topic in QuestionTopic.objects.all()}
    sets = {found.name: found for found in QuestionSet.objects.all()}
    for number, row in rows:
        if fold(row["text"]) in same:
            outcome.known += 1
            continue
        for pk, score in alike(row["text"], known, limit=1):
            outcome.similar.append((number, f"CH-{pk:04}", score))
        question = _add(row, topics, sets, actor)
        outcome.added += 1
        known[question.pk] = fold(row["text"])
        same.add(known[question.pk])
        audit.record("contest.import_question", question, actor=actor)
    return outcome


def _add(row: dict, topics: dict[str, QuestionTopic], sets: dict[str, QuestionSet], actor) -> Question:
    topic = None
    if row["topic"]:
        topic = topics.get(row["topic"]) or QuestionTopic.objects.create(name=row["topic"])
        topics[topic.name] = topic
    question = Question(
        text=row["text"],
        topic=topic,
        audience=row["audience"],
        difficulty=row["difficulty"],
        source=row["source"],
        explanation=row["explanation"],
        written_by=actor,
    )
    question.save()
    for name in row["sets"]:
        if name not in sets:
            sets[name] = QuestionSet.objects.create(name=name)
    question.sets.set([sets[name] for name in row["sets"]])
    QuestionOption.objects.bulk_create(
        QuestionOption(question=question, sort_order=place, text=text, is_right=place == row["right"])
        for place, text in enumerate(row["options"])
    )
    question.save()
    return question


def _read_row(number: int, cells: list, difficulties: dict[str, str], outcome: Outcome) -> dict:
    texts = [tidy(str(cell)) for cell in cells]

    def wrong(column: int, reason: str) -> None:
        outcome.refuse(number, column + 1, cells[column], reason)

    if not texts[0]:
        wrong(0, _("The question is missing."))
    elif len(texts[0]) > 2000:
        wrong(0, _("At most %(count)d letters.") % {"count": 2000})
    options = texts[1:_KEY]
    while options and not options[-1]:
        options.pop()
    if len(options) < 2:
        wrong(1, _("Give at least two options to choose from."))
    for place, option in enumerate(options, start=1):
        if not option:
            wrong(place, _("Leave no option empty between others."))
        elif len(option) > 500:
            wrong(place, _("At most %(count)d letters.") % {"count": 500})
        elif option.lower() in (other.lower() for other in options[: place - 1]):
            wrong(place, _("Two options say the same."))
    letter = texts[_KEY].upper().rstrip(".")
    right = ord(letter) - 65 if len(letter) == 1 else -1
    if not 0 <= right < len(options):
        wrong(_KEY, _("Write the letter of the one right option, for example B."))
    difficulty = difficulties.get(fold(texts[_KEY + 3]), "" if texts[_KEY + 3] else Difficulty.MEDIUM)
    if not difficulty:
        wrong(
            _KEY + 3, _("Write one of: %(names)s.") % {"names": ", ".join(str(c.label) for c in Difficulty)}
        )
    for place, longest in ((_KEY + 1, 150), (_KEY + 2, 100), (_KEY + 4, 250), (_KEY + 5, 2000)):
        if len(texts[place]) > longest:
            wrong(place, _("At most %(count)d letters.") % {"count": longest})
    return {
        "text": texts[0],
        "options": options,
        "right": right,
        "topic": texts[_KEY + 1],
        "audience": texts[_KEY + 2],
        "difficulty": difficulty,
        "source": texts[_KEY + 4],
        "explanation": texts[_KEY + 5],
        "sets": [name for part in texts[_KEY + 6].split(";") if (name := part.strip()[:150])],
    }
