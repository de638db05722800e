"""What secretaries fill in: a sheet as it stands on paper, the cells in which two copies differ, a reason."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from contest_pages.http.whole_texts import WholeTextForm
from contest_pages.judging.domain.paper import Typed
from contest_pages.judging.forms.juror import PointsField
from contest_pages.judging.logic.points import Criterion
from contest_pages.judging.logic.rules import JudgingRules

_OWN_SUM = "own_sum"


class _PointsForm(WholeTextForm):
    """Points by criterion; blank and unreadable ones are None."""

    criteria: tuple[Criterion, ...] = ()

    @staticmethod
    def name_of(key: str) -> str:
        """Return the name of the field of a criterion."""
        return f"points-{key}"

    def points(self) -> dict[str, int | None]:
        """Return thousandths by criterion."""
        return {
            criterion.key: self.cleaned_data.get(self.name_of(criterion.key)) for criterion in self.criteria
        }

    def refuse(self, message: str, fields: dict[str, str], name: str | None = None) -> None:
        """Show a refusal of the domain at the fields of its criteria, else at the field `name` or above them all."""
        self.add_error(None if fields else name, message)
        for key, words in fields.items():
            if self.name_of(key) in self.fields:
                self.add_error(self.name_of(key), words)


class TypingForm(_PointsForm):
    """A paper sheet: the points in the order of the sheet, then the juror's own sum."""

    def __init__(self, *args, rules: JudgingRules, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = rules.criteria
        for criterion in rules.criteria:
            self.fields[self.name_of(criterion.key)] = PointsField(criterion)
        # The sum as it stands on the paper, without weights.
        most = sum(criterion.most for criterion in rules.criteria)
        self.fields[_OWN_SUM] = PointsField(Criterion(_OWN_SUM, str(_("Sum on the paper")), most, step=1))

    @property
    def rows(self) -> list[tuple[Criterion, forms.BoundField]]:
        """Return each criterion with its field, then the sum with its own."""
        own = self.fields[_OWN_SUM].criterion
        found = [(criterion, self[self.name_of(criterion.key)]) for criterion in self.criteria]
        return [*found, (own, self[_OWN_SUM])]

    def typed(self, *, is_signed: bool) -> Typed:
        """Return what was typed."""
        return Typed(self.points(), self.cleaned_data.get(_OWN_SUM), is_signed)

    def refuse_sum(self, message: str) -> None:
        """Show a refusal at the sum."""
        self.add_error(_OWN_SUM, message)


class SettlingForm(_PointsForm):
    """What the paper shows where two copies differ, and how it was found."""

    words = forms.CharField(
        label=_("What the paper shows, and who looked at it"), max_length=500, widget=forms.TextInput
    )

    def __init__(self, *args, criteria: tuple[Criterion, ...], **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[self.name_of(criterion.key)] = PointsField(criterion)
        self.order_fields([*(self.name_of(criterion.key) for criterion in criteria), "words"])


class DiscardForm(WholeTextForm):
    """Why a sheet goes back to the juror."""

    words = forms.CharField(label=_("Why the juror has to write the sheet again"), max_length=500)
