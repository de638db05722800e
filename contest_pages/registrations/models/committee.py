"""Who may not take part: the members of the contest's committees."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contest_pages.contests.enums import Committee
from contest_pages.registrations.enums import MatchDecision, MatchStrength
from contest_pages.registrations.logic.committees import Traits
from contest_pages.registrations.logic.people import name_key, search_words

from .registration import Member


class CommitteeMember(models.Model):
    """A member of a committee of one contest, known by name and whatever else the decision gives."""

    contest = models.ForeignKey(
        "contest_contests.ContestPage",
        verbose_name=_("contest"),
        on_delete=models.PROTECT,
        related_name="committee_members",
    )
    committee = models.CharField(_("committee"), max_length=20, choices=Committee)
    full_name = models.CharField(_("full name"), max_length=150)
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=15, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contest_committees",
    )
    identity_hash = models.CharField(max_length=64, blank=True, default="", editable=False)
    identity_last = models.CharField(
        _("last digits of the identity number"), max_length=4, blank=True, default="", editable=False
    )
    name_key = models.CharField(max_length=150, editable=False, db_index=True)
    search_text = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("committee member")
        verbose_name_plural = _("committee members")
        ordering = ["contest", "committee", "full_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "committee", "name_key", "birth_date"],
                name="contest_committee_member_once",
            )
        ]

    def __str__(self):
        return f"{self.get_committee_display()} {self.pk}"

    def save(self, *args, **kwargs):
        """Keep what searches and comparisons read in step with the name."""
        self.name_key = name_key(self.full_name)
        self.search_text = search_words(self.full_name, self.phone, self.email)
        super().save(*args, **kwargs)

    @property
    def traits(self) -> Traits:
        """Return what is known of the person, for the comparison."""
        return Traits(
            full_name=self.full_name,
            birth_date=self.birth_date,
            identity_hash=self.identity_hash,
            phone=self.phone,
            email=self.email,
        )


class CommitteeMatch(models.Model):
    """A contestant who is, or may be, a committee member; an organiser decides."""

    committee_member = models.ForeignKey(CommitteeMember, on_delete=models.PROTECT, related_name="matches")
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
