"""The panel of a round: numbered seats, and who sat on them from when to when."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contest_pages.judging.enums import LEADING, SeatKind, SeatRole


class Seat(models.Model):
    """A numbered place on the panel of a round. Sheets belong to the seat; a person sits on it for a term."""

    contest_path = "round"

    round = models.ForeignKey(
        "contest_contests.ContestRoundPage",
        verbose_name=_("round"),
        on_delete=models.PROTECT,
        related_name="seats",
    )
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("counted"), max_length=10, choices=SeatKind, default=SeatKind.JUROR)
    role = models.CharField(_("position"), max_length=10, choices=SeatRole, default=SeatRole.MEMBER)
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("seat of a jury")
        verbose_name_plural = _("seats of a jury")
        default_permissions = ()
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="contest_seat_number_once"),
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(role=SeatRole.CHAIR, removed_at=None),
                name="contest_seat_one_chair",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="contest_seat_from_first"),
            models.CheckConstraint(
                condition=~Q(kind=SeatKind.TRAINEE) | Q(role=SeatRole.MEMBER),
                name="contest_seat_trainee_is_no_chair",
            ),
        ]

    def __str__(self):
        return gettext("Juror %(number)d") % {"number": self.number}

    @property
    def counts(self) -> bool:
        """Say whether the points of this seat count."""
        return self.kind == SeatKind.JUROR

    @property
    def leads(self) -> bool:
        """Say whether it is the chair's or the deputy's."""
        return self.role in LEADING and self.removed_at is None


class SeatTerm(models.Model):
    """A committee member on a seat from a moment on, until another follows. One person a seat, one seat a person.

    `link_number` is incremented to close the links and devices that were opened for this term.
    """

    contest_path = "seat__round"

    round = models.ForeignKey(
        "contest_contests.ContestRoundPage", on_delete=models.PROTECT, related_name="seat_terms"
    )
    seat = models.ForeignKey(Seat, verbose_name=_("seat"), on_delete=models.PROTECT, related_name="terms")
    member = models.ForeignKey(
        "contest_committees.CommitteeMember",
        verbose_name=_("juror"),
        on_delete=models.PROTECT,
        related_name="seat_terms",
    )
    from_at = models.DateTimeField(_("from"))
    until_at = models.DateTimeField(_("until"), null=True, blank=True)
    because = models.TextField(_("why it ended"), blank=True, default="")
    conflicts_declared_at = models.DateTimeField(
        _("conflicts of interest declared at"),
        null=True,
        blank=True,
        help_text=_(
            "No points can be given before the juror has said which there are, or that there are none."
        ),
    )
    closes_at = models.DateTimeField(
        _("scores until"), null=True, blank=True, help_text=_("An extension for this juror alone.")
    )
    invited_at = models.DateTimeField(_("invited at"), null=True, blank=True)
    link_number = models.PositiveIntegerField(default=1, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("juror on a seat")
        verbose_name_plural = _("jurors on seats")
        default_permissions = ()
        ordering = ["seat", "from_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat"], condition=Q(until_at=None), name="contest_seat_one_person"
            ),
            models.UniqueConstraint(
                fields=["round", "member"], condition=Q(until_at=None), name="contest_person_one_seat"
            ),
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gte=F("from_at")), name="contest_term_ends_after"
            ),
        ]

    def __str__(self):
        return f"{self.seat_id}/{self.pk}"

    def closing(self, round_closes_at: datetime.datetime | None) -> datetime.datetime | None:
        """Return until when this juror scores: the closing of the round, or a later one of their own."""
        if self.closes_at is None or round_closes_at is None:
            return round_closes_at
        return max(self.closes_at, round_closes_at)
