"""What is judged, and which seats judge it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest_pages.judging.enums import CandidateState, Excuse

from .panel import Seat

_USER = settings.AUTH_USER_MODEL


class CandidateQuerySet(models.QuerySet):
    """Selections of candidates."""

    def ranked(self):
        """Return those that take part in the ranking: in, and no samples."""
        return self.filter(state=CandidateState.IN, is_sample=False)

    def judged(self):
        """Return those that jurors are still to judge: in or outside the competition."""
        return self.filter(state__in=(CandidateState.IN, CandidateState.EXHIBITION))


class Candidate(models.Model):
    """A work or a team in a judged round. `number` is what jurors and sheets name it by, so that they can judge blind."""

    contest_path = "round"

    round = models.ForeignKey(
        "contest_contests.ContestRoundPage",
        verbose_name=_("round"),
        on_delete=models.PROTECT,
        related_name="candidates",
    )
    number = models.PositiveIntegerField(_("number"))
    entry = models.ForeignKey(
        "contest_entries.Entry",
        verbose_name=_("entry"),
        null=True,
        on_delete=models.PROTECT,
        related_name="candidacies",
    )
    registration = models.ForeignKey(
        "contest_registrations.Registration",
        verbose_name=_("team"),
        null=True,
        on_delete=models.PROTECT,
        related_name="candidacies",
    )
    division = models.CharField(_("division"), max_length=100, blank=True, default="")
    is_sample = models.BooleanField(
        _("sample"),
        default=False,
        help_text=_("Jurors score it to compare their measure; it counts nothing."),
    )
    state = models.CharField(_("state"), max_length=15, choices=CandidateState, default=CandidateState.IN)
    state_reason = models.TextField(_("reason"), blank=True, default="")
    added_at = models.DateTimeField(_("added at"))
    added_because = models.TextField(
        _("why it was added later"),
        blank=True,
        default="",
        help_text=_("Empty for those of the closed list."),
    )

    objects = CandidateQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        default_permissions = ()
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="contest_candidate_number_once"),
            models.UniqueConstraint(fields=["round", "entry"], name="contest_candidate_entry_once"),
            models.UniqueConstraint(
                fields=["round", "registration"], name="contest_candidate_registration_once"
            ),
            models.CheckConstraint(
                condition=Q(entry__isnull=False, registration=None)
                | Q(entry=None, registration__isnull=False),
                name="contest_candidate_of_one",
            ),
            models.CheckConstraint(
                condition=Q(state=CandidateState.IN) | ~Q(state_reason=""),
                name="contest_candidate_out_with_reason",
            ),
        ]

    def __str__(self):
        return f"{self.round_id}/{self.number}"

    @property
    def code(self) -> str:
        """Return the code of the work or team, by which a ranking names it."""
        return self.entry.code if self.entry else self.registration.code


class Assignment(models.Model):
    """A seat judges a candidate. An excuse says why it gives no sheet; without one, a missing sheet blocks the ranking."""

    contest_path = "candidate__round"

    candidate = models.ForeignKey(
        Candidate, verbose_name=_("candidate"), on_delete=models.PROTECT, related_name="assignments"
    )
    seat = models.ForeignKey(
        Seat, verbose_name=_("seat"), on_delete=models.PROTECT, related_name="assignments"
    )
    made_at = models.DateTimeField(_("assigned at"))
    made_by = models.ForeignKey(
        _USER, verbose_name=_("assigned by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    excuse = models.CharField(_("excused"), max_length=10, choices=Excuse, blank=True, default="")
    excused_because = models.TextField(_("reason"), blank=True, default="")
    excused_at = models.DateTimeField(_("excused at"), null=True, blank=True)
    excused_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        default_permissions = ()
        ordering = ["candidate", "seat"]
        constraints = [
            models.UniqueConstraint(fields=["candidate", "seat"], name="contest_jury_assignment_once"),
            models.CheckConstraint(
                condition=Q(excuse="", excused_at=None) | ~Q(excuse="") & Q(excused_at__isnull=False),
                name="contest_jury_assignment_excused",
            ),
        ]

    def __str__(self):
        return f"{self.candidate_id}/{self.seat_id}"
