"""The rules (thể lệ): as fields that the forms enforce, and as text."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from contest_pages import conf
from contest_pages.admin.count_fields import SmallCountField
from contest_pages.contests.admin_forms import RulesPageForm
from contest_pages.contests.amendments import amendments_of, since, versions_of
from contest_pages.contests.blocks import ContestBodyBlock, text_lines
from contest_pages.contests.enums import Committee, LinkHost, ScriptDemand
from contest_pages.contests.fields import ChoiceListField, DayField, LengthField, MegabytesField
from contest_pages.contests.logic import rule_sentences
from contest_pages.contests.prizes import basis_sentences
from contest_pages.contests.way_in import way_in
from contest_pages.http import query_params
from contest_pages.publishing import page_cache
from contest_pages.publishing.preview_time import shown_at

from .children import ContestChildMixin
from .documents import amendments_in_force
from .official_document import DOCUMENT_PANEL, OfficialDocumentMixin
from .rounds import ContestRoundPage

#: A heading of an article in an editor's text.
_ARTICLE = re.compile(r"(?:<h[2-4][^>]*>|\A)\s*(?:<[^>]+>\s*)*(?:Điều|Article)\s+[0-9]")


@dataclass(frozen=True)
class Chapter:
    """A part of the rules page that is generated from fields."""

    anchor: str
    title: str
    sentences: list[str]


class VideoFormat(models.TextChoices):
    """Containers that the probe distinguishes."""

    MP4 = "mp4", "MP4"
    MOV = "mov", "MOV"


def default_video_formats() -> list[str]:
    """Return the format that every plan with a video asks for."""
    return [VideoFormat.MP4.value]


def default_excluded_committees() -> list[str]:
    """Return the bodies that Sơn La 2024, III.1 excludes."""
    return [
        Committee.ORGANISERS.value,
        Committee.JURY.value,
        Committee.SECRETARIAT.value,
        Committee.HELPERS.value,
    ]


class ContestRulesPage(OfficialDocumentMixin, ContestChildMixin, Page):
    """The rules. Forms and probes enforce the published version only."""

    base_form_class = RulesPageForm
    max_count_per_parent = 1
    is_document = True
    usual_title = _("Rules")
    usual_order = 20

    who_may_take_part = models.TextField(
        _("who may take part"), blank=True, help_text=_("In one or two sentences, as the plan says it.")
    )
    minimum_age = SmallCountField(
        _("minimum age"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    maximum_age = SmallCountField(
        _("maximum age"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    ages_on = DayField(
        _("ages are counted on"),
        null=True,
        blank=True,
        help_text=_("Leave empty for the day of registering."),
    )
    excluded_committees = ChoiceListField(
        _("may not take part: members of"),
        choices=Committee.choices,
        default=default_excluded_committees,
        blank=True,
    )
    entries_per_contestant = SmallCountField(
        _("entries per contestant"),
        null=True,
        blank=True,
        default=3,
        validators=[MinValueValidator(1)],
        help_text=_("Leave empty for no limit."),
    )
    minimum_seconds = LengthField(
        _("shortest video"),
        null=True,
        blank=True,
        default=240,
        help_text=_("Minutes and seconds, for example 4:00 or 4 phút."),
    )
    maximum_seconds = LengthField(_("longest video"), null=True, blank=True, default=300)
    video_formats = ChoiceListField(
        _("file formats"), choices=VideoFormat.choices, default=default_video_formats, blank=True
    )
    minimum_width = models.PositiveIntegerField(
        _("smallest width, in pixels"), null=True, blank=True, default=1280
    )
    minimum_height = models.PositiveIntegerField(
        _("smallest height, in pixels"), null=True, blank=True, default=720
    )
    maximum_megabytes = MegabytesField(
        _("largest file"),
        default=500,
        validators=[MinValueValidator(1)],
        help_text=_("With its unit, for example 500 MB or 1,5 GB."),
    )
    grace_minutes = SmallCountField(
        _("time for uploads begun before the closing, in minutes"),
        default=60,
        validators=[MaxValueValidator(24 * 60)],
        help_text=_("Slow lines need it. 0: what has not arrived by the closing is not taken."),
    )
    link_hosts = ChoiceListField(
        _("the work may also be an address at"), choices=LinkHost.choices, default=list, blank=True
    )
    script = models.CharField(
        _("script of the work"), max_length=10, choices=ScriptDemand, blank=True, default=ScriptDemand.NO
    )
    originality_declaration = models.TextField(
        _("declaration of originality"),
        blank=True,
        default=_("I declare that I made this work myself and that it infringes nobody's rights."),
        help_text=_(
            "Everybody who hands in ticks this sentence. Leave empty if the rules do not ask for it."
        ),
    )
    first_publication_declaration = models.TextField(
        _("declaration of first publication"),
        blank=True,
        default=_(
            "I declare that this work was not published in the media or on social networks before the contest was launched."
        ),
    )
    music_declaration = models.TextField(
        _("declaration about music"),
        blank=True,
        default=_("I have the right to use the music and sounds of this work."),
    )
    people_declaration = models.TextField(
        _("declaration about people filmed"),
        blank=True,
        default=_(
            "The people who can be recognised in this work agree to being shown; for children their parents do."
        ),
    )
    blind_review = models.BooleanField(_("who made a work is hidden from the reviewers"), default=False)
    complaint_days = SmallCountField(
        _("days in which a second look may be asked for"),
        default=3,
        validators=[MaxValueValidator(60)],
        help_text=_("Counted from the day of the decision; 0: the preliminary review is final."),
    )
    body = StreamField(ContestBodyBlock(required=False), verbose_name=_("full text"), blank=True)

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("who_may_take_part"),
                FieldRowPanel([FieldPanel("minimum_age"), FieldPanel("maximum_age"), FieldPanel("ages_on")]),
                FieldPanel("entries_per_contestant"),
                FieldPanel("excluded_committees"),
            ],
            heading=_("Contestants"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("minimum_seconds"), FieldPanel("maximum_seconds")]),
                FieldRowPanel([FieldPanel("resolution"), FieldPanel("maximum_megabytes")]),
                FieldPanel("video_formats"),
                FieldRowPanel([FieldPanel("grace_minutes"), FieldPanel("script")]),
                FieldPanel("link_hosts"),
            ],
            heading=_("Video"),
            help_text=_("Uploads are checked against these values from the moment this page is published."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("originality_declaration"),
                FieldPanel("first_publication_declaration"),
                FieldPanel("music_declaration"),
                FieldPanel("people_declaration"),
            ],
            heading=_("Declarations"),
        ),
        MultiFieldPanel(
            [FieldPanel("blind_review"), FieldPanel("complaint_days")], heading=_("Preliminary review")
        ),
        DOCUMENT_PANEL,
        InlinePanel("attachments", heading=_("Attached files"), label=_("Attached file")),
        FieldPanel("body"),
    ]

    template = "contest_contests/contest_rules_page.html"

    class Meta:
        verbose_name = _("contest rules")
        verbose_name_plural = _("contest rules")

    def clean(self):
        """Refuse limits that no video could meet."""
        super().clean()
        errors = {}
        if self.minimum_seconds and self.maximum_seconds and self.minimum_seconds > self.maximum_seconds:
            errors["maximum_seconds"] = _("The longest length must not be below the shortest.")
        if self.minimum_age and self.maximum_age and self.minimum_age > self.maximum_age:
            errors["maximum_age"] = _("The maximum age must not be below the minimum.")
        cap = conf.get("MAX_VIDEO_BYTES") // 1024**2
        if self.maximum_megabytes and self.maximum_megabytes > cap:
            errors["maximum_megabytes"] = _("This site takes files up to %(cap)d MB.") % {"cap": cap}
        if errors:
            raise ValidationError(errors)

    def reset_for_next_year(self) -> list[str]:
        """Keep the rules, without last year's number and signature, and ask to check them."""
        self.drop_signature()
        return [gettext("The rules: whether all of last year's hold again.")]

    @property
    def maximum_bytes(self) -> int:
        """Return the largest file that is taken, in bytes."""
        return self.maximum_megabytes * 1024**2

    @property
    def declarations(self) -> list[str]:
        """Return the declarations that everybody who hands in must tick; empty where no round takes works."""
        if not self.takes_works:
            return []
        texts = (
            self.originality_declaration,
            self.first_publication_declaration,
            self.music_declaration,
            self.people_declaration,
        )
        return [text for text in texts if text]

    @property
    def grace(self) -> datetime.timedelta:
        """Return how long after the closing an upload that was begun before it may still arrive."""
        return datetime.timedelta(minutes=self.grace_minutes)

    @property
    def length_words(self) -> str:
        """Return the required range of lengths in words; empty without one."""
        return rule_sentences.length_range(self.minimum_seconds, self.maximum_seconds)

    def _own_people_sentences(self) -> list[str]:
        return [
            *filter(None, [self.who_may_take_part]),
            *rule_sentences.people_sentences(
                minimum_age=self.minimum_age,
                maximum_age=self.maximum_age,
                ages_on=self.ages_on,
                excluded_committees=self.excluded_committees,
            ),
        ]

    def own_sentences(self) -> list[str]:
        """Return all that this page itself says, without what forms and rounds add: by which amendments are found."""
        return [
            *self._own_people_sentences(),
            *self.entry_sentences(),
            *self.review_sentences(),
            *self.declarations,
            *(line for block in self.body for line in text_lines(block)),
        ]

    def people_sentences(self) -> list[str]:
        """Return who may take part and who may not, in sentences."""
        return [
            *self._own_people_sentences(),
            *(sentence for form in self.contest.registration_pages for sentence in form.people_sentences()),
        ]

    def entry_sentences(self) -> list[str]:
        """Return what an entry must be like, in sentences; empty where no round takes works."""
        if not self.takes_works:
            return []
        return [
            *rule_sentences.count_sentences(entries_per_contestant=self.entries_per_contestant),
            *rule_sentences.video_sentences(
                minimum_seconds=self.minimum_seconds,
                maximum_seconds=self.maximum_seconds,
                formats=self.video_formats,
                minimum_width=self.minimum_width,
                minimum_height=self.minimum_height,
                maximum_megabytes=self.maximum_megabytes,
                grace_minutes=self.grace_minutes,
            ),
            *rule_sentences.work_sentences(link_hosts=self.link_hosts, script=self.script),
        ]

    def review_sentences(self) -> list[str]:
        """Return how works are reviewed, in sentences; empty where no round takes works."""
        if not self.takes_works:
            return []
        return rule_sentences.review_sentences(
            blind_review=self.blind_review, complaint_days=self.complaint_days
        )

    def round_chapters(self) -> list[Chapter]:
        """Return what rounds add to the rules; rounds with the same sentences share a chapter."""
        by_sentences: dict[tuple[str, ...], list[ContestRoundPage]] = {}
        for round_page in (
            ContestRoundPage.objects.live().child_of(self.contest.original).specific().order_by("path")
        ):
            by_sentences.setdefault(tuple(round_page.rule_sentences()), []).append(round_page)
        return [
            Chapter(f"vong-{rounds[0].pk}", ", ".join(found.title for found in rounds), list(sentences))
            for sentences, rounds in by_sentences.items()
        ]

    def prize_sentences(self) -> list[str]:
        """Return how prizes of the whole contest are decided, in sentences; empty where none is promised."""
        return basis_sentences(prize.basis for prize in self.contest.original.prizes.all())

    @cached_property
    def chapters(self) -> list[Chapter]:
        """Return what the fields say, chapter by chapter; empty ones are left out."""
        chapters = [
            Chapter("doi-tuong", _("Who may take part"), self.people_sentences()),
            Chapter("tac-pham", _("What an entry must be like"), self.entry_sentences()),
            Chapter("so-loai", _("Preliminary review"), self.review_sentences()),
            *self.round_chapters(),
            Chapter("giai-chung", _("Prizes of all rounds"), self.prize_sentences()),
            Chapter("cam-ket", _("What contestants declare"), self.declarations),
        ]
        return [chapter for chapter in chapters if chapter.sentences]

    @property
    def articles(self) -> list[Chapter]:
        """Return the chapters as the articles of rules, numbered unless the editor's own text has numbered articles."""
        texts = [block["value"] for block in self.body.raw_data if isinstance(block["value"], str)]
        if any(_ARTICLE.search(text) for text in texts):
            return self.chapters
        return [
            replace(
                chapter,
                title=gettext("Article %(number)d. %(title)s") % {"number": n, "title": chapter.title},
            )
            for n, chapter in enumerate(self.chapters, start=1)
        ]

    def get_context(self, request, *args, **kwargs):
        """Add the amendments, and what changed since the version that a visitor chose."""
        context = super().get_context(request, *args, **kwargs)
        versions = (
            page_cache.recall(request, ("versions", self.pk), lambda: versions_of(self)) if self.pk else []
        )
        context.update(
            versions=versions[:-1],
            amended_by=amendments_in_force(self),
            amendments=amendments_of(versions),
            way_in=way_in(self.contest, shown_at()),
            since=since(versions, query_params.number(request.GET, "so-voi")),
        )
        return context

    @property
    def takes_works(self) -> bool:
        """Say whether a round of the contest takes works."""
        return self.contest.takes_works
