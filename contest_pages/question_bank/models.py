"""The question bank: questions as they are written, and their checked versions, which contestants answer."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from contest_pages.question_bank.enums import Difficulty, QuestionStatus
from contest_pages.question_bank.logic.option_places import OptionPlaces, option_places
from contest_pages.question_bank.logic.questions import PoolQuestion, letter
from contest_pages.vietnamese import fold

MOST_OPTIONS = 6


class QuestionTopic(models.Model):
    """The subject of a question; questions are drawn by topic."""

    contest_path = None

    name = models.CharField(_("name of the topic"), max_length=150, unique=True)

    class Meta:
        verbose_name = _("topic of questions")
        verbose_name_plural = _("topics of questions")
        default_permissions = ("add", "change", "view")
        ordering = ["name"]

    def __str__(self):
        return self.name


class QuestionSet(models.Model):
    """Questions that are asked together: those of one week, for one audience."""

    contest_path = "contest"

    name = models.CharField(_("name of the question set"), max_length=150, unique=True)
    contest = models.ForeignKey(
        "contest_contests.ContestPage",
        verbose_name=_("contest"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="question_sets",
        help_text=_("People who work on some contests only see the questions of the sets of those contests."),
    )

    class Meta:
        verbose_name = _("set of questions")
        verbose_name_plural = _("sets of questions")
        default_permissions = ("add", "change", "view")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def pool(self) -> list[PoolQuestion]:
        """Return the questions that may be drawn: with a checked version, neither retired nor released for practice.

        They stand in the order of their keys.
        """
        rows = (
            self.questions.exclude(status=QuestionStatus.RETIRED)
            .filter(current__isnull=False, released=False)
            .order_by("pk")
            .values_list("pk", "current_id", "topic_id")
        )
        return [PoolQuestion(*row) for row in rows]


class QuestionQuerySet(models.QuerySet):
    """Selections of questions."""

    def for_practice(self):
        """Return the questions that are released for practice."""
        return self.filter(released=True, current__isnull=False).exclude(status=QuestionStatus.RETIRED)


class Question(ClusterableModel):
    """A question as its writers edit it. Contestants answer a checked version of it."""

    contest_path = "sets__contest"

    text = models.TextField(_("question"), max_length=2000)
    topic = models.ForeignKey(
        QuestionTopic, verbose_name=_("topic"), null=True, blank=True, on_delete=models.PROTECT, related_name="questions"
    )  # fmt: skip
    sets = ParentalManyToManyField(QuestionSet, verbose_name=_("sets"), blank=True, related_name="questions")
    audience = models.CharField(_("audience"), max_length=100, blank=True)
    difficulty = models.CharField(
        _("difficulty"), max_length=10, choices=Difficulty, default=Difficulty.MEDIUM
    )
    source = models.CharField(
        _("source"),
        max_length=250,
        blank=True,
        help_text=_("Document and article, for example: Decision 749/QĐ-TTg, section II."),
    )
    explanation = models.TextField(
        _("explanation"), max_length=2000, blank=True, help_text=_("Shown with the right answer.")
    )
    keep_order = models.BooleanField(
        _("keep the order of the options"),
        default=False,
        db_default=False,
        help_text=_(
            "Otherwise each contestant gets them in another order; one such as “All of the above” stays last by itself."
        ),
    )
    released = models.BooleanField(
        _("released for practice"),
        default=False,
        help_text=_("Everybody sees the question and its right answer. Never for one that a round will ask."),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=QuestionStatus, default=QuestionStatus.DRAFT, editable=False
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("written by"), null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )  # fmt: skip
    current = models.ForeignKey(
        "QuestionVersion", verbose_name=_("checked version"), null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )  # fmt: skip
    search_text = models.TextField(editable=False, default="")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        # A question is retired, not deleted: attempts point to its versions.
        default_permissions = ("add", "change", "view")
        permissions = [
            ("check_question", _("Can check questions written by others")),
            ("correct_key", _("Can correct a wrong key and mark again")),
        ]
        ordering = ["-pk"]

    def __str__(self):
        # The log keeps this for ever, and is read by people who should not know the question.
        return self.number

    @property
    def number(self) -> str:
        """Return the number by which writers refer to it: CH-0042."""
        return f"CH-{self.pk or 0:04}"

    @property
    def set_names(self) -> str:
        """Return the names of its sets. Reads `sets`: prefetch in lists."""
        return ", ".join(question_set.name for question_set in self.sets.all())

    @property
    def shortened(self) -> str:
        """Return the beginning of the question, for lists."""
        return self.text if len(self.text) <= 140 else f"{self.text[:139]}…"

    @property
    def option_places(self) -> OptionPlaces:
        """Return which options change places. Reads `options`."""
        texts = [option.text for option in self.options.all()]
        return option_places(self.text, texts, keep_order=self.keep_order)

    def save(self, *args, **kwargs):
        """Update the folded text used by searches."""
        self.search_text = fold(f"{self.number} {self.text} {self.source}")
        super().save(*args, **kwargs)


class QuestionOption(Orderable):
    """An answer to choose from."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="options")
    text = models.CharField(_("option"), max_length=500)
    is_right = models.BooleanField(_("right"), default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("option")
        verbose_name_plural = _("options")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["question"],
                condition=models.Q(is_right=True),
                name="contest_question_one_right_option",
                violation_error_message=_("Exactly one option is right."),
            )
        ]

    def __str__(self):
        return self.text


class QuestionVersion(models.Model):
    """A checked wording. It is immutable: answers, receipts and digests refer to it."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    text = models.TextField(_("question"))
    options = models.JSONField(_("options"))
    right = models.PositiveSmallIntegerField(_("right option, counted from 0"))
    explanation = models.TextField(_("explanation"), blank=True)
    source = models.CharField(_("source"), max_length=250, blank=True)
    moving_options = models.PositiveSmallIntegerField(
        _("number of the first options that change places among themselves"), null=True
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(_("checked at"))

    class Meta:
        verbose_name = _("checked version of a question")
        verbose_name_plural = _("checked versions of questions")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="contest_question_version_once"),
            # The writer and the checker are different people.
            models.CheckConstraint(
                condition=models.Q(written_by=None) | ~models.Q(written_by=models.F("checked_by")),
                name="contest_question_checked_by_another",
            ),
        ]

    def __str__(self):
        return f"{self.question_id}/{self.number}"

    @cached_property
    def moving(self) -> int:
        """Return how many of the first options change places; one checked before this was stored is read for it."""
        if self.moving_options is not None:
            return self.moving_options
        return option_places(self.text, self.options).moving

    @property
    def letter(self) -> str:
        """Return the letter of the option that was right when it was checked."""
        return letter(self.right)


class KeyCorrection(models.Model):
    """A correction of a wrong key: which options count as right from then on, why, and by whom."""

    version = models.ForeignKey(
        QuestionVersion, verbose_name=_("question"), on_delete=models.PROTECT, related_name="corrections"
    )
    accepted = models.JSONField(_("options that count as right"))
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("corrected at"))
    changed_marks = models.PositiveIntegerField(
        _("marks that changed"), default=0, help_text=_("Of all answers that were marked again.")
    )

    class Meta:
        verbose_name = _("correction of a key")
        verbose_name_plural = _("corrections of keys")
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self):
        return f"{self.version_id}: {self.letters}"

    @cached_property
    def letters(self) -> str:
        """Return the letters of the options that count as right."""
        return ", ".join(letter(place) for place in self.accepted)

    def clean(self):
        """Refuse options that the question does not have."""
        if not self.accepted or any(not 0 <= place < len(self.version.options) for place in self.accepted):
            raise ValidationError({"accepted": _("Choose options of this question.")})
