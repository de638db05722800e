"""The form fields of the questions that editors add."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import FormBuilder

from contest_pages import conf
from contest_pages.http.date_field import DayField, MomentField
from contest_pages.registrations.logic.questions import choice_texts, initial_value
from contest_pages.registrations.models import RegistrationField
from contest_pages.vietnamese import file_size

from .files import KeptFileField

EXTRA = "extra_"


class QuestionFields(FormBuilder):
    """Wagtail's form builder with files, dates read day first, and nothing chosen beforehand."""

    def create_file_field(self, field, options):
        """Return a field for a file."""
        return KeptFileField(
            help_text=options["help_text"]
            or gettext("PDF, Word, Excel or a picture, up to %(largest)s.")
            % {"largest": file_size(conf.get("MAX_ANSWER_FILE_BYTES"))},
            label=options["label"],
            required=options["required"],
            error_messages=options["error_messages"],
        )

    def create_date_field(self, field, options):
        """Return a field for a day."""
        options["help_text"] = options["help_text"] or gettext("Day/month/year, for example 05/8/1990.")
        return DayField(**options)

    def create_datetime_field(self, field, options):
        """Return a field for a day with a time."""
        options["help_text"] = options["help_text"] or gettext(
            "Day/month/year and the time, for example 05/8/2024 08:30."
        )
        return MomentField(**options)

    def create_dropdown_field(self, field, options):
        """Return a drop-down that begins empty: a first choice that is preselected is nobody's answer."""
        options["choices"] = [("", _("Please choose")), *self.get_formatted_field_choices(field)]
        return forms.ChoiceField(**options)

    def get_formatted_field_choices(self, field):
        """Return the choices as the editor's help text explains them."""
        return [(choice, choice) for choice in field.choice_list]

    def get_formatted_field_initial(self, field):
        """Return the choices that are ticked beforehand."""
        return self.get_field_options(field)["initial"]

    def get_field_options(self, field):
        """Let the default be a value of the field's type, and nothing where it is none; quote the label if it is empty."""
        options = super().get_field_options(field)
        options["initial"] = default_of(field)
        options["error_messages"] = {"required": _missing_answer(field)}
        return options


def _missing_answer(field: RegistrationField) -> str:
    words = {"name": field.label.strip().removesuffix(":")}
    if field.field_type in ("checkbox", "file"):
        return gettext("Complete “%(name)s”.") % words
    if field.field_type in ("checkboxes", "dropdown", "multiselect", "radio"):
        return gettext("Choose an answer for “%(name)s”.") % words
    return gettext("Fill in “%(name)s”.") % words


def default_of(field: RegistrationField) -> object:
    """Return the value with which a question begins, None without one or for one that the field does not have."""
    written = field.default_value.strip()
    if field.field_type in ("checkboxes", "multiselect"):
        return [choice for choice in choice_texts(written) if choice in field.choice_list]
    if field.field_type in ("dropdown", "radio"):
        return written if written in field.choice_list else None
    if field.field_type == "checkbox":
        return bool(written) or None
    if field.field_type in ("date", "datetime"):
        reader = DayField() if field.field_type == "date" else MomentField()
        try:
            return reader.to_python(written)
        except forms.ValidationError:
            return None
    return written or None


def question_fields(questions: Iterable[RegistrationField]) -> dict[str, forms.Field]:
    """Return the form fields of questions by their names in a form."""
    return {f"{EXTRA}{name}": field for name, field in QuestionFields(questions).formfields.items()}


def initial_answers(questions: Iterable[RegistrationField], answers: Iterable[dict]) -> dict[str, object]:
    """Return the stored answers as initial values of the form fields."""
    given = {answer["name"]: answer["value"] for answer in answers}
    return {
        f"{EXTRA}{question.clean_name}": initial_value(
            given.get(question.clean_name), question.field_type, question.choice_list
        )
        for question in questions
    }


def offer_chosen(form: forms.Form) -> None:
    """Offer the choices of the form's initial answers that the editor has removed since: they stay who chose them."""
    for name, field in form.fields.items():
        chosen = form.initial.get(name)
        if name.startswith(EXTRA) and chosen and isinstance(field, forms.ChoiceField):
            offered = {value for value, _label in field.choices}
            more = chosen if isinstance(chosen, list) else [str(chosen)]
            field.choices = [*field.choices, *((value, value) for value in more if value not in offered)]
