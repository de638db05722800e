"""The organiser's form for the steps of a review."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm


class ReviewPlanForm(WagtailAdminModelForm):
    """Refuses to delete a step that decisions on record reference."""

    def clean(self):
        """Refuse to delete a step with decisions, or with entries that wait at it."""
        data = super().clean()
        steps = self.formsets["steps"]
        for form in steps.deleted_forms if steps.is_valid() else []:
            step = form.instance
            if step.pk and (step.reviews.exists() or step.cases.exists()):
                raise ValidationError(
                    _("The step “%(step)s” has been used already. It can be renamed and moved, not deleted.")
                    % {"step": step.name}
                )
        return data
