"""CSS classes of form widgets, computed when a field is rendered: a form that is only validated pays nothing."""

from __future__ import annotations

from django import forms

from contest_pages.http.whole_texts import WholeTextForm

_BOXES = forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple


class StyledField(forms.BoundField):
    """A bound field whose widget has the site's classes, and the class of an error."""

    def build_widget_attrs(self, attrs, widget=None):
        """Add the class, unless the widget has its own."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        classes = attrs.get("class") or widget.attrs.get("class") or _class_of(widget)
        if self.errors:
            classes = f"{classes} is-invalid".lstrip()
        return {**attrs, "class": classes} if classes else attrs


class StyledForm(WholeTextForm):
    """A form with the site's widget classes."""

    bound_field_class = StyledField


def _class_of(widget: forms.Widget) -> str:
    if isinstance(widget, _BOXES):
        return "form-check-input"
    if isinstance(widget, forms.Select):
        return "form-select"
    return "" if widget.is_hidden else "form-control"
