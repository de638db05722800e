"""The staff's form of a request."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _

from contest_pages.data_requests.enums import RequestKind
from contest_pages.http.whole_texts import WholeTextForm


class OfficeRequestForm(WholeTextForm):
    """A request received by letter, telephone or visit."""

    kind = forms.ChoiceField(choices=RequestKind.choices)
    words = forms.CharField(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].label = _("The person asks to")
        self.fields["words"].label = _("In the person's words")
