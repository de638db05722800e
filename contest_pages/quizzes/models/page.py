"""The round that is a quiz."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable

from contest_pages.contests.blocks import DocumentsBlock
from contest_pages.contests.enums import ContestKind
from contest_pages.contests.models import ContestRoundPage, FormPageMixin
from contest_pages.contests.models.form_page import Fragment
from contest_pages.quizzes.enums import (
    AttemptsPer,
    Comparator,
    Counting,
    Draw,
    KeyShown,
    PredictionTarget,
    ScoreShown,
    Ties,
)
from contest_pages.quizzes.logic.rules import QuizRules
from contest_pages.quizzes.logic.sentences import quiz_sentences
from contest_pages.seen_at import shown_at

from .bank import QuestionSet, QuestionTopic


class TopicShare(Orderable):
    """So many questions of a topic in each attempt: 7/3/5."""

    page = ParentalKey("QuizRoundPage", on_delete=models.CASCADE, related_name="topic_shares")
    topic = models.ForeignKey(
        QuestionTopic, verbose_name=_("topic"), on_delete=models.PROTECT, related_name="+"
    )
    count = models.PositiveSmallIntegerField(
        _("questions"), validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    panels = [FieldRowPanel([FieldPanel("topic"), FieldPanel("count")])]

    class Meta(Orderable.Meta):
        verbose_name = _("share of a topic")
        verbose_name_plural = _("shares of topics")
        default_permissions = ()

    def __str__(self):
        return f"{self.topic_id}: {self.count}"


class QuizAudience(Orderable):
    """A division of contestants that is asked questions of its own (Huế 2025: officials and citizens)."""

    page = ParentalKey("QuizRoundPage", on_delete=models.CASCADE, related_name="audiences")
    division = models.CharField(
        _("division"), max_length=100, help_text=_("As it is called in the registration form.")
    )
    question_set = models.ForeignKey(
        QuestionSet, verbose_name=_("set of questions"), on_delete=models.PROTECT, related_name="+"
    )

    panels = [FieldRowPanel([FieldPanel("division"), FieldPanel("question_set")])]

    class Meta(Orderable.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        default_permissions = ()

    def __str__(self):
        return self.division


class QuizRoundPage(FormPageMixin, RoutablePageMixin, ContestRoundPage):
    """A quiz, usually one of a week. What is published here is what attempts, marks and ranks follow."""

    is_creatable = True
    usual_title = _("Quiz")
    usual_order = 45
    usual_for = frozenset({ContestKind.QUIZ})
    call_words = _("Take the quiz")
    time_label = _("Time")
    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "ul", "link"])
    study = StreamField([("documents", DocumentsBlock())], verbose_name=_("study documents"), blank=True)
    practice_count = models.PositiveSmallIntegerField(
        _("questions to practise with"),
        default=10,
        validators=[MaxValueValidator(100)],
        help_text=_("Drawn from the questions released for practice; 0: no practice. They never count."),
    )
    question_set = models.ForeignKey(
        QuestionSet,
        verbose_name=_("set of questions"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    question_count = models.PositiveSmallIntegerField(
        _("questions of an attempt"), default=10, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    draw = models.CharField(_("questions are drawn"), max_length=10, choices=Draw, default=Draw.RANDOM)
    minutes = models.PositiveSmallIntegerField(
        _("minutes of an attempt"), default=15, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    grace_seconds = models.PositiveSmallIntegerField(
        _("seconds in which answers may still arrive"),
        default=15,
        validators=[MaxValueValidator(120)],
        help_text=_("After the end of an attempt, for slow lines."),
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts"),
        null=True,
        blank=True,
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("Leave empty for any number."),
    )
    attempts_per = models.CharField(
        _("counted"), max_length=10, choices=AttemptsPer, default=AttemptsPer.ROUND
    )
    answer_first = models.BooleanField(
        _("visitors may answer first and say afterwards who they are"),
        default=False,
        help_text=_(
            "An attempt counts when its author has registered, within 24 hours after handing in. Let the registration stay open a day longer than the round."
        ),
    )
    counting = models.CharField(
        _("which attempt counts"), max_length=15, choices=Counting, default=Counting.BEST_EARLIEST
    )
    all_must_be_answered = models.BooleanField(_("every question must be answered"), default=True)
    points_per_question = models.PositiveSmallIntegerField(
        _("points of a right answer"), default=1, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    prediction = models.CharField(
        _("prediction question"),
        max_length=20,
        choices=PredictionTarget,
        blank=True,
        default=PredictionTarget.ALL_RIGHT,
    )
    prediction_words = models.CharField(
        _("words of the prediction question"),
        max_length=250,
        blank=True,
        help_text=_("Leave empty for our own. They must ask for what is chosen above."),
    )
    prediction_decimals = models.PositiveSmallIntegerField(
        _("digits after the decimal comma"),
        default=2,
        validators=[MaxValueValidator(5)],
        help_text=_("Only for percentages."),
    )
    score_shown = models.CharField(
        _("contestants see their score"), max_length=15, choices=ScoreShown, default=ScoreShown.AT_ONCE
    )
    key_shown = models.CharField(
        _("contestants see the right answers"),
        max_length=15,
        choices=KeyShown,
        default=KeyShown.AFTER_CLOSING,
    )
    tie_break_1 = models.CharField(
        _("between equal scores decides"),
        max_length=12,
        choices=Comparator,
        blank=True,
        default=Comparator.PREDICTION,
    )
    tie_break_2 = models.CharField(
        _("then"), max_length=12, choices=Comparator, blank=True, default=Comparator.EARLIER
    )
    tie_break_3 = models.CharField(_("and then"), max_length=12, choices=Comparator, blank=True, default="")
    ties = models.CharField(_("those equal in everything"), max_length=10, choices=Ties, default=Ties.JOINT)
    ranked_apart = models.BooleanField(_("each division is ranked by itself"), default=False)
    award_cap = models.PositiveSmallIntegerField(
        _("prizes that one person may get in the contest"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Leave empty for any number. The prizes themselves stand on the contest's page."),
    )
    trace_days = models.PositiveSmallIntegerField(
        _("days for which marks against cheating are kept"),
        default=0,
        validators=[MaxValueValidator(90)],
        help_text=_(
            "A fingerprint of the shortened network address and of the kind of browser, kept so long after the closing. Only if the notice about personal data says so; 0: none."
        ),
    )
    public_statistics = models.BooleanField(
        _("visitors see how many take part"), default=False, help_text=_("The figures of the day before.")
    )

    content_panels = [
        *ContestRoundPage.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel(
            [
                FieldPanel("question_set"),
                FieldRowPanel([FieldPanel("question_count"), FieldPanel("draw"), FieldPanel("minutes")]),
                FieldRowPanel([FieldPanel("all_must_be_answered"), FieldPanel("grace_seconds")]),
            ],
            heading=_("Questions and time"),
        ),
        InlinePanel("topic_shares", heading=_("Questions of each topic"), label=_("Topic")),
        InlinePanel(
            "audiences",
            heading=_("Audiences with questions of their own"),
            label=_("Audience"),
            help_text=_("Everybody else is asked from the set above."),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("attempts_allowed"), FieldPanel("attempts_per")]),
                FieldPanel("counting"),
                FieldPanel("answer_first"),
            ],
            heading=_("Attempts"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("prediction"), FieldPanel("prediction_decimals")]),
                FieldPanel("prediction_words"),
            ],
            heading=_("Prediction"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("points_per_question"), FieldPanel("ranked_apart")]),
                FieldRowPanel(
                    [FieldPanel("tie_break_1"), FieldPanel("tie_break_2"), FieldPanel("tie_break_3")]
                ),
                FieldRowPanel([FieldPanel("ties"), FieldPanel("award_cap")]),
            ],
            heading=_("Ranking"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("score_shown"), FieldPanel("key_shown")]),
                FieldRowPanel([FieldPanel("public_statistics"), FieldPanel("trace_days")]),
            ],
            heading=_("What is shown when"),
        ),
        MultiFieldPanel([FieldPanel("study"), FieldPanel("practice_count")], heading=_("Study and practice")),
    ]

    class Meta:
        verbose_name = _("quiz round")
        verbose_name_plural = _("quiz rounds")

    def clean(self):
        """Refuse rules that contradict one another."""
        super().clean()
        errors = {}
        breaks = [self.tie_break_1, self.tie_break_2, self.tie_break_3]
        chosen = [value for value in breaks if value]
        if len(set(chosen)) < len(chosen):
            errors["tie_break_2"] = _("Each way to decide between equals may stand once.")
        if Comparator.PREDICTION in chosen and not self.prediction:
            errors["prediction"] = _("The ranking needs a prediction: choose what is asked for.")
        if errors:
            raise ValidationError(errors)

    @cached_property
    def rules(self) -> QuizRules:
        """Return the page's fields as the rules that everything else reads."""
        shares = (
            tuple((share.topic_id, share.count) for share in self.topic_shares.all())
            if self.draw == Draw.BY_TOPIC
            else ()
        )
        return QuizRules(
            question_count=sum(count for _topic, count in shares) if shares else self.question_count,
            minutes=self.minutes,
            draw=self.draw,
            shares=shares,
            attempts_allowed=self.attempts_allowed,
            attempts_per=self.attempts_per,
            counting=self.counting,
            all_must_be_answered=self.all_must_be_answered,
            points_per_question=self.points_per_question,
            grace_seconds=self.grace_seconds,
            prediction=self.prediction,
            prediction_decimals=self.prediction_decimals,
            score_shown=self.score_shown,
            key_shown=self.key_shown,
            tie_breaks=tuple(filter(None, [self.tie_break_1, self.tie_break_2, self.tie_break_3])),
            ties=self.ties,
            ranked_apart=self.ranked_apart,
            award_cap=self.award_cap,
            trace_days=self.trace_days,
            answer_first=self.answer_first,
        )

    @cached_property
    def audience_list(self) -> list[QuizAudience]:
        """Return the audiences in the editor's order."""
        return list(self.audiences.all())

    @property
    def prediction_question(self) -> str:
        """Return the words of the prediction question; empty where none is asked."""
        if not self.prediction:
            return ""
        return self.prediction_words or f"{PredictionTarget(self.prediction).label}?"

    def rule_sentences(self) -> list[str]:
        """Return the rules of this round in sentences."""
        return quiz_sentences(self.rules)

    @path("")
    def start_page(self, request):
        """Show what the quiz is, when, and the way in. It is the same for everybody."""
        from contest_pages.quizzes.views.public import start_page  # a page serves itself

        return start_page(self, request)

    @path("luyen-tap/", name="practice")
    def practice(self, request):
        """Let anybody practise with released questions; nothing is kept."""
        from contest_pages.quizzes.views.public import practice  # a page serves itself

        return practice(self, request)

    def embedded_form(self, request) -> Fragment:
        """Return the door to the quiz: code and e-mail, which open the contestant's own page."""
        from contest_pages.quizzes.views.public import door_for_quiz  # a page serves itself

        return door_for_quiz(self, now=shown_at())

    def begin_anew(self) -> list[str]:
        """Drop the questions: who took part last year knows them."""
        self.question_set = None
        for audience in self.audiences.all():
            audience.delete()
        return [
            *super().begin_anew(),
            gettext("The set of questions, and the audiences with sets of their own."),
        ]

    def personal_section(self, registration, now) -> Fragment:
        """Return the contestant's attempts of this round and whether another may be begun."""
        from contest_pages.quizzes.views.taking import section_for_contestant  # a page serves itself

        return section_for_contestant(self, registration, now=now)
