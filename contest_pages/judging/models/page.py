"""The page of a jury round: works of a closed list are scored by a panel."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from contest_pages.admin.count_fields import SmallCountField
from contest_pages.contests.enums import ContestKind
from contest_pages.contests.models import ContestRoundPage
from contest_pages.judging.enums import (
    CRITERION_PREFIX,
    Aggregate,
    Anonymity,
    AssignmentRule,
    OrderShown,
    PointsShown,
    RankOn,
    Remarks,
    TieBreak,
)
from contest_pages.judging.fields import PointsField
from contest_pages.judging.logic.points import PARTS_OF_A_POINT, WHOLE, Criterion
from contest_pages.judging.logic.rules import JudgingRules
from contest_pages.judging.logic.sentences import judging_sentences
from contest_pages.standings.enums import Ties
from contest_pages.vietnamese import slug_of

_KEY = 40


class JurySource(Orderable):
    """A round whose closed list names what this round judges."""

    page = ParentalKey("JuryRoundPage", on_delete=models.CASCADE, related_name="sources")
    #: A round of entries, or a jury round before this one.
    entry_round = models.ForeignKey(
        ContestRoundPage, verbose_name=_("round"), on_delete=models.PROTECT, related_name="+"
    )

    panels = [
        PageChooserPanel(
            "entry_round", page_type=["contest_entries.EntryRoundPage", "contest_judging.JuryRoundPage"]
        )
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("round whose works are judged")
        verbose_name_plural = _("rounds whose works are judged")
        default_permissions = ()

    def __str__(self):
        return f"{self.page_id}: {self.entry_round_id}"


class JuryCriterion(Orderable):
    """A criterion of the score sheet. Its key outlives revisions of the page, whose rows are made again."""

    page = ParentalKey("JuryRoundPage", on_delete=models.CASCADE, related_name="criteria")
    key = models.SlugField(max_length=_KEY, blank=True, editable=False)
    name = models.CharField(_("criterion"), max_length=100)
    description = models.TextField(_("what is looked at"), blank=True)
    most = PointsField(_("most points"), default=10 * PARTS_OF_A_POINT, validators=[MinValueValidator(1)])
    step = PointsField(_("in steps of"), default=PARTS_OF_A_POINT // 2, validators=[MinValueValidator(1)])
    weight = SmallCountField(
        _("weight in per cent"),
        default=WHOLE,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("100: the points count as they are."),
    )
    tie_order = SmallCountField(
        _("decides between equals as number"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("1 is looked at first. Leave empty where it does not decide."),
    )
    remark_below = PointsField(
        _("remark required below"), null=True, blank=True, help_text=_("Leave empty to require none.")
    )
    low = models.CharField(_("what earns few points"), max_length=250, blank=True)
    middle = models.CharField(_("what earns middling points"), max_length=250, blank=True)
    high = models.CharField(_("what earns many points"), max_length=250, blank=True)

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("most"), FieldPanel("step"), FieldPanel("weight")]),
        FieldRowPanel([FieldPanel("tie_order"), FieldPanel("remark_below")]),
        FieldPanel("description"),
        FieldRowPanel([FieldPanel("low"), FieldPanel("middle"), FieldPanel("high")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        default_permissions = ()

    def __str__(self):
        return self.name

    def clean(self):
        """Refuse most points that cannot be reached in the steps."""
        super().clean()
        if self.most and self.step and self.most % self.step:
            raise ValidationError({"step": _("The most points must be a multiple of the step.")})

    def as_value(self) -> Criterion:
        """Return the criterion as a plain value."""
        return Criterion(
            key=self.key,
            name=self.name,
            most=self.most,
            step=self.step,
            weight=self.weight,
            remark_below=self.remark_below,
            description=self.description,
            anchors=tuple(filter(None, (self.low, self.middle, self.high))),
        )


class JuryRoundPage(ContestRoundPage):
    """Works that passed the preliminary review are scored by a jury, sealed, and ranked by the published rules.

    The window of the jurors is `opens_at` to `closes_at`; the source of its standings is set in `apps`.
    """

    is_creatable = True
    is_for_contestants = False
    usual_title = pgettext_lazy("jury round", "Judging")
    usual_order = 48
    usual_for = frozenset({ContestKind.VIDEO, ContestKind.WORKS})
    call_words = _("How the works are judged")
    time_label = pgettext_lazy("jury round", "Judging")
    words_while_open = _("The jury is judging")
    task_icon = "clipboard-check"

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "ul", "link"])
    anonymity = models.CharField(
        _("jurors and authors"), max_length=10, choices=Anonymity, default=Anonymity.AUTHORS
    )
    order_shown = models.CharField(
        _("order of the works"), max_length=10, choices=OrderShown, default=OrderShown.SHUFFLED
    )
    assignment = models.CharField(
        _("who judges what"), max_length=10, choices=AssignmentRule, default=AssignmentRule.ALL
    )
    jurors_per_work = SmallCountField(
        _("jurors of each work"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
        help_text=_("Where not every juror judges every work."),
    )
    seats_min = SmallCountField(
        _("least number of counted sheets of a work"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
    )
    aggregate = models.CharField(
        _("result of a work"), max_length=12, choices=Aggregate, default=Aggregate.MEAN
    )
    deviation = PointsField(
        _("greatest distance from the mean"),
        null=True,
        blank=True,
        help_text=_("Where points that lie farther from the mean of all jurors are left out."),
    )
    passes = SmallCountField(
        _("jurors needed to pass"),
        null=True,
        blank=True,
        help_text=_("Where jurors only say whether a work passes."),
    )
    gap_limit = PointsField(
        _("jurors confer from a difference of"),
        null=True,
        blank=True,
        help_text=_("Between the highest and the lowest total of a work. Leave empty for none."),
    )
    knock_out = PointsField(
        _("least result for a prize"), null=True, blank=True, help_text=_("Leave empty for none.")
    )
    decimals = SmallCountField(
        _("digits after the decimal comma"), default=2, validators=[MaxValueValidator(3)]
    )
    rank_on = models.CharField(_("ranked"), max_length=10, choices=RankOn, default=RankOn.ROUNDED)
    tie_break_1 = models.CharField(
        _("between equals decides, after the criteria"),
        max_length=12,
        choices=TieBreak,
        blank=True,
        default="",
    )
    tie_break_2 = models.CharField(_("then"), max_length=12, choices=TieBreak, blank=True, default="")
    ties = models.CharField(_("those equal in everything"), max_length=10, choices=Ties, default=Ties.CHAIR)
    ranked_apart = models.BooleanField(_("each division is ranked by itself"), default=False)
    advance_count = SmallCountField(
        _("works that go on to the next jury round"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_(
            "By rank, in each division where these are ranked apart; those equal to the last one go on too. "
            "Leave empty for the last round."
        ),
    )
    award_cap = SmallCountField(
        _("prizes that one person may get in the contest"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Leave empty for any number. The prizes themselves stand on the contest's page."),
    )
    remarks = models.CharField(_("remarks of jurors"), max_length=12, choices=Remarks, default=Remarks.PANEL)
    points_shown = models.CharField(
        _("points shown with the results"), max_length=10, choices=PointsShown, default=PointsShown.WINNERS
    )
    recheck_days = SmallCountField(
        _("days in which contestants may ask for a check of the sum"),
        default=3,
        validators=[MaxValueValidator(60)],
        help_text=_("Counted from the publication; 0: none."),
    )

    content_panels = [
        *ContestRoundPage.content_panels,
        FieldPanel("introduction"),
        InlinePanel(
            "sources",
            heading=_("Works"),
            label=_("Round"),
            help_text=_("Leave empty to take the closed list of the contest's only round of entries."),
        ),
        InlinePanel("criteria", heading=_("Score sheet"), label=_("Criterion")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("assignment"), FieldPanel("jurors_per_work")]),
                FieldRowPanel([FieldPanel("anonymity"), FieldPanel("order_shown")]),
                FieldPanel("remarks"),
            ],
            heading=_("Jury"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("aggregate"), FieldPanel("seats_min")]),
                FieldRowPanel([FieldPanel("deviation"), FieldPanel("passes")]),
                FieldRowPanel([FieldPanel("gap_limit"), FieldPanel("knock_out")]),
                FieldRowPanel([FieldPanel("decimals"), FieldPanel("rank_on")]),
            ],
            heading=_("Result of a work"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("tie_break_1"), FieldPanel("tie_break_2")]),
                FieldRowPanel([FieldPanel("ties"), FieldPanel("ranked_apart")]),
                FieldRowPanel([FieldPanel("award_cap"), FieldPanel("advance_count")]),
            ],
            heading=_("Ranking"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("points_shown"), FieldPanel("recheck_days")])],
            heading=_("After the publication"),
        ),
    ]

    class Meta:
        verbose_name = _("jury round")
        verbose_name_plural = _("jury rounds")

    def fill_as_usual(self) -> None:
        """Begin with the score sheet that many plans have: content 50, form 30, message 20 points."""
        usual = ((gettext("Content"), 50), (gettext("Form of presentation"), 30), (gettext("Message"), 20))
        for place, (name, most) in enumerate(usual):
            self.criteria.add(JuryCriterion(name=name, most=most * PARTS_OF_A_POINT, sort_order=place))

    def clean(self):
        """Refuse rules that contradict one another."""
        super().clean()
        errors = {}
        if self.tie_break_1 and self.tie_break_1 == self.tie_break_2:
            errors["tie_break_2"] = _("Each way to decide between equals may stand once.")
        if self.aggregate == Aggregate.DEVIATION and not self.deviation:
            errors["deviation"] = _("Say how far points may lie from the mean.")
        if self.aggregate == Aggregate.PASSES and not self.passes:
            errors["passes"] = _("Say how many jurors must let a work pass.")
        if self.assignment == AssignmentRule.SOME and self.jurors_per_work < self.seats_min:
            errors["jurors_per_work"] = _("Each work needs at least as many jurors as sheets must count.")
        if errors:
            raise ValidationError(errors)
        if self.pk and any(source.entry_round_id == self.pk for source in self.sources.all()):
            raise ValidationError(_("A round does not judge what goes on from itself."))

    def full_clean(self, *args, **kwargs):
        """Give new criteria their keys, which stay when they are renamed."""
        super().full_clean(*args, **kwargs)
        self.name_criteria()

    def save(self, *args, **kwargs):
        """Give new criteria their keys."""
        self.name_criteria()
        super().save(*args, **kwargs)

    def name_criteria(self) -> None:
        """Set the key of each criterion that has none, unlike all others of the page."""
        taken = {criterion.key for criterion in self.criteria.all() if criterion.key}
        for criterion in self.criteria.all():
            if criterion.key:
                continue
            base = slug_of(criterion.name)[: _KEY - 4] or "tieu-chi"
            names = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 3))
            criterion.key = next(name for name in names if name not in taken)
            taken.add(criterion.key)

    @cached_property
    def rules(self) -> JudgingRules:
        """Return the page's fields as rules."""
        criteria = list(self.criteria.all())
        by_criteria = sorted(
            (criterion for criterion in criteria if criterion.tie_order),
            key=lambda criterion: (criterion.tie_order, criterion.sort_order or 0),
        )
        return JudgingRules(
            criteria=tuple(criterion.as_value() for criterion in criteria),
            aggregate=self.aggregate,
            deviation=self.deviation if self.aggregate == Aggregate.DEVIATION else None,
            passes=self.passes if self.aggregate == Aggregate.PASSES else None,
            seats_min=self.seats_min,
            gap_limit=self.gap_limit,
            knock_out=self.knock_out,
            decimals=self.decimals,
            rank_on=self.rank_on,
            tie_breaks=(
                *(f"{CRITERION_PREFIX}{criterion.key}" for criterion in by_criteria),
                *filter(None, (self.tie_break_1, self.tie_break_2)),
            ),
            ties=self.ties,
            ranked_apart=self.ranked_apart,
            assignment=self.assignment,
            jurors_per_work=self.jurors_per_work,
            anonymity=self.anonymity,
            order_shown=self.order_shown,
            remarks=self.remarks,
            points_shown=self.points_shown,
            recheck_days=self.recheck_days,
            award_cap=self.award_cap,
            advance_count=self.advance_count,
        )

    def rule_sentences(self) -> list[str]:
        """Return the rules of judging in sentences, with a worked example."""
        return judging_sentences(self.rules)

    def reset_for_next_year(self) -> list[str]:
        """Forget the rounds whose works were judged: they are last year's."""
        for source in self.sources.all():
            source.delete()
        return [*super().reset_for_next_year(), gettext("The rounds whose works are judged.")]
