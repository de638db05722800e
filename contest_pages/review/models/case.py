"""The case of an entry in the review, and the saved notes of moderators."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contest_pages.review.enums import Look

from .plan import ReviewStep


class ReviewCaseQuerySet(models.QuerySet):
    """Queries of cases."""

    def waiting(self):
        """Return the cases that moderators must decide, the longest waiting first."""
        return self.filter(waits=True).order_by("queued_at", "pk")

    def of_moderator(self, user, now: datetime.datetime):
        """Return the cases that this user has claimed, or that wait for this user: few, found by their indexes."""
        taken = self.filter(claimed_by=user, claimed_until__gt=now).values("pk")
        expected = self.filter(expects=user).values("pk")
        return self.filter(Q(pk__in=taken) | Q(pk__in=expected), waits=True)

    def due_from(self, user, now: datetime.datetime):
        """Return the cases that this user has claimed, that wait for this user, or that are assigned to this user."""
        assigned = self.filter(assigned_to=user).values("pk")
        return self.filter(
            Q(pk__in=self.of_moderator(user, now).values("pk")) | Q(pk__in=assigned), waits=True
        )

    def offered_to_all(self):
        """Return the cases that are assigned to no active user."""
        return self.filter(Q(assigned_to=None) | Q(assigned_to__is_active=False))

    def free(self, user, now: datetime.datetime):
        """Return the cases that no other user has claimed, and that wait for no other user."""
        claimable = Q(claimed_by=None) | Q(claimed_until__lte=now) | Q(claimed_by=user)
        return self.filter(claimable).filter(Q(expects=None) | Q(expects=user))


class ReviewCase(models.Model):
    """The case of an entry: one row for each submitted entry.

    `waits`: a moderator must act; it follows the entry's state. A claim is valid until `claimed_until` and
    needs no clearing. `assigned_to` is offered the case first at this step; others may still claim it.
    """

    contest_path = "round"

    entry = models.OneToOneField(
        "contest_entries.Entry", verbose_name=_("entry"), on_delete=models.CASCADE, related_name="case"
    )
    round = models.ForeignKey(
        "contest_entries.EntryRoundPage",
        verbose_name=_("round"),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # the indexes below begin with it
    )
    step = models.ForeignKey(
        ReviewStep, verbose_name=_("step of the review"), on_delete=models.PROTECT, related_name="cases"
    )
    look = models.PositiveSmallIntegerField(_("look"), choices=Look, default=Look.FIRST)
    waits = models.BooleanField(_("waits for a moderator"), default=True)
    queued_at = models.DateTimeField(_("in the queue since"))
    since = models.DateTimeField(_("at this step since"))
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    claimed_until = models.DateTimeField(_("taken until"), null=True, blank=True)
    expects = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("waits for"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Whoever asked for the changes, or the colleague it was passed on to."),
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # When the contestant is notified of the last decision; empty if nothing is due.
    tell_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReviewCaseQuerySet.as_manager()

    # The reference index is for pages; cases need no entries in it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("entry under review")
        verbose_name_plural = _("entries under review")
        default_permissions = ()
        indexes = [
            # Partial, since SQLite does not use boolean columns of an index.
            models.Index(
                fields=["round", "queued_at", "id"], condition=Q(waits=True), name="contest_review_queue"
            ),
            models.Index(fields=["round", "step"], condition=Q(waits=True), name="contest_review_steps"),
            models.Index(fields=["tell_at"], condition=Q(tell_at__isnull=False), name="contest_review_tell"),
        ]

    def __str__(self):
        return str(self.entry_id)

    def is_claimed(self, now: datetime.datetime) -> bool:
        """Return whether a moderator has claimed it at `now`."""
        return self.claimed_by_id is not None and self.claimed_until is not None and now < self.claimed_until

    def is_held_from(self, user, now: datetime.datetime) -> bool:
        """Return whether another user has claimed it, or it waits for another user."""
        if self.expects_id not in (None, user.pk):
            return True
        return self.is_claimed(now) and self.claimed_by_id != user.pk


class DeskNotes(models.Model):
    """The saved fields of a moderator's desk before a decision."""

    case = models.ForeignKey(ReviewCase, on_delete=models.CASCADE, related_name="notes")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("notes at the desk")
        verbose_name_plural = _("notes at the desk")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["case", "moderator"], name="contest_review_notes_once")
        ]

    def __str__(self):
        return f"{self.case_id}/{self.moderator_id}"
