"""The page with the registration form."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.forms.models import FORM_FIELD_CHOICES, AbstractFormField
from wagtail.fields import RichTextField
from wagtail.models import Page

from contest_pages.contests.legal_time import LegalTimeField
from contest_pages.contests.models import ContestChildMixin, FormPageMixin

DEFAULT_CONSENT = _(
    "The organisers process my full name, birth date, phone, e-mail and unit to run this contest, "
    "to contact me about it and to award prizes. I may see, correct or withdraw these data by writing to the organisers."
)


class RegistrationField(AbstractFormField):
    """A question that the editor adds to the form. Files come with their own, safer way."""

    page = ParentalKey("ContestRegistrationPage", on_delete=models.CASCADE, related_name="extra_fields")
    field_type = models.CharField(_("field type"), max_length=16, choices=FORM_FIELD_CHOICES)

    class Meta(AbstractFormField.Meta):
        verbose_name = _("extra field")
        verbose_name_plural = _("extra fields")


class ContestRegistrationPage(FormPageMixin, ContestChildMixin, Page):
    """The page on which citizens register for the contest."""

    usual_title = _("Registration")
    usual_order = 30
    takes_registrations = True

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "ul", "link"])
    opens_at = models.DateTimeField(
        _("opens at"),
        null=True,
        blank=True,
        help_text=_("Leave empty to open as soon as the page is published."),
    )
    closes_at = LegalTimeField(
        _("closes at"),
        null=True,
        blank=True,
        help_text=_("Leave empty to close with the contest's last round."),
    )
    consent_text = models.TextField(
        _("consent to the processing of personal data"),
        default=DEFAULT_CONSENT,
        help_text=_(
            "Which data, for what, who processes them, which rights. Every wording is kept with those who agreed to it."
        ),
    )
    thanks = RichTextField(_("words after registering"), blank=True, features=["bold", "italic", "link"])

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")])], heading=_("Time")
        ),
        InlinePanel(
            "extra_fields",
            heading=_("Extra fields"),
            label=_("Extra field"),
            help_text=_(
                "Name, birth date, phone, e-mail and unit are always asked. Ask for no more than the rules need."
            ),
        ),
        FieldPanel("consent_text"),
        FieldPanel("thanks"),
    ]

    class Meta:
        verbose_name = _("contest registration")
        verbose_name_plural = _("contest registrations")

    def closing(self) -> datetime.datetime | None:
        """Return when registration closes: its own time, or that of the contest's last round."""
        return self.closes_at or self.contest.closing()

    def get_context(self, request, *args, **kwargs):
        """Add the form as it stands now."""
        context = super().get_context(request, *args, **kwargs)
        context["embedded"] = self.embedded_form(request)
        return context

    def embedded_form(self, request):
        """Return the empty registration form, or why it is not open."""
        from contest_pages.registrations.views.registering import form_for_page  # a page serves itself

        return form_for_page(self, now=timezone.now())
