"""The page with the registration form."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, PageManager, PageQuerySet

from contest_pages.admin.count_fields import SmallCountField
from contest_pages.contests.enums import MilestoneKind
from contest_pages.contests.fields import (
    ChoiceListField,
    ClosingTimeField,
    DayField,
    StartingTimeField,
)
from contest_pages.contests.models import (
    ContestChildMixin,
    FormPageMixin,
    PreviewMoment,
    moments_of_span,
)
from contest_pages.privacy.models import ConsentNotice
from contest_pages.publishing import page_parts
from contest_pages.publishing.preview_time import shown_at
from contest_pages.registrations.admin_forms import RegistrationPageForm
from contest_pages.registrations.enums import Publishing, RegistrationKind
from contest_pages.registrations.logic.composition import Composition, composition_sentences
from contest_pages.units.enums import UnitKind

from .questions import RegistrationField, name_for_good, name_for_now


def individuals() -> list[str]:
    """Return the default kinds of a form."""
    return [RegistrationKind.INDIVIDUAL.value]


def usual_publishing() -> list[str]:
    """Return the default values of Publishing."""
    return [choice.value for choice in Publishing]


def usual_notice() -> int | None:
    """Return the first published notice about personal data, as the default of a new form."""
    return ConsentNotice.objects.filter(live=True).order_by("pk").values_list("pk", flat=True).first()


class RegistrationDivision(Orderable):
    """A division in which contestants are ranked separately: officials, public, pupils."""

    page = ParentalKey("ContestRegistrationPage", on_delete=models.CASCADE, related_name="divisions")
    name = models.CharField(_("division"), max_length=100)
    minimum_age = SmallCountField(
        _("minimum age"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    maximum_age = SmallCountField(
        _("maximum age"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )

    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("minimum_age"), FieldPanel("maximum_age")])]

    class Meta(Orderable.Meta):
        verbose_name = _("division")
        verbose_name_plural = _("divisions")

    def __str__(self):
        return self.name


class RegistrationPageQuerySet(PageQuerySet):
    """Queries of registration pages."""

    def for_form(self):
        """Annotate which pages have divisions and extra fields: most have none, which saves two queries."""
        divisions = RegistrationDivision.objects.filter(page=models.OuterRef("pk"))
        questions = RegistrationField.objects.filter(page=models.OuterRef("pk"))
        return self.select_related("consent_notice").annotate(
            has_divisions=models.Exists(divisions), has_questions=models.Exists(questions)
        )


class ContestRegistrationPage(FormPageMixin, ContestChildMixin, Page):
    """The page on which citizens register for the contest, or for one of its rounds."""

    base_form_class = RegistrationPageForm
    usual_title = _("Registration")
    usual_order = 30
    takes_registrations = True
    own_page_view = "contest_send_link"

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "ul", "link"])
    follows_milestone = models.BooleanField(
        _("open and close with the contest's registration milestone"),
        default=False,
        help_text=_("The times below are then ignored."),
    )
    opens_at = StartingTimeField(
        _("opens at"),
        null=True,
        blank=True,
        help_text=_("Leave empty to open as soon as the page is published."),
    )
    closes_at = ClosingTimeField(
        _("closes at"),
        null=True,
        blank=True,
        help_text=_("Leave empty to close with the contest's last round."),
    )
    kinds = ChoiceListField(
        _("kinds of registration taken"), choices=RegistrationKind.choices, default=individuals
    )
    largest_group = SmallCountField(
        _("largest group of authors"), default=5, validators=[MinValueValidator(2), MaxValueValidator(100)]
    )
    smallest_team = SmallCountField(
        _("smallest team"), default=5, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    largest_team = SmallCountField(
        _("largest team"), default=12, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    main_members = SmallCountField(
        _("main members of a team"),
        null=True,
        blank=True,
        help_text=_("Exactly so many are marked. Leave empty if the rules name no number."),
    )
    unit_kinds = ChoiceListField(
        _("units that take part"),
        choices=UnitKind.choices,
        default=list,
        blank=True,
        help_text=_("The organisers' table shows which of them have registered. None: any unit."),
    )
    units_below = models.ForeignKey(
        "contest_units.Unit",
        verbose_name=_("only those below"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    least_per_unit = SmallCountField(
        _("at least from each unit"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Contestants: persons on rosters, teams, authors. Those below a unit count for it."),
    )
    most_per_unit = SmallCountField(
        _("at most from each unit"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    names_other_unit = models.BooleanField(
        _("tell a contact which unit has a person already"),
        default=False,
        help_text=_("Otherwise the contact only reads that the person is on another unit's roster."),
    )
    most_per_contact = SmallCountField(
        _("at most with one e-mail address or phone"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_(
            "Registrations that one contact may confirm, for example the family's; persons on rosters do not count. Leave empty for any number."
        ),
    )
    unit_required = models.BooleanField(_("unit must be given"), default=False)
    for_round = models.ForeignKey(
        "contest_contests.ContestRoundPage",
        verbose_name=_("only for the round"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_(
            "A person registers once for the whole contest; with a round chosen here, once for that round."
        ),
    )
    takes_birth_year = models.BooleanField(
        _("take the year of birth alone"),
        default=False,
        db_default=False,
        help_text=_(
            "For rules that count by the year, and for people who know only the year. Else a day is asked for."
        ),
    )
    asks_identity = models.BooleanField(
        _("ask for the personal identity number"),
        default=False,
        help_text=_("Only where the rules need it. It is kept as a fingerprint with its last three digits."),
    )
    identity_reason = models.CharField(
        _("why the number is needed"),
        max_length=250,
        blank=True,
        help_text=_("Contestants read this beside the field."),
    )
    identity_purge_on = DayField(_("numbers are erased on"), null=True, blank=True)
    consent_notice = models.ForeignKey(
        "contest_privacy.ConsentNotice",
        verbose_name=_("notice about personal data"),
        null=True,
        default=usual_notice,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Its published version is shown; every wording is kept with those who agreed to it."),
    )
    publishing_choices = ChoiceListField(
        _("contestants may let us publish"),
        choices=Publishing.choices,
        default=usual_publishing,
        blank=True,
        help_text=_("Each is a box of its own, none is ticked beforehand, and every public page obeys it."),
    )
    thanks = RichTextField(_("words after registering"), blank=True, features=["bold", "italic", "link"])

    objects = PageManager.from_queryset(RegistrationPageQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel(
            [
                FieldPanel("follows_milestone"),
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
            ],
            heading=_("Time"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("kinds"),
                FieldPanel("for_round"),
                FieldPanel("largest_group"),
                FieldRowPanel(
                    [FieldPanel("smallest_team"), FieldPanel("largest_team"), FieldPanel("main_members")]
                ),
                FieldRowPanel([FieldPanel("unit_required"), FieldPanel("most_per_contact")]),
            ],
            heading=_("Who registers"),
            help_text=_("Ages and excluded committees stand in the contest's rules and hold here too."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("unit_kinds"),
                FieldPanel("units_below"),
                FieldRowPanel([FieldPanel("least_per_unit"), FieldPanel("most_per_unit")]),
                FieldPanel("names_other_unit"),
            ],
            heading=_("Units"),
        ),
        InlinePanel(
            "divisions",
            heading=_("Divisions ranked apart"),
            label=_("Division"),
            help_text=_("Ages given here replace those of the rules for this division."),
        ),
        InlinePanel(
            "extra_fields",
            heading=_("Extra fields"),
            label=_("Extra field"),
            help_text=_(
                "Name, birth date, phone or e-mail, and unit are always asked. Ask for no more than the rules need, and never for a picture of an identity card."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel("consent_notice"),
                FieldPanel("publishing_choices"),
                FieldPanel("takes_birth_year"),
                FieldPanel("asks_identity"),
                FieldRowPanel([FieldPanel("identity_reason"), FieldPanel("identity_purge_on")]),
            ],
            heading=_("Personal data"),
        ),
        FieldPanel("thanks"),
    ]

    class Meta:
        verbose_name = _("contest registration")
        verbose_name_plural = _("contest registrations")

    def clean(self):
        """Refuse impossible team sizes, and identity numbers without a reason and a purge date."""
        super().clean()
        errors = {}
        if RegistrationKind.ROSTER in self.kinds and len(self.kinds) > 1:
            errors["kinds"] = _(
                "A form for rosters takes nothing else. Create another registration page for the others."
            )
        if self.least_per_unit and self.most_per_unit and self.least_per_unit > self.most_per_unit:
            errors["most_per_unit"] = _("The largest number must not be below the smallest.")
        if self.smallest_team and self.largest_team and self.smallest_team > self.largest_team:
            errors["largest_team"] = _("The largest team must not be below the smallest.")
        if self.main_members is not None and self.largest_team and self.main_members > self.largest_team:
            errors["main_members"] = _("A team cannot have more main members than members.")
        if self.asks_identity:
            if not self.identity_reason:
                errors["identity_reason"] = _("Say why the rules need the number: contestants will read it.")
            if not self.identity_purge_on:
                errors["identity_purge_on"] = _("Give the day on which the numbers are erased.")
        if errors:
            raise ValidationError(errors)

    def save(self, *args, update_fields=None, **kwargs):
        """Give the questions their names, for good once the page is live."""
        if update_fields is None:
            name_for_good(self, self.extra_fields.get_object_list())
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def composition(self) -> Composition:
        """Return the composition rules of registrations."""
        return Composition(
            kinds=tuple(self.kinds),
            largest_group=self.largest_group,
            smallest_team=self.smallest_team,
            largest_team=self.largest_team,
            main_members=self.main_members,
            least_per_unit=self.least_per_unit,
            most_per_unit=self.most_per_unit,
            most_per_contact=self.most_per_contact,
        )

    @property
    def takes_rosters(self) -> bool:
        """Return whether units register their people here with a list."""
        return RegistrationKind.ROSTER in self.kinds

    @cached_property
    def division_list(self) -> list[RegistrationDivision]:
        """Return the divisions in the editor's order."""
        return list(self.divisions.all()) if getattr(self, "has_divisions", True) else []

    @cached_property
    def question_list(self) -> list[RegistrationField]:
        """Return the editor's extra fields in their order."""
        return name_for_now(self.extra_fields.all()) if getattr(self, "has_questions", True) else []

    @cached_property
    def _registration_span(self):
        spans = [m.span for m in self.contest.milestones.all() if m.kind == MilestoneKind.REGISTRATION]
        return (min(s.begin for s in spans), max(s.end for s in spans)) if spans else None

    @property
    def lacks_its_milestone(self) -> bool:
        """Return whether the form waits for a milestone that the contest does not have."""
        return self.follows_milestone and self._registration_span is None

    def opening(self) -> datetime.datetime | None:
        """Return when registration opens: its milestone's time or its own; None: with the publication."""
        return self._registration_span[0] if self.follows_milestone else self.opens_at

    def closing(self) -> datetime.datetime | None:
        """Return when registration closes: its milestone's time, its own, or that of the last round."""
        if self.follows_milestone:
            return self._registration_span[1]
        return self.closes_at or self.contest.closing()

    @property
    def scope(self) -> str:
        """Return the scope in which a person registers once: the contest, or the round chosen here."""
        return f"{self.contest.pk}:{self.for_round_id or 0}"

    def people_sentences(self) -> list[str]:
        """Return who registers here, in sentences; the contest's rules show them too."""
        return composition_sentences(self.composition)

    def get_context(self, request, *args, **kwargs):
        """Add the form."""
        context = super().get_context(request, *args, **kwargs)
        context["embedded"] = self.embedded_form(request)
        return context

    def embedded_form(self, request):
        """Return the empty registration form, or why it is not open."""
        return page_parts.make(self, "form", now=shown_at())

    def reset_for_next_year(self) -> list[str]:
        """Move the times of the form by a year, for an editor to check."""
        return [
            gettext("Opening and closing: they stand a year later."),
            gettext("The notice about personal data: how long they are kept."),
        ]

    def preview_moments(self) -> list[PreviewMoment]:
        """Return a moment before the opening, one while open, one after the closing."""
        return [] if self.lacks_its_milestone else moments_of_span(self.opening(), self.closing())

    def prepare_preview(self) -> None:
        """Treat a draft as published, so that its form is shown."""
        self.live = True
