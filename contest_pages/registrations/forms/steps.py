"""The steps of the registration form. Answers of the steps that are not shown travel as hidden fields of the form.

1: as what one registers; left out where there is one choice. 2: who takes part, and the contact. 3: what was given, to be
checked, and the agreements. Each request has all answers, so the form is validated as a whole at each step; a step shows
the errors of its own fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from contest_pages.data.numbers import read_number
from contest_pages.registrations.enums import RegistrationKind
from contest_pages.registrations.logic.composition import SMALLEST_GROUP
from contest_pages.registrations.logic.questions import answer_to, answer_words

from .details import PEOPLE, DetailsForm
from .files import CheckedFile, KeptFileField
from .people import MOST_PEOPLE, PersonForm
from .questions import EXTRA
from .units import OPEN_UNIT, TYPED

KIND, DETAILS, CONFIRM = 1, 2, 3
#: The buttons: to another step; one more person, another person's fields, a person less.
GO, ADD, OPEN, REMOVE = "go", "add_person", "open_person", "remove_person"
_DETAIL_FIELDS = {"team_name", "email", "phone", "unit", "division", "is_namesake"}
_ALWAYS = ("consent_version", "attached_token", "started", "scripted", "website")
_KEPT = "-kept"


@dataclass(frozen=True)
class Given:
    """An answer to be checked in the last step; `step` is where it is changed."""

    label: str
    words: str
    step: int = DETAILS


class SteppedForm(DetailsForm):
    """A registration form of which one step is shown at a time."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.steps = [KIND, DETAILS, CONFIRM] if len(self.page.kinds) > 1 else [DETAILS, CONFIRM]
        self.step = self.steps[0]
        self.opened: set[int] = set()
        #: Whether a button leads to another step, so that nothing is registered and nobody is tested for a robot.
        self.moves = self.is_bound and any(name in self.data for name in (GO, ADD, OPEN, REMOVE, OPEN_UNIT))

    def move(self) -> None:
        """Show the step that the pressed button leads to, or the first before it that has an error."""
        if GO in self.data:
            self._go(read_number(self.data[GO]) or 0)
            return
        self.step = DETAILS
        if ADD in self.data:
            self._show_people(self._count + 1)
            self.opened = {len(self.people.forms) - 1}
        elif (number := read_number(self.data.get(OPEN, ""))) is not None:
            self.opened = {number}
        elif (number := read_number(self.data.get(REMOVE, ""))) is not None:
            self.data = self.data.copy()
            self.data[f"{PEOPLE}-{number}-DELETE"] = "on"
            self._show_people(self._count)
        self._forget_errors()

    def _go(self, target: int) -> None:
        target = target if target in self.steps else self.steps[-1]
        if KIND in self.steps and self.data.get("step") == str(KIND):
            self._show_people(1 if self.chosen_kind in self._alone else self._count_of_sent)
        self.is_valid()
        before = [step for step in self.steps if step < target and step in self._steps_with_errors()]
        came_from = read_number(self.data.get("step", "")) or self.steps[0]
        if before and target > came_from:
            self.show_errors(before[0])
        else:
            self.step = target
            self._forget_errors()

    def show_errors(self, step: int = 0) -> None:
        """Show a step with its errors; without one, the first that has some."""
        self.step = step or min(self._steps_with_errors(), default=CONFIRM)
        for name in list(self.errors):
            if self._step_of(name) != self.step:
                del self.errors[name]
        if self.step != DETAILS:
            self.people.forget_errors()

    def _forget_errors(self) -> None:
        self.is_valid()
        self.errors.clear()
        self.opened |= {number for number, form in enumerate(self.people.forms) if form.errors}
        self.people.forget_errors()

    def _steps_with_errors(self) -> set[int]:
        steps = {self._step_of(name) for name in self.errors}
        if self.people.non_form_errors() or any(form.errors for form in self.people.shown()):
            steps.add(DETAILS)
        return steps & {*self.steps}

    def _step_of(self, name: str) -> int:
        if name == "kind":
            return self.steps[0]
        return DETAILS if name in _DETAIL_FIELDS or name.startswith(EXTRA) else CONFIRM

    # People -----------------------------------------------------------------------------------------

    _alone = (RegistrationKind.INDIVIDUAL, RegistrationKind.ROSTER)

    @property
    def chosen_kind(self) -> str:
        """Return the kind that is chosen, or the first."""
        return str(self["kind"].value() or "")

    @property
    def is_of_several(self) -> bool:
        """Return whether a group or a team registers."""
        return self.chosen_kind not in self._alone

    @property
    def is_team(self) -> bool:
        """Return whether a team registers."""
        return self.chosen_kind == RegistrationKind.TEAM

    @property
    def hides_main(self) -> bool:
        """Return whether the form is not one of a team, whose main members are marked."""
        return not self.is_team

    @property
    def _count(self) -> int:
        return len(self.people.forms)

    @property
    def _count_of_sent(self) -> int:
        """Return how many rows were sent, also those that are not counted while an individual registers."""
        rows = [n for n in range(MOST_PEOPLE) if self.data.get(f"{PEOPLE}-{n}-full_name")]
        return max([self._count, *(number + 1 for number in rows)])

    def _show_people(self, count: int) -> None:
        self.data = self.data.copy()
        self.data[f"{PEOPLE}-TOTAL_FORMS"] = min(count, MOST_PEOPLE)
        self.data.setdefault(f"{PEOPLE}-INITIAL_FORMS", "0")
        self._is_checked = False
        self.people = type(self.people)(
            self.data, prefix=PEOPLE, form_kwargs=self.people.form_kwargs, initial=self.people.initial
        )

    @property
    def cards(self) -> list[tuple[int, PersonForm, bool]]:
        """Return (index, person, whether its fields are open) for those shown."""
        return [
            (number, form, self._is_open(number, form))
            for number, form in enumerate(self.people.forms)
            if form in self.people.shown()
        ]

    def _is_open(self, number: int, form: PersonForm) -> bool:
        return (
            not self.is_bound
            or not self.is_of_several
            or number in self.opened
            or bool(form.errors)
            or not form["full_name"].value()
        )

    @property
    def places_left(self) -> int:
        """Return how many persons may be added."""
        return max(self.composition.largest(self.chosen_kind) - len(self.people.shown()), 0)

    # What is shown ----------------------------------------------------------------------------------

    @property
    def number(self) -> int:
        """Return the number of the step, from 1."""
        return self.steps.index(self.step) + 1

    @property
    def previous_step(self) -> int | None:
        """Return the step before the one shown."""
        return self.steps[self.number - 2] if self.number > 1 else None

    @property
    def next_step(self) -> int:
        """Return the step after the one shown."""
        return self.steps[min(self.number, len(self.steps) - 1)]

    @property
    def title(self) -> str:
        """Return the heading of the step."""
        if self.step == KIND:
            return gettext("As what do you take part?")
        if self.step == CONFIRM:
            return gettext("Check and declare")
        return {
            RegistrationKind.GROUP: gettext("Members of the group"),
            RegistrationKind.TEAM: gettext("Members of the team"),
            RegistrationKind.ROSTER: gettext("The unit's contact"),
        }.get(self.chosen_kind, gettext("About the contestant"))

    @property
    def first_person(self) -> str:
        """Return the label of the first person, by the kind that is chosen."""
        if self.is_team:
            return gettext("Member 1 (captain)")
        return gettext("Member 1 (represents the group)") if self.is_of_several else super().first_person

    @property
    def kind_choices(self) -> list[tuple]:
        """Return (radio button, what the choice means)."""
        sizes = self.composition
        words = {
            RegistrationKind.INDIVIDUAL: gettext("You take part alone."),
            RegistrationKind.GROUP: gettext("%(smallest)d to %(largest)d persons; you represent the group.")
            % {"smallest": SMALLEST_GROUP, "largest": sizes.largest_group},
            RegistrationKind.TEAM: ngettext(
                "A team of %(largest)d member; you are the captain.",
                "%(smallest)d to %(largest)d members; you are the captain.",
                sizes.largest_team,
            )
            % {"smallest": sizes.smallest_team, "largest": sizes.largest_team},
        }
        return [(radio, words.get(str(radio.data["value"]), "")) for radio in self["kind"]]

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Return (name, value) of what was sent in the steps and for the persons that are not shown."""
        return list(self._carried()) if self.is_bound else []

    def _carried(self) -> Iterator[tuple[str, str]]:
        shown = self._shown_names()
        kept = {
            f"{self[name].html_name}{_KEPT}": field.widget.kept
            for name, field in self.fields.items()
            if isinstance(field, KeptFileField) and isinstance(field.widget.kept, CheckedFile)
        }
        for key in self.data:
            base = key.removesuffix(TYPED).removesuffix(_KEPT)
            if key.startswith((f"{self.prefix}-", f"{PEOPLE}-")) and base not in shown and key not in kept:
                for value in self.data.getlist(key):
                    yield key, value
        for key, file in kept.items():
            if key.removesuffix(_KEPT) not in shown and file.token:
                yield key, file.token

    def _shown_names(self) -> set[str]:
        names = {
            bound.html_name
            for bound in self
            if bound.name in _ALWAYS
            or (self._step_of(bound.name) == self.step and self._is_shown(bound.name))
        }
        if self.step in (KIND, DETAILS):
            names |= {bound.html_name for bound in self.people.management_form}
        if self.step == DETAILS:
            for _number, person, is_open in self.cards:
                if is_open:
                    names |= {bound.html_name for bound in person if bound.name != "DELETE"}
        if self["kind"].is_hidden:
            names.add(self["kind"].html_name)
        return names

    def _is_shown(self, name: str) -> bool:
        return name != "team_name" or self.is_team

    @property
    def given(self) -> list[Given]:
        """Return the answers of the steps before the last, in words."""
        data = self.cleaned_data
        found = []
        if KIND in self.steps and data.get("kind"):
            label = str(RegistrationKind(data["kind"]).label)
            found.append(Given(gettext("You take part as"), label, KIND))
        if self.is_team and data.get("team_name"):
            found.append(Given(str(self["team_name"].label), data["team_name"]))
        found += self._given_people()
        for bound in self.detail_fields():
            value = data.get(bound.name)
            if isinstance(value, CheckedFile):
                words = value.file_name
            elif bound.name.startswith(EXTRA):
                words = self._answer_words(bound.name, value)
            else:
                words = str(value or "")
            if words:
                found.append(Given(str(bound.label), words))
        return found

    def _answer_words(self, name: str, value: object) -> str:
        field = next((f for f in self.extra_fields if f"{EXTRA}{f.clean_name}" == name), None)
        return answer_words(answer_to(field.question, value)) if field is not None else ""

    def _given_people(self) -> Iterator[Given]:
        people = self.people.counted()
        for number, form in enumerate(people, start=1):
            data = getattr(form, "cleaned_data", {})
            parts = [data.get("full_name", ""), str(data.get("birth_date") or "")]
            if len(people) > 1:
                yield Given(gettext("Member %(number)d") % {"number": number}, ", ".join(filter(None, parts)))
            else:
                for name, words in zip(("full_name", "birth_date"), parts, strict=True):
                    if words:
                        yield Given(str(form[name].label), words)
            if guardian := data.get("guardian_name"):
                yield Given(str(form["guardian_name"].label), guardian)
