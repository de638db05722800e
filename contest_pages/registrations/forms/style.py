"""How a form's widgets look, and how they name their help and errors."""

from __future__ import annotations

from django import forms


def style(form: forms.BaseForm) -> None:
    """Give each widget of a form its classes; call it when all fields are there."""
    for bound in form:
        widget = bound.field.widget
        if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
            widget.attrs.setdefault("class", "form-check-input")
        elif isinstance(widget, forms.Select):
            widget.attrs.setdefault("class", "form-select")
        elif not widget.is_hidden and "g-recaptcha" not in widget.attrs.get("class", ""):
            widget.attrs.setdefault("class", "form-control")


def mark_errors(form: forms.BaseForm) -> None:
    """Mark the widgets of fields that have errors; call it after validation."""
    for bound in form:
        if bound.errors and "is-invalid" not in bound.field.widget.attrs.get("class", ""):
            bound.field.widget.attrs["class"] = f"{bound.field.widget.attrs.get('class', '')} is-invalid"
