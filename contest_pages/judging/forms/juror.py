"""What jurors fill in: the code of a device, conflicts of interest, a score sheet, the sealing."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contest_pages import vietnamese
from contest_pages.judging.domain.scoring import Filled
from contest_pages.judging.enums import Remarks
from contest_pages.judging.logic.points import Criterion, PointsUnreadable, read_points
from contest_pages.judging.logic.rules import JudgingRules
from contest_pages.registrations.forms.style import StyledForm

_MOST_REMARK = 2000


class DeviceForm(StyledForm):
    """The digits that confirm a juror's device."""

    code = forms.CharField(
        label=_("Code"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "pattern": "[0-9 ]*"}
        ),
    )


class ConflictsForm(StyledForm):
    """To which units a juror belongs, or that there is no conflict of interest."""

    units = forms.ModelMultipleChoiceField(
        None,
        label=_("Units to which I belong, or with which I work closely"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    nature = forms.CharField(label=_("What the relation is"), max_length=200, required=False)
    none = forms.BooleanField(
        label=_("I belong to none of these units and am close to no contestant that I know of."),
        required=False,
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units

    def clean(self):
        """Ask for exactly one of the two: units, or that there is no conflict."""
        data = super().clean()
        if self.errors:
            return data
        if data["none"] and data["units"]:
            self.add_error("none", _("Untick either the units or this sentence: both cannot be true."))
        elif not data["none"] and not data["units"]:
            self.add_error("none", _("Tick the units, or confirm that there is no conflict of interest."))
        return data


class PointsField(forms.Field):
    """Points of one criterion, as a juror types them; its value are thousandths, None for blank."""

    def __init__(self, criterion: Criterion):
        self.criterion = criterion
        super().__init__(
            label=criterion.name,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 20}),
        )

    def to_python(self, value):
        """Return the points in thousandths."""
        try:
            return read_points(str(value or ""), self.criterion)
        except PointsUnreadable as unreadable:
            raise forms.ValidationError(str(unreadable), code="points") from None

    def prepare_value(self, value):
        """Show thousandths as points; what was typed stays as it is."""
        return vietnamese.points(value) if isinstance(value, int) else value


class SheetForm(StyledForm):
    """A score sheet: points by criterion, a remark, and the reason where a sealed sheet is written again."""

    def __init__(self, *args, rules: JudgingRules, corrects: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.rules = rules
        for criterion in rules.criteria:
            self.fields[self._name(criterion.key)] = PointsField(criterion)
        if rules.remarks != Remarks.NONE:
            label = (
                gettext("Remark for the author, read by the chair first")
                if rules.remarks == Remarks.CONTESTANTS
                else gettext("Remark for the jury")
            )
            self.fields["remark"] = forms.CharField(
                label=label, required=False, max_length=_MOST_REMARK, widget=forms.Textarea(attrs={"rows": 3})
            )
        if corrects:
            self.fields["reason"] = forms.CharField(
                label=gettext("Why the sealed sheet changes"), max_length=500, required=False
            )

    @staticmethod
    def _name(key: str) -> str:
        return f"points-{key}"

    @property
    def points_fields(self) -> list[tuple[Criterion, forms.BoundField]]:
        """Return each criterion with its field."""
        return [(criterion, self[self._name(criterion.key)]) for criterion in self.rules.criteria]

    @classmethod
    def initial_of(cls, points: dict[str, int], remark: str = "", reason: str = "") -> dict:
        """Return initial values of kept points."""
        return {
            **{cls._name(key): value for key, value in points.items()},
            "remark": remark,
            "reason": reason,
        }

    def filled(self) -> Filled:
        """Return what can be kept; criteria with an unreadable text are left out as blank."""
        data = self.cleaned_data
        return Filled(
            points={criterion.key: data.get(self._name(criterion.key)) for criterion in self.rules.criteria},
            remark=data.get("remark", ""),
            reason=data.get("reason", ""),
        )

    def refuse(self, message: str, fields: dict[str, str]) -> None:
        """Show a refusal of the domain at the fields of its criteria."""
        self.add_error(None, message)
        for key, words in fields.items():
            if self._name(key) in self.fields:
                self.add_error(self._name(key), words)


class SealForm(StyledForm):
    """The sentence that a juror ticks to seal sheets."""

    sure = forms.BooleanField(
        label=_(
            "I have judged these works myself, by the published criteria. Sealed sheets do not change any more."
        ),
        error_messages={"required": _("Please tick the sentence to seal.")},
    )
