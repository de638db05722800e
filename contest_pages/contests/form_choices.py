"""What Wagtail's forms let a user choose who is limited to contests: in fields, in blocks, in links of formatted text.

A form accepts any record that the browser sends, offered or not, shows its title where the form comes back with errors,
and shows its file in the preview. So what may not be chosen is taken out of what was sent before anything reads it, and
its field is refused. What a page or record named before the edit stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import wraps

from django import forms
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.documents import permissions as document_rights
from wagtail.documents.models import AbstractDocument
from wagtail.images import permissions as image_rights
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from .permissions import limit_of, pages_to_choose, within
from .references import Reference, references_of, without_references

_SCOPE = "_contest_choices"


def connect() -> None:
    """Narrow the fields of Wagtail's forms; idempotent."""
    original = WagtailAdminModelForm.__init__
    if hasattr(original, "__wrapped__"):
        return

    @wraps(original)
    def __init__(self, *args, **kwargs):
        original(self, *args, **kwargs)
        if self.for_user is not None and limit_of(self.for_user) is not None:
            _narrow(self, _Choices(self, self.for_user))

    WagtailAdminModelForm.__init__ = __init__


class _Choices:
    """What a user may name in a form with its rows: what stands there already, and records of the user's contests."""

    def __init__(self, form, user):
        self.user = user
        self._form = form
        self._before: set[Reference] | None = None
        self._known: dict[Reference, bool] = {}

    def refused(self, named: Iterable[Reference]) -> set[Reference]:
        """Return the references that are new and may not be chosen."""
        found = set(named)
        # Most edits name nothing new: then nothing is asked of the database.
        found -= self._before_the_edit() if found else set()
        for reference in found - self._known.keys():
            model, key = reference
            records = records_to_choose(model._default_manager.all(), self.user)
            self._known[reference] = bool(key) and records.filter(pk=key).exists()
        return {reference for reference in found if not self._known[reference]}

    def _before_the_edit(self) -> set[Reference]:
        if self._before is None:
            rows = [row for formset in _formsets(self._form) for row in formset.forms]
            self._before = {
                reference
                for form in (self._form, *rows)
                for name, value in form.initial.items()
                for reference in _named_in(_model_field(form, name), value)
            }
        return self._before


def _formsets(form) -> list:
    return list(getattr(form, "formsets", {}).values())


def _model_field(form, name: str) -> Field | None:
    try:
        return form._meta.model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _named_in(field, value) -> Iterator[Reference]:
    """Yield what the value of a field names: a record by its key, or the records in formatted text and blocks."""
    if value in (None, "") or field is None:
        return
    if hasattr(field, "extract_references"):
        yield from references_of(field.extract_references, value)
    elif field.many_to_one or field.one_to_one:
        yield from references_of(
            lambda key: [(field.related_model, key, "", "")], getattr(value, "pk", value)
        )


def _narrow(form, choices: _Choices) -> None:
    """Let the fields of a form and of its rows accept what stands there already, and of the rest what may be chosen."""
    setattr(form, _SCOPE, choices)
    for name, field in form.fields.items():
        model_field = _model_field(form, name)
        if isinstance(field, forms.ModelChoiceField) and _is_relation(form, name):
            _narrow_queryset(field, form.initial.get(name), choices.user)
        # A choice among several is shown from the queryset, which is narrowed.
        if not isinstance(field, forms.ModelMultipleChoiceField) and _names_records(model_field):
            _guard(form, field, model_field)
    for formset in _formsets(form):
        for row in formset.forms:
            _narrow(row, choices)


def _is_relation(form, name: str) -> bool:
    """Leave out the fields by which formsets know their rows."""
    return any(field.name == name and field.is_relation for field in form._meta.model._meta.get_fields())


def _names_records(field) -> bool:
    return field is not None and (
        hasattr(field, "extract_references") or (bool(field.many_to_one) and not field.primary_key)
    )


def _narrow_queryset(field, initial, user) -> None:
    kept = initial if isinstance(initial, list | tuple) else [initial]
    keys = [getattr(value, "pk", value) for value in kept if value is not None]
    allowed = records_to_choose(field.queryset, user)
    field.queryset = field.queryset.filter(Q(pk__in=allowed.values("pk")) | Q(pk__in=keys))


def _guard(form, field, model_field) -> None:
    """Take out of what is sent for a field what may not be chosen, and refuse the field then; idempotent."""
    if hasattr(field, "contest_guarded"):
        return
    field.contest_guarded = True
    sent, clean, has_changed = field.widget.value_from_datadict, field.clean, field.has_changed
    is_refused = False

    def value_from_datadict(data, files, name):
        nonlocal is_refused
        value = sent(data, files, name)
        refused = getattr(form, _SCOPE).refused(_named_in(model_field, value))
        is_refused = bool(refused)
        return without_references(value, refused, model_field) if refused else value

    def clean_allowed(value):
        if is_refused:
            raise ValidationError(
                _(
                    "“%(field)s” named a page, image, document or record that you may not choose; it has been removed. Choose from those of the contests you work on."
                ),
                code="not_chosen",
                params={"field": field.label},
            )
        return clean(value)

    field.widget.value_from_datadict = value_from_datadict
    field.clean = clean_allowed
    field.has_changed = lambda initial, data: is_refused or has_changed(initial, data)


def records_to_choose(records: QuerySet, user) -> QuerySet:
    """Return the pages, pictures, documents or records without those that a limited user may not choose."""
    model: type[Model] = records.model
    if issubclass(model, Page):
        return pages_to_choose(records, user)
    for kind, rights in ((AbstractImage, image_rights), (AbstractDocument, document_rights)):
        if issubclass(model, kind):
            return rights.permission_policy.instances_user_has_any_permission_for(user, ["choose"])
    return within(records, user) if getattr(model, "contest_path", None) else records
