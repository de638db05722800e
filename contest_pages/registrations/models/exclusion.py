"""Matches of contestants with members of committees who may not take part."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contest_pages.committees.enums import MatchStrength
from contest_pages.registrations.enums import MatchDecision

from .registration import Member


class CommitteeMatch(models.Model):
    """A contestant who is, or may be, a committee member; an organiser decides."""

    contest_path = "member__registration__contest"

    committee_member = models.ForeignKey(
        "contest_committees.CommitteeMember", on_delete=models.PROTECT, related_name="matches"
    )
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="committee_matches")
    strength = models.CharField(_("how sure"), max_length=20, choices=MatchStrength)
    decision = models.CharField(
        _("decision"), max_length=20, choices=MatchDecision, default=MatchDecision.OPEN
    )
    reason = models.TextField(_("reason"), blank=True, default="")
    found_at = models.DateTimeField(_("found at"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("contestant in a committee")
        verbose_name_plural = _("contestants in committees")
        default_permissions = ("view",)
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee_member", "member"], name="contest_committee_match_once"
            )
        ]

    def __str__(self):
        return str(self.pk)
