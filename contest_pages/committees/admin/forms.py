"""The forms of committee members and of lists of them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from contest_pages.contests.models import ContestPage
from contest_pages.contests.permissions import within
from contest_pages.http.whole_texts import WholeTextForm
from contest_pages.lists.fields import ListFileField


class CommitteeListForm(WholeTextForm):
    """A contest and a file."""

    contest = forms.ModelChoiceField(queryset=ContestPage.objects.none())
    file = ListFileField()

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contest"].queryset = within(ContestPage.objects.originals().order_by("-pk"), user)
        self.fields["contest"].label = _("Contest")


class CommitteeMemberForm(WagtailAdminModelForm):
    """A member of the committee of a contest on which the user works."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contest"].queryset = within(
            ContestPage.objects.originals().order_by("-pk"), self.for_user
        )
