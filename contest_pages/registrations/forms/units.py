"""The field in which a unit is chosen: by typing with scripts, by level without them."""

from __future__ import annotations

import datetime
from functools import lru_cache
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.forms.models import ModelChoiceIterator
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contest_pages.data.numbers import read_number
from contest_pages.units.models import Unit
from contest_pages.units.queries import unit_named

#: Up to this number all units are listed; beyond it one level at a time.
MOST_IN_ONE_LIST = 200
#: The button that shows the units below the chosen one, for browsers without scripts.
OPEN_UNIT = "open_unit"


@lru_cache(maxsize=4)
def units_of(day: datetime.date) -> QuerySet[Unit]:
    """Return the queryset of the units of a day; each form evaluates its own copy."""
    return Unit.objects.valid_on(day)


#: Behind the name of a field: what was typed into the field that the page's script makes of the list.
TYPED = "_typed"


class TypedUnit(str):
    """Words that were typed and not chosen from the list."""


class UnitSelect(forms.Select):
    """A plain list, which the page's script turns into a field to type into. What is typed there is never dropped."""

    kinds: tuple[str, ...] = ()
    by_level = False

    def build_attrs(self, base_attrs, extra_attrs=None):
        """Add the search URL and its texts as data attributes."""
        query = f"?{urlencode({'kinds': ','.join(self.kinds)})}" if self.kinds else ""
        return {
            **super().build_attrs(base_attrs, extra_attrs),
            "data-contest-units": reverse("contest_find_units") + query,
            "data-word-type": gettext("Type a name, without marks if you like"),
            "data-word-none": gettext("No unit found. Try fewer letters."),
            "data-word-choose": gettext("Choose your unit from the list."),
            "data-word-count": gettext("units found; choose with the arrow keys"),
        }

    def value_from_datadict(self, data, files, name):
        """Return the key of what was chosen, else what was typed."""
        chosen = super().value_from_datadict(data, files, name)
        return chosen or TypedUnit(" ".join(str(data.get(f"{name}{TYPED}", "")).split())) or chosen

    def get_context(self, name, value, attrs):
        """Hand what was typed back to the script."""
        context = super().get_context(name, value, attrs)
        if isinstance(value, TypedUnit):
            context["widget"]["attrs"]["data-typed"] = value
        return context

    def render(self, name, value, attrs=None, renderer=None):
        """Add the button that opens the next level, where there are levels."""
        select = super().render(name, value, attrs, renderer)
        if not self.by_level:
            return select
        return select + format_html(
            '<button type="submit" name="{}" value="1" class="btn btn-outline-primary mt-2" formnovalidate data-contest-open-unit>{}</button>',
            OPEN_UNIT,
            gettext("Show the units below the chosen one"),
        )


class _Choices(ModelChoiceIterator):
    def __iter__(self):
        yield ("", self.field.empty_label)
        for unit in self.field.shown_units():
            yield self.choice(unit)


class UnitField(forms.ModelChoiceField):
    """Units of a day, those below indented. Of many only the top is listed, and the branch of the chosen one."""

    iterator = _Choices
    widget = UnitSelect
    default_error_messages = {
        "invalid_choice": _("Please choose a unit that takes part here."),
        "required": _("Choose your unit from the list."),
        "not_chosen": _("Choose your unit from the list."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(Unit.objects.none(), *args, **kwargs)
        self.chosen: str = ""
        self._shown: list[Unit] | None = None

    def to_python(self, value):
        """Return the chosen unit, or the one that the typed words name; ValidationError where they name none for certain."""
        if not isinstance(value, TypedUnit):
            return super().to_python(value)
        unit = unit_named(value, timezone.localdate(), kinds=self.widget.kinds)
        if unit is None or not self.queryset.filter(pk=unit.pk).exists():
            raise forms.ValidationError(self.error_messages["not_chosen"], code="not_chosen")
        return unit

    def offer(self, units, *, chosen="", kinds=()) -> None:
        """Offer these units; `chosen` is the number of the one whose branch is open, `kinds` what searches find."""
        self.queryset, self.chosen = units, str(chosen or "")
        self.widget.kinds = tuple(kinds)

    def shown_units(self) -> list[Unit]:
        """Return the units to list, in tree order; read once."""
        if self._shown is None:
            units = list(self.queryset[: MOST_IN_ONE_LIST + 1])
            if len(units) > MOST_IN_ONE_LIST:
                units = self._branch()
                self.widget.by_level = True
            self._shown = units
        return self._shown

    def _branch(self) -> list[Unit]:
        path = ""
        if (chosen := read_number(self.chosen)) is not None:
            path = self.queryset.filter(pk=chosen).values_list("path", flat=True).first() or ""
        condition = Q(depth=1)
        for end in range(Unit.steplen, len(path) + 1, Unit.steplen):
            condition |= Q(path__startswith=path[:end], depth__lte=end // Unit.steplen + 1)
        shown = list(self.queryset.filter(condition))
        if len(shown) == 1:  # a single root is no choice
            shown += self.queryset.filter(path__startswith=shown[0].path, depth=2)
        # Where only some kinds are offered, the top of the tree may not be among them.
        return shown or list(self.queryset)

    def label_from_instance(self, unit):
        """Return the unit's name, indented by its depth."""
        return f"{' ' * 4 * (unit.depth - 1)}{unit.name}"
