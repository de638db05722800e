"""Every component and form state on one page, with invented content."""

from __future__ import annotations

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contest_pages.contests.enums import Phase
from contest_pages.contests.logic import schedule
from contest_pages.contests.models import Milestone, Prize
from contest_pages.contests.view_models import Deadline, TimelineItem
from contest_pages.http.whole_texts import WholeTextForm

COLOURS = (
    "paper",
    "ground",
    "ink",
    "soft",
    "line",
    "brand",
    "link",
    "accent",
    "good",
    "wait",
    "bad",
    "calm",
    "done",
)


class ExampleForm(WholeTextForm):
    """One field of each kind."""

    text = forms.CharField(label=_("Full name"), help_text=_("As on your papers."))
    email = forms.EmailField(label=_("E-mail"), required=False)
    choice = forms.ChoiceField(
        label=_("Unit"), choices=[("", "–"), ("1", "Phường Mộc Châu"), ("2", "Xã Mường La")]
    )
    many = forms.CharField(
        label=_("About the work"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    tick = forms.BooleanField(label=_("I have read the rules and agree to them."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            state = " is-invalid" if self.is_bound and name in self.errors else ""
            css = {"choice": "form-select", "tick": "form-check-input"}.get(name, "form-control")
            field.widget.attrs["class"] = css + state


def examples(site) -> dict:
    """Return what the page shows; nothing of it is stored."""
    now = timezone.now()
    milestones = [
        Milestone(label="Phát động", starts_at=now - datetime.timedelta(days=20), precision="day"),
        Milestone(
            label="Nhận tác phẩm",
            starts_at=now - datetime.timedelta(days=19),
            ends_at=now + datetime.timedelta(days=5),
            precision="day",
        ),
        Milestone(
            label="Trao giải", starts_at=now + datetime.timedelta(days=40), precision="month", tentative=True
        ),
    ]
    between = [milestones[0], milestones[2]]
    items = [TimelineItem(m, schedule.time_status(m.span, now)) for m in between]
    today = TimelineItem(None, schedule.TimeStatus(is_past=False, is_now=True))
    return {
        "now": now,
        "colours": COLOURS,
        "phases": list(Phase),
        "form": ExampleForm(prefix="a"),
        "filled": ExampleForm({"b-text": "Nguyễn Thị Ễ", "b-choice": "1", "b-tick": "on"}, prefix="b"),
        "refused": ExampleForm({"c-text": "", "c-email": "khong-phai-email"}, prefix="c"),
        "timeline": [TimelineItem(m, schedule.time_status(m.span, now)) for m in milestones],
        "timeline_between": [items[0], today, items[1]],
        "deadline": Deadline(now + datetime.timedelta(days=5), is_closing=True),
        "prizes": [
            Prize(name="Giải Nhất", amount=5_000_000, count=1, extra="Kèm Bằng khen"),
            Prize(name="Giải phụ", basis="interactions"),
        ],
        "address": site.root_url if site else "",
    }
