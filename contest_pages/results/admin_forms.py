"""The editor's form for results: each award offers the prizes of its own contest only."""

from __future__ import annotations

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel
from wagtail.models import Page

from contest_pages.contests.admin_forms import VietnamesePageForm


class AwardForm(WagtailAdminModelForm):
    """One award; `contest_id` says whose prizes may be given."""

    def __init__(self, *args, contest_id: int | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        prizes = self.fields["prize"].queryset
        self.fields["prize"].queryset = prizes.filter(contest_id=contest_id)


class AwardsPanel(InlinePanel):
    """The list of awards, whose rows are AwardForms."""

    def get_form_options(self):
        """Name the rows' form."""
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = AwardForm
        return options


class StandingForm(WagtailAdminModelForm):
    """One standing; `contest_id` says whose rounds and works may be named. A team's comes from a list."""

    def __init__(self, *args, contest_id: int | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        rounds = self.fields["round"].queryset
        self.fields["round"].queryset = rounds.child_of(Page.objects.get(pk=contest_id))

    def clean(self):
        """Ask for a work where no contestant stands already."""
        cleaned = super().clean()
        if not cleaned.get("entry") and self.instance.registration_id is None:
            self.add_error("entry", _("Choose the work that has this rank."))
        return cleaned


class StandingsPanel(InlinePanel):
    """The list of standings, whose rows are StandingForms."""

    def get_form_options(self):
        """Name the rows' form."""
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = StandingForm
        return options


class ResultsPageForm(VietnamesePageForm):
    """Tells each award to which contest it belongs, also those that the editor adds later."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        contest = self.parent_page or self.instance.get_parent()
        for rows in ("awards", "standings"):
            self.formsets[rows].form_kwargs["contest_id"] = contest.pk
