"""The form by which a unit finds its place in the tree."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm


class ParentField(forms.ModelChoiceField):
    """All units, indented by depth."""

    def label_from_instance(self, unit):
        """Return the name, indented."""
        return unit.indented_name()


class UnitForm(WagtailAdminModelForm):
    """Names the unit above; saving puts the unit there."""

    parent = ParentField(
        queryset=None, required=False, label=_("Unit above"), empty_label=_("None (a province)")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        units = type(self.instance).objects.all()
        if self.instance.pk:
            units = units.exclude(path__startswith=self.instance.path)
            self.initial["parent"] = self.instance.get_parent()
        self.fields["parent"].queryset = units

    def save(self, commit=True):
        """Insert or move the unit below its parent."""
        if not commit:
            return super().save(commit=False)
        parent = self.cleaned_data["parent"]
        if self.instance.pk is None:
            unit = super().save(commit=False)
            return parent.add_child(instance=unit) if parent else type(unit).add_root(instance=unit)
        unit = super().save()
        if parent != unit.get_parent():
            unit.move(parent or type(unit).get_last_root_node(), "last-child" if parent else "last-sibling")
            unit.refresh_from_db()
        return unit
