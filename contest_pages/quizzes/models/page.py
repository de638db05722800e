"""The page of a quiz round."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property, lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable

from contest_pages.admin.count_fields import SmallCountField
from contest_pages.contests.blocks import DocumentsBlock
from contest_pages.contests.enums import ContestKind
from contest_pages.contests.models import ContestRoundPage, FormPageMixin
from contest_pages.contests.models.form_page import Fragment
from contest_pages.publishing import page_parts
from contest_pages.publishing.preview_time import shown_at
from contest_pages.question_bank.models import QuestionSet, QuestionTopic
from contest_pages.quizzes.enums import (
    AttemptsPer,
    Comparator,
    Counting,
    Draw,
    KeyShown,
    PredictionTarget,
    QuizPrizes,
    ScoreShown,
)
from contest_pages.quizzes.logic.attempts import CLAIM_PERIOD
from contest_pages.quizzes.logic.rules import QuizRules
from contest_pages.quizzes.logic.sentences import prize_sentence, quiz_sentences, statistics_sentences
from contest_pages.standings.enums import Ties
from contest_pages.vietnamese import duration


class TopicShare(Orderable):
    """The number of questions of a topic in each attempt: 7/3/5."""

    page = ParentalKey("QuizRoundPage", on_delete=models.CASCADE, related_name="topic_shares")
    topic = models.ForeignKey(
        QuestionTopic, verbose_name=_("topic"), on_delete=models.PROTECT, related_name="+"
    )
    count = SmallCountField(_("questions"), validators=[MinValueValidator(1), MaxValueValidator(100)])

    panels = [FieldRowPanel([FieldPanel("topic"), FieldPanel("count")])]

    class Meta(Orderable.Meta):
        verbose_name = _("share of a topic")
        verbose_name_plural = _("shares of topics")
        default_permissions = ()

    def __str__(self):
        return f"{self.topic_id}: {self.count}"


class QuizAudience(Orderable):
    """A division of contestants with questions of its own (Huế 2025: officials and citizens)."""

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
    """A quiz round, usually of a week. Attempts, marks and ranks follow its published fields.

    The source of its standings is set in `apps`.
    """

    is_creatable = True
    usual_title = _("Quiz")
    usual_order = 45
    usual_for = frozenset({ContestKind.QUIZ})
    repeated_title = _("Week %(number)d")
    call_words = _("Take the quiz")
    time_label = _("Time")
    words_while_open = _("%(title)s is running")
    words_until_closing = _("to answer %(title)s")
    welcomes_newcomers = True
    own_page_view = "contest_send_link"
    task_icon = "pencil-square"
    steps = (
        (_("Practise"), _("As often as you like; practice never counts.")),
        (_("Take the quiz"), _("On your phone, when it suits you, before the round closes.")),
        (_("See your place"), _("Results of each round are published on this page.")),
    )
    prize_bases = tuple(QuizPrizes)
    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "ul", "link"])
    study = StreamField([("documents", DocumentsBlock())], verbose_name=_("study documents"), blank=True)
    practice_count = SmallCountField(
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
    question_count = SmallCountField(
        _("questions of an attempt"), default=10, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    draw = models.CharField(_("questions are drawn"), max_length=10, choices=Draw, default=Draw.RANDOM)
    minutes = SmallCountField(
        _("minutes of an attempt"), default=15, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    grace_seconds = SmallCountField(
        _("seconds in which answers may still arrive"),
        default=15,
        validators=[MaxValueValidator(120)],
        help_text=_("After the end of an attempt, for slow lines."),
    )
    attempts_allowed = SmallCountField(
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
        help_text=format_lazy(
            _(
                "An attempt counts when its author has registered, within {time} after handing in. Let the registration stay open by as much longer than the round."
            ),
            time=lazy(duration, str)(CLAIM_PERIOD),
        ),
    )
    counting = models.CharField(
        _("which attempt counts"), max_length=15, choices=Counting, default=Counting.BEST_EARLIEST
    )
    all_must_be_answered = models.BooleanField(_("every question must be answered"), default=True)
    points_per_question = SmallCountField(
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
    prediction_decimals = SmallCountField(
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
    award_cap = SmallCountField(
        _("prizes that one person may get in the contest"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Leave empty for any number. The prizes themselves stand on the contest's page."),
    )
    trace_days = SmallCountField(
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
    live_statistics = models.BooleanField(
        _("visitors see the numbers while the round is open"),
        default=False,
        db_default=False,
        help_text=_(
            "How many persons, attempts and units, renewed every minute; no scores. The rules say so."
        ),
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
                FieldRowPanel([FieldPanel("public_statistics"), FieldPanel("live_statistics")]),
                FieldPanel("trace_days"),
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
        """Return the page's fields as rules."""
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
        """Return the text of the prediction question; empty if there is none."""
        if not self.prediction:
            return ""
        if self.prediction_words:
            return self.prediction_words
        target = str(PredictionTarget(self.prediction).label)
        return gettext("What do you think: %(target)s?") % {"target": target[:1].lower() + target[1:]}

    def task_words(self) -> tuple[str, str]:
        """Return how many questions an attempt has and how long it lasts."""
        questions = ngettext("%(count)d question", "%(count)d questions", self.question_count)
        minutes = ngettext("%(count)d minute", "%(count)d minutes", self.minutes)
        note = minutes % {"count": self.minutes}
        return questions % {"count": self.question_count}, note

    def rule_sentences(self) -> list[str]:
        """Return the rules of this round in sentences."""
        shown = statistics_sentences(day_before=self.public_statistics, live=self.live_statistics)
        return [*quiz_sentences(self.rules), *shown]

    @classmethod
    def prize_sentence(cls, basis: str) -> str:
        """Return how prizes by the sums of all rounds are decided."""
        return prize_sentence(basis)

    @path("")
    def start_page(self, request):
        """Show the quiz, its times and the form to begin. The response does not depend on the visitor."""
        return page_parts.make(self, "start page", request)

    @path("luyen-tap/", name="practice")
    def practice(self, request):
        """Show released questions for practice; nothing is stored."""
        return page_parts.make(self, "practice", request)

    def embedded_form(self, request) -> Fragment:
        """Return the form by which contestants request the link to their own page."""
        return page_parts.make(self, "form", now=shown_at())

    def reset_for_next_year(self) -> list[str]:
        """Clear the questions, which last year's contestants know."""
        self.question_set = None
        for audience in self.audiences.all():
            audience.delete()
        return [
            *super().reset_for_next_year(),
            gettext("The set of questions, and the audiences with sets of their own."),
        ]

    def personal_section(self, registration, now) -> Fragment:
        """Return the contestant's attempts of this round, and the button or the refusal for another."""
        return page_parts.make(self, "personal section", registration, now=now)
