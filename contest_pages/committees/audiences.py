"""Members of committees as recipients of mailings; they are written to for their office."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from contest_pages.contests.enums import Committee
from contest_pages.notices.audiences import NAMES, About, Audience, AudienceFilters, Placeholder

from .models import CommitteeMember


class CommitteeFilters(AudienceFilters):
    """The committees whose members are written to."""

    committees = forms.MultipleChoiceField(
        label=_("Committees"),
        choices=Committee.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one committee.")},
    )


def _members(about: About) -> QuerySet:
    return CommitteeMember.objects.filter(
        contest=about.contest, committee__in=about.filters.get("committees", ()), erased_at=None
    )


MEMBERS = Audience(
    "committees",
    _("Committee members"),
    rows=_members,
    form=CommitteeFilters,
    placeholders={
        "name": Placeholder(NAMES["name"], lambda member, about: member.full_name),
        "committee": Placeholder(
            NAMES["committee"], lambda member, about: str(member.get_committee_display())
        ),
    },
    has_phones=True,
    is_wanted=lambda member: member.erased_at is None,
)
