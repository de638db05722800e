"""The part of the form that is shared by registering and correcting."""

from __future__ import annotations

import datetime

from django import forms
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from contest_pages.contests.logic.rule_sentences import eligibility_declaration
from contest_pages.data import text_messages
from contest_pages.data.identity import is_mobile, tidy_phone
from contest_pages.data.numbers import read_number
from contest_pages.http.whole_texts import ListedError, listed_errors
from contest_pages.registrations.domain.application import Agreement, Application, GivenFile
from contest_pages.registrations.domain.eligibility import check_each, no_message_reaches
from contest_pages.registrations.domain.pending_files import TooMuchPending
from contest_pages.registrations.enums import RegistrationKind
from contest_pages.registrations.errors import GuardianMissing, RegistrationRefused, TooOld, TooYoung
from contest_pages.registrations.logic.composition import check_composition, composition_sentences
from contest_pages.registrations.logic.people import check_named_once
from contest_pages.registrations.logic.questions import answer_to
from contest_pages.registrations.models import FILE_FIELD, ContestRegistrationPage
from contest_pages.registrations.queries.per_unit import units_expected

from .files import CheckedFile, KeptFileField, forget, keep
from .people import ContactFormSet, PeopleFormSet, PersonForm
from .questions import EXTRA, question_fields
from .style import StyledForm
from .units import UnitField, units_of

PREFIX = "registration"
PEOPLE = "people"


class DetailsForm(StyledForm):
    """Kind, team name, people, contact, unit, division, extra fields; `people` is its set of persons."""

    kind = forms.ChoiceField(label=_("We register as"), widget=forms.RadioSelect)
    team_name = forms.CharField(
        label=_("Team name"),
        max_length=100,
        required=False,
        help_text=_("Shown in public. Left empty, the team is called after its unit."),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("We send your code and your personal link to this address."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This is not an e-mail address. An example: ten@example.vn.")},
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=20,
        required=False,
        help_text=_("One of e-mail and phone is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel", "inputmode": "tel"}),
    )
    unit = UnitField(label=_("Unit"), required=False, empty_label=_("Choose where you live, study or work"))
    division = forms.ChoiceField(label=_("Division"))
    is_namesake = forms.BooleanField(
        label=_("I am another person of the same name and birth date; the organisers may check this"),
        required=False,
    )

    def __init__(self, data=None, files=None, *, page: ContestRegistrationPage, known=None, **kwargs):
        super().__init__(data, files, prefix=PREFIX, **kwargs)
        self.page = page
        self.composition = page.composition
        kinds = [kind for kind in RegistrationKind.choices if kind[0] in page.kinds]
        self.fields["kind"].choices = kinds
        self.fields["kind"].initial = kinds[0][0] if kinds else None
        if len(kinds) < 2:
            self.fields["kind"].widget = forms.HiddenInput()
        if RegistrationKind.TEAM not in page.kinds:
            del self.fields["team_name"]
        if not text_messages.can_be_sent():
            self.fields["email"].required = True
            self.fields["phone"].help_text = ""
        self._offer_units(page)
        # The roster has the persons' fields, not its contact's form.
        self.divisions = [] if page.takes_rosters else page.division_list
        if self.divisions:
            self.fields["division"].choices = [
                ("", gettext("Choose your division")),
                *((division.name, division.name) for division in self.divisions),
            ]
        else:
            del self.fields["division"]
        self.extra_fields = [] if page.takes_rosters else page.question_list
        self.fields |= question_fields(self.extra_fields)
        people = ContactFormSet if page.takes_rosters else PeopleFormSet
        self.people = people(
            data,
            prefix=PEOPLE,
            initial=kwargs.get("initial", {}).get(PEOPLE) or [{}],
            form_kwargs={"page": page, "known": known},
        )

    def _offer_units(self, page: ContestRegistrationPage) -> None:
        today, kinds = timezone.localdate(), ()
        units = units_of(today)
        if page.takes_rosters and page.unit_kinds:
            units, kinds = units_expected(page).valid_on(today), page.unit_kinds
        bound = self["unit"]
        bound.field.offer(units, chosen=bound.value(), kinds=kinds)
        bound.field.required = page.unit_required or page.takes_rosters
        if page.takes_rosters:
            bound.field.empty_label = _("Choose the unit whose people you register")

    @property
    def takes_more_people(self) -> bool:
        """Return whether groups or teams may register."""
        return bool({RegistrationKind.GROUP, RegistrationKind.TEAM} & set(self.page.kinds))

    @property
    def first_person(self) -> str:
        """Return the label of the first person, by the kinds of the form."""
        if self.page.takes_rosters:
            return gettext("The unit's contact")
        if not self.takes_more_people:
            return gettext("About you")
        if list(self.page.kinds) == [RegistrationKind.TEAM]:
            return gettext("Person 1: captain")
        if RegistrationKind.TEAM not in self.page.kinds:
            return gettext("Person 1: contestant or first author")
        return gettext("Person 1: contestant, first author or captain")

    @cached_property
    def has_files(self) -> bool:
        """Return whether one of the extra fields is a file."""
        return any(field.field_type == FILE_FIELD for field in self.extra_fields)

    @property
    def sentences(self) -> list[str]:
        """Return who may register together, in sentences."""
        return composition_sentences(self.composition)

    @cached_property
    def declaration(self) -> str:
        """Return the declaration about the excluded committees; empty if there are none."""
        if self.page.takes_rosters:
            return ""  # the contact does not take part
        rules = self.page.contest.live_rules
        return eligibility_declaration(rules.excluded_committees if rules else [])

    def clean_email(self) -> str:
        """Keep addresses in lower case."""
        return self.cleaned_data["email"].lower()

    def clean_phone(self) -> str:
        """Normalise phone numbers to 0…."""
        return clean_phone(self.cleaned_data["phone"])

    def clean(self):
        """Ask for a contact that letters or text messages reach."""
        data = super().clean()
        if self.errors.keys() & {"email", "phone"} or data.get("email"):
            return data
        if not data.get("phone"):
            if not self.fields["email"].required:
                words = _("Enter a phone number or an e-mail address, so that you can be reached.")
                self.add_error("phone", words)
        elif not is_mobile(data["phone"]):
            self.add_error("phone", no_message_reaches(data["phone"]))
        return data

    def is_valid(self) -> bool:
        """Check the form, each person, and the rules for them, so that all errors are shown at once."""
        super().is_valid()
        self.people.is_valid()
        if self.is_bound and not self._is_checked and "kind" in self.cleaned_data and self.people.counted():
            self._is_checked = True
            self._check_rules()
        return self.is_bound and not self.has_errors

    _is_checked = False

    def _check_rules(self) -> None:
        """Add what the rules refuse: the number of people, each person's age, a person named twice."""
        rules, people = self.page.contest.live_rules, self.people.counted()
        main = sum(bool(form["is_main"].value()) for form in people if "is_main" in form.fields)
        try:
            check_composition(
                self.cleaned_data["kind"], people=len(people), main=main, rules=self.composition
            )
        except RegistrationRefused as refused:
            self.people.non_form_errors().append(refused.message)
        if rules is None or self.page.takes_rosters:
            return
        named = [form for form in people if {"full_name", "birth_date"} <= form.cleaned_data.keys()]
        persons = [form.person() for form in named]
        for form, person in zip(named, persons, strict=True):
            try:
                check_each(
                    self.page,
                    rules,
                    [person],
                    division=self.cleaned_data.get("division", ""),
                    registered_at=self.registered_at or timezone.now(),
                )
            except GuardianMissing as refused:
                if not form.errors:  # else each field has its own sentence
                    form.add_error("guardian_name", refused.message)
            except RegistrationRefused as refused:
                form.forget_guardian_errors()
                form.add_error("birth_date", refused.message)
        if len(named) == len(people):
            try:
                check_named_once(persons)
            except RegistrationRefused as refused:
                people[refused.person].add_error("full_name", refused.message)

    #: When the ages of the rules count; None: now.
    registered_at: datetime.datetime | None = None

    @property
    def has_errors(self) -> bool:
        """Return whether there is any error."""
        return self.is_bound and bool(self.errors or self.listed_errors)

    @property
    def listed_errors(self) -> list[ListedError]:
        """Return the errors of the people and of the form; those of one of several people begin with the number."""
        if not self.is_bound:
            return []
        found = [ListedError(str(error)) for error in self.people.non_form_errors()]
        people = self.people.shown()
        for number, person in enumerate(people, start=1):
            before = gettext("Person %(number)d: ") % {"number": number} if len(people) > 1 else ""
            found += listed_errors(person, before)
        own = list(listed_errors(self))
        return [error for error in own if not error.target] + found + [error for error in own if error.target]

    def detail_fields(self) -> list[forms.BoundField]:
        """Return the fields below the people: where they belong, how they are reached, the editor's questions."""
        names = ["unit", "division", "phone", "email", *(n for n in self.fields if n.startswith(EXTRA))]
        return [self[name] for name in names if name in self.fields and not self[name].is_hidden]

    @property
    def cards(self) -> list[tuple[int, PersonForm, bool]]:
        """Return (index, person, whether its fields are open) for those shown."""
        shown = self.people.shown()
        return [(number, form, True) for number, form in enumerate(self.people.forms) if form in shown]

    @property
    def is_of_several(self) -> bool:
        """Return whether a group or a team may register here."""
        return self.takes_more_people

    @property
    def either_contact(self) -> bool:
        """Return whether a phone number does as well as an e-mail address."""
        return not self.fields["email"].required

    #: Whether the form is not one of a team, whose main members are marked.
    hides_main = False

    def refuse(self, refused: RegistrationRefused) -> None:
        """Add the domain's refusal as an error of the person concerned, or of the form."""
        counted = self.people.counted()
        if refused.person is None or refused.person >= len(counted):
            self.add_error(None, refused.message)
        else:
            counted[refused.person].add_error(_field_of(refused), refused.message)
        self.refusal = refused.code

    def keep_files(self, *, network: str, person: str = "") -> None:
        """Stash the files, so that a form that is rendered again keeps them; an error where the quota is reached.

        They count for `person`, without one for the contact that the form gives.
        """
        person = person or self.data.get(self.add_prefix("email")) or self.data.get(self.add_prefix("phone"))
        self.data = self.data.copy()
        for name, field in self.fields.items():
            checked = self.cleaned_data.get(name) if isinstance(field, KeptFileField) else None
            if isinstance(checked, CheckedFile):
                try:
                    field.widget.kept = keep(checked, person=(person or "").lower(), network=network)
                except TooMuchPending as refused:
                    self.add_error(name, refused.message)

    def forget_files(self) -> None:
        """Delete the stashed copies after the registration has stored its own."""
        for name, field in self.fields.items():
            if isinstance(field, KeptFileField) and self.cleaned_data.get(name):
                forget(self.cleaned_data[name])

    def add_row(self) -> None:
        """Add a row for a person, for browsers without scripts; no errors are shown yet."""
        self.full_clean()
        self._errors = ErrorDict()
        self.data = self.data.copy()
        total = f"{PEOPLE}-TOTAL_FORMS"
        self.data[total] = min((read_number(self.data.get(total)) or 1) + 1, self.people.absolute_max)
        self.people = PeopleFormSet(
            self.data, prefix=PEOPLE, form_kwargs=self.people.form_kwargs, initial=self.people.initial
        )
        self.people.forget_errors()

    def open_units(self) -> None:
        """Show the units below the chosen one, for browsers without scripts; no errors are shown yet."""
        self.full_clean()
        self._errors = ErrorDict()
        self.people.forget_errors()

    def answers(self) -> list[dict]:
        """Return the answers to the editor's questions, files apart."""
        return [
            answer_to(field.question, self.cleaned_data.get(f"{EXTRA}{field.clean_name}"))
            for field in self.extra_fields
            if field.field_type != FILE_FIELD
        ]

    def files_given(self) -> tuple[GivenFile, ...]:
        """Return the files that answer the editor's questions."""
        return tuple(
            GivenFile(field.clean_name, field.label, checked.file, checked.file_name, checked.content_type)
            for field in self.extra_fields
            if field.field_type == FILE_FIELD
            and (checked := self.cleaned_data.get(f"{EXTRA}{field.clean_name}"))
        )

    def guardian_agreements(self, people):
        """Yield the agreements of guardians and minors; the key has the number of the person."""
        for number, (person, form) in enumerate(zip(people, self.people.counted(), strict=True)):
            if person.guardian_agrees:
                yield Agreement(f"guardian:{number}", str(form["guardian_agrees"].label), True)
            if person.child_agrees:
                yield Agreement(f"child:{number}", str(form["child_agrees"].label), True)

    def application(self) -> Application:
        """Return the application that the form describes."""
        data = self.cleaned_data
        return Application(
            kind=data["kind"],
            people=tuple(form.person() for form in self.people.counted()),
            team_name=data.get("team_name", ""),
            email=data["email"],
            phone=data["phone"],
            unit=data["unit"],
            division=data.get("division", ""),
            answers=self.answers(),
            files=self.files_given(),
            is_namesake=data["is_namesake"],
        )


def _field_of(refused: RegistrationRefused) -> str:
    """Return the field of a person that a refusal concerns."""
    if isinstance(refused, TooYoung | TooOld):
        return "birth_date"
    return "guardian_name" if isinstance(refused, GuardianMissing) else "full_name"


def clean_phone(typed: str) -> str:
    """Return a phone number as 0…, empty for an empty value; ValidationError for anything else."""
    try:
        return tidy_phone(typed) if typed else ""
    except ValueError:
        raise forms.ValidationError(
            gettext_lazy("Write a Vietnamese phone number, for example 0912 345 678.")
        ) from None
