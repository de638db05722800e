"""Attempts: the questions, the answers, the times and the mark of a contestant."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contest_pages.quizzes.enums import EndedBy
from contest_pages.quizzes.logic.predictions import TYPED_LENGTH
from contest_pages.quizzes.logic.receipts import digest_of_receipt, receipt_text


class AttemptQuerySet(models.QuerySet):
    """Selections of attempts."""

    def running(self):
        """Return those that are not submitted."""
        return self.filter(submitted_at=None)

    def submitted(self):
        """Return those that are submitted, by the contestant or by time."""
        return self.filter(submitted_at__isnull=False)

    def of_persons(self):
        """Return submitted attempts with a registration: only these count."""
        return self.submitted().filter(registration__isnull=False)

    def unnamed(self):
        """Return those without a registration, of visitors who have not claimed them yet."""
        return self.filter(registration=None)


class Attempt(models.Model):
    """An attempt of a contestant. Answers change while it runs; after submission only the mark may, by a corrected key.

    Where the round allows it, a visitor's attempt has no registration until it is claimed. `saves` counts every
    change for optimistic concurrency: an update names the count that it read and is retried if it has changed.
    No row is locked between requests.

    Submission updates a row in each index, in the busiest minute of the week: no index is a prefix of another.
    """

    contest_path = "round"

    code = models.CharField(_("receipt code"), max_length=12)
    round = models.ForeignKey(
        "contest_quizzes.QuizRoundPage",
        verbose_name=_("round"),
        on_delete=models.PROTECT,
        related_name="attempts",
        db_index=False,
    )
    registration = models.ForeignKey(
        "contest_registrations.Registration",
        verbose_name=_("registration"),
        null=True,
        on_delete=models.PROTECT,
        related_name="quiz_attempts",
        db_index=False,
    )
    claimed_by = models.ForeignKey(
        "contest_registrations.Registration",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )
    claimed_at = models.DateTimeField(null=True, editable=False)
    period = models.CharField(max_length=40, editable=False)
    number = models.PositiveIntegerField(_("attempt"))
    division = models.CharField(_("division"), max_length=100, blank=True, default="")
    unit = models.ForeignKey(
        "contest_units.Unit", verbose_name=_("unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # fmt: skip
    seed = models.CharField(max_length=32, editable=False)
    questions = models.JSONField(_("questions"), help_text=_("Numbers of versions, in their order."))
    answers = models.JSONField(_("answers"), default=dict)
    prediction = models.DecimalField(_("prediction"), max_digits=14, decimal_places=5, null=True, blank=True)
    prediction_typed = models.CharField(
        _("prediction as typed"), max_length=TYPED_LENGTH, blank=True, default="", db_default=""
    )
    started_at = models.DateTimeField(_("begun at"))
    ends_at = models.DateTimeField(_("ends at"))
    extra_minutes = models.PositiveSmallIntegerField(_("extra minutes"), default=0)
    saves = models.PositiveIntegerField(default=0, editable=False)
    submitted_at = models.DateTimeField(_("handed in at"), null=True, blank=True)
    ended_by = models.CharField(_("ended by"), max_length=12, choices=EndedBy, blank=True, default="")
    seconds = models.PositiveIntegerField(_("seconds used"), null=True, blank=True)
    answered = models.PositiveSmallIntegerField(_("answered"), default=0)
    right = models.PositiveSmallIntegerField(_("right answers"), default=0)
    score = models.PositiveIntegerField(_("score"), default=0)
    is_valid = models.BooleanField(_("counts"), default=False)
    digest = models.CharField(max_length=64, blank=True, default="", editable=False)
    rules_revision = models.PositiveIntegerField(
        _("version of the rules"), null=True, editable=False, help_text=_("The published revision of the round.")
    )  # fmt: skip
    # Hashes of a shortened address and of a kind of browser, for the search for patterns; purged after a while.
    network_mark = models.CharField(max_length=16, blank=True, default="", editable=False)
    device_mark = models.CharField(max_length=16, blank=True, default="", editable=False)

    objects = AttemptQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("quiz attempt")
        verbose_name_plural = _("quiz attempts")
        default_permissions = ("view",)
        permissions = [
            ("manage_attempt", _("Can grant extra time in a quiz")),
            ("export_attempt", _("Can export attempts")),
        ]
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="contest_attempt_code_once"),
            models.UniqueConstraint(
                fields=["registration", "period", "number"], name="contest_attempt_number_once"
            ),
            models.UniqueConstraint(
                fields=["registration", "round"],
                condition=Q(submitted_at=None),
                name="contest_attempt_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(registration__isnull=False) | Q(number=0, period=""),
                name="contest_attempt_unnamed_is_unnumbered",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None) | ~Q(digest="") & Q(seconds__isnull=False),
                name="contest_attempt_submitted_is_sealed",
            ),
        ]
        indexes = [
            models.Index(fields=["round", "submitted_at"], name="contest_attempt_of_round"),
            models.Index(fields=["ends_at"], condition=Q(submitted_at=None), name="contest_attempt_running"),
            models.Index(
                fields=["claimed_by"], condition=Q(claimed_by__isnull=False), name="contest_attempt_claimed"
            ),
        ]

    def __str__(self):
        return self.code

    @property
    def is_submitted(self) -> bool:
        """Say whether it is submitted."""
        return self.submitted_at is not None

    def receipt(self) -> str:
        """Return the lines that the receipt's digest covers."""
        return receipt_text(
            code=self.code,
            round_page=self.round_id,
            submitted_at=self.submitted_at,
            questions=self.questions,
            answers=self.answers,
            prediction=self.prediction,
        )

    @property
    def receipt_holds(self) -> bool:
        """Say whether answers, time and prediction still match the digest."""
        return self.is_submitted and digest_of_receipt(self.receipt()) == self.digest


class Accommodation(models.Model):
    """Extra time for a contestant who needs it, granted by an organiser."""

    contest_path = "registration__contest"

    registration = models.OneToOneField(
        "contest_registrations.Registration",
        verbose_name=_("registration"),
        on_delete=models.PROTECT,
        related_name="quiz_accommodation",
    )
    extra_minutes = models.PositiveSmallIntegerField(_("extra minutes for each attempt"))
    reason = models.CharField(_("reason"), max_length=250)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("granted at"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("extra time")
        verbose_name_plural = _("extra times")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(extra_minutes__gte=1, extra_minutes__lte=240), name="contest_extra_time_in_bounds"
            )
        ]

    def __str__(self):
        return f"{self.registration_id}: {self.extra_minutes}"


class WaitingPlace(models.Model):
    """A place in the queue of a full quiz; first come, first served."""

    round = models.ForeignKey(
        "contest_quizzes.QuizRoundPage", on_delete=models.PROTECT, related_name="waiting_places"
    )
    registration = models.ForeignKey(
        "contest_registrations.Registration", on_delete=models.CASCADE, related_name="+"
    )
    asked_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("place in the queue")
        verbose_name_plural = _("places in the queue")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "registration"], name="contest_waiting_place_once"),
            models.CheckConstraint(
                condition=Q(seen_at__gte=F("asked_at")), name="contest_waiting_seen_later"
            ),
        ]

    def __str__(self):
        return f"{self.pk}"
