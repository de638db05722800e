"""The form of a list of committee members."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _

from contest_pages.contests.models import ContestPage
from contest_pages.http.whole_texts import WholeTextForm
from contest_pages.lists.fields import ListFileField


class CommitteeListForm(WholeTextForm):
    """A contest and a file."""

    contest = forms.ModelChoiceField(queryset=ContestPage.objects.none())
    file = ListFileField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contest"].queryset = ContestPage.objects.order_by("-pk")
        self.fields["contest"].label = _("Contest")
