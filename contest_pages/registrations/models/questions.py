"""The questions that editors add to a registration form, and the names under which they are answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.forms.models import FORM_FIELD_CHOICES, AbstractFormField

from contest_pages.registrations.logic.questions import Question, choice_texts, label_key, unique_names

FILE_FIELD = "file"


class RegistrationField(AbstractFormField):
    """A question that the editor adds to the form: any of Wagtail's fields, or a file.

    It gets its name when the page is published and keeps it, whatever its label becomes: see `name_for_good`.
    """

    contest_path = "page"

    page = ParentalKey("ContestRegistrationPage", on_delete=models.CASCADE, related_name="extra_fields")
    field_type = models.CharField(
        _("field type"), max_length=16, choices=(*FORM_FIELD_CHOICES, (FILE_FIELD, _("File")))
    )
    field_type.required_on_save = True

    panels = [
        FieldPanel("label"),
        FieldPanel("help_text"),
        FieldPanel("required"),
        FieldPanel("field_type", classname="formbuilder-type"),
        FieldPanel(
            "choices",
            classname="formbuilder-choices",
            help_text=_(
                "One choice in each line; a choice may then have commas. Choices in a single line are divided at commas."
            ),
        ),
        FieldPanel(
            "default_value",
            classname="formbuilder-default",
            help_text=_(
                "What is filled in or chosen beforehand; several ticked choices in a line each. Leave empty so that everybody answers for themselves."
            ),
        ),
    ]

    class Meta(AbstractFormField.Meta):
        verbose_name = _("extra field")
        verbose_name_plural = _("extra fields")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "clean_name"],
                condition=~models.Q(clean_name=""),
                name="contest_question_name_once_per_page",
            )
        ]

    def save(self, *args, **kwargs):
        """Save without Wagtail's naming: a draft is saved while its label is still being typed."""
        super(AbstractFormField, self).save(*args, **kwargs)

    @cached_property
    def choice_list(self) -> list[str]:
        """Return the choices."""
        return choice_texts(self.choices)

    @property
    def question(self) -> Question:
        """Return the question as answers and exports need it."""
        return Question(self.clean_name, self.label, self.field_type)


def name_for_now(fields: Iterable[RegistrationField]) -> list[RegistrationField]:
    """Return the questions with names in memory, so that a draft's preview shows all of them."""
    fields = [copy(field) for field in fields]  # the page's own rows may be saved later
    for field, name in zip(fields, unique_names((f.clean_name, f.label) for f in fields), strict=True):
        field.clean_name = name
    return fields


def name_for_good(page, fields: list[RegistrationField]) -> None:
    """Give each question of a page that is saved its name, in the order of the form.

    The row in the database decides: revisions of before a publication have no names, or old ones. A row without a key
    is the published question of the same label, if there is one. Names are given when the page is live, and never
    that of another question, be it removed long ago: its answers stand under it.
    """
    saved = {row.pk: row for row in RegistrationField.objects.filter(page=page.pk)} if page.pk else {}
    for field in fields:
        if field.pk in saved:
            field.clean_name = saved[field.pk].clean_name or field.clean_name
    known = {field.pk for field in fields}
    gone = {
        label_key(row.label): row.clean_name
        for row in saved.values()
        if row.pk not in known and row.clean_name
    }
    for field in fields:
        if not field.clean_name:
            field.clean_name = gone.pop(label_key(field.label), "")
    names = [field.clean_name for field in fields]
    if not page.live:
        for place, field in enumerate(fields):
            field.clean_name = "" if field.clean_name in names[:place] else field.clean_name
    elif not all(names) or len(set(names)) < len(names):
        taken = set(_names_ever(page)) if page.pk else set()
        given = unique_names(((f.clean_name, f.label) for f in fields), taken)
        for field, name in zip(fields, given, strict=True):
            field.clean_name = name


def _names_ever(page) -> Iterator[str]:
    """Yield the names of all questions that a page has or had: in its revisions, answers and files."""
    for content in page.revisions.values_list("content", flat=True).iterator():
        yield from (row.get("clean_name", "") for row in content.get("extra_fields", ()))
    for answers in page.registrations.values_list("answers", flat=True).iterator(chunk_size=2000):
        yield from (answer["name"] for answer in answers)
    yield from page.registrations.values_list("files__name", flat=True).exclude(files__name=None).distinct()
