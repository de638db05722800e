"""What a person does in the editor of a page: the form as it stands, some of it changed, a button pressed."""

from __future__ import annotations

from django.urls import reverse

from tests.factories import ConsentNoticeFactory
from tests.factories.pages import NOW


def form_of(client, page, **values) -> dict[str, str]:
    """Return what the editor's form would send of a page, with some of its fields changed.

    Texts of blocks are sent empty: what a block looks like is its own script's affair.
    """
    return _filled(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"], values)


def _filled(form, values: dict) -> dict[str, str]:
    data = {f"{name}-count": "0" for name, field in form.fields.items() if hasattr(field, "block")}
    rows = [row for formset in form.formsets.values() for row in formset.forms]
    for bound in [field for part in (form, *rows) for field in part]:
        value = values.get(bound.html_name, bound.value())
        shown = getattr(bound.field.widget, "format_value", lambda value: value)(value)
        data[bound.html_name] = "" if shown is None else shown
    for formset in form.formsets.values():
        data |= {f"{formset.prefix}-{key}": value for key, value in formset.management_form.initial.items()}
    return data


def smallest_page(model, parent, **values):
    """Add a page of a type below a parent, with no more than it needs to be saved, and return it."""
    names = {field.name for field in model._meta.get_fields()}
    if "consent_notice" in names:
        values.setdefault("consent_notice", ConsentNoticeFactory())
    if "starts_at" in names:
        values.setdefault("starts_at", NOW)
    page = model(**values)
    type(parent).objects.get(pk=parent.pk).add_child(instance=page)
    return page


def add(client, parent, page_type, action: str, **values):
    """Fill in the form of a new page below a parent, and press a button."""
    names = [page_type._meta.app_label, page_type._meta.model_name, parent.pk]
    address = reverse("wagtailadmin_pages:add", args=names)
    return client.post(address, _filled(client.get(address).context["form"], values) | {action: "1"})


def press(client, page, action: str, **values):
    """Press a button of the editor, with some of its fields changed."""
    data = form_of(client, page, **values) | {action: "1"}
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
