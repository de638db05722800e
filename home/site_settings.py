"""Settings of the site: name, emblem, colours, footer with the responsible body."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string
from wagtail.models import Page

from contest_pages.art.choice import Choice, choice_for_landscape
from contest_pages.contests.models.visibility import open_to_visitors

from . import theme


class Hem(models.TextChoices):
    """The woven edge of head and foot (`contest_pages.art.hems`)."""

    TRAM = "tram", _("Lozenges (Thái)")
    MONG = "mong", _("Squares (Mông)")
    DRUM = "drum", _("Bronze drum")
    WAVE = "wave", _("Waves")
    RAN = "ran", _("Checked scarf (khăn rằn)")
    NONE = "none", pgettext_lazy("hem", "None")


class Landscape(models.TextChoices):
    """What the province looks like."""

    MOUNTAINS = "mountains", _("Mountains")
    COAST = "coast", _("Coast")
    DELTA = "delta", _("Delta")
    CITY = "city", _("City")


#: Fields of pages that the foot of every page links.
HELP_PAGES = ("guide_page", "privacy_page", "accessibility_page")


def _help_page(name) -> models.ForeignKey:
    return models.ForeignKey(
        Page, verbose_name=name, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )


@register_setting(icon="site")
class PortalSettings(BaseSiteSetting):
    """Theme and footer of a site. A state site names the body that runs it, who is responsible, and the contact."""

    name = models.CharField(_("name of the portal"), max_length=100, blank=True)
    province = models.CharField(_("province or body"), max_length=100, blank=True)
    emblem = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("emblem"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Square, at least 96 × 96 pixels."),
    )
    header_picture = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture behind the head of the home page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    brand_colour = models.CharField(
        _("main colour"), max_length=7, default=theme.DEFAULT_BRAND, help_text=_("For example #1b4079.")
    )
    accent_colour = models.CharField(_("second colour"), max_length=7, default=theme.DEFAULT_ACCENT)
    hem = models.CharField(
        _("woven hem"),
        max_length=10,
        choices=Hem.choices,
        default=Hem.TRAM,
        db_default=Hem.TRAM,
        help_text=_("Edges head and foot. Let the department of culture see it first."),
    )
    landscape = models.CharField(
        _("landscape"),
        max_length=10,
        choices=Landscape.choices,
        default=Landscape.MOUNTAINS,
        db_default=Landscape.MOUNTAINS,
        help_text=_("What generated pictures show where a page has no picture of its own."),
    )
    responsible_body = models.CharField(_("body that runs the site"), max_length=200, blank=True)
    responsible_person = models.CharField(
        _("who answers for the content"), max_length=200, blank=True, help_text=_("The title is enough.")
    )
    licence = models.CharField(
        _("licence"),
        max_length=200,
        blank=True,
        help_text=_("Number, date and issuer, if the law asks for one."),
    )
    address = models.CharField(_("postal address"), max_length=250, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    reuse_note = models.CharField(
        _("on quoting"),
        max_length=250,
        blank=True,
        default=_("Please name this portal as the source when you quote it."),
    )

    guide_page = _help_page(_("page: how to take part"))
    privacy_page = _help_page(_("page: protection of personal data"))
    accessibility_page = _help_page(_("page: accessibility"))

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("name"), FieldPanel("province")]),
                FieldRowPanel([FieldPanel("emblem"), FieldPanel("header_picture")]),
                FieldRowPanel([FieldPanel("brand_colour"), FieldPanel("accent_colour")]),
                FieldRowPanel([FieldPanel("hem"), FieldPanel("landscape")]),
            ],
            heading=_("Appearance"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("responsible_body"),
                FieldRowPanel([FieldPanel("responsible_person"), FieldPanel("licence")]),
                FieldPanel("address"),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
                FieldPanel("reuse_note"),
                *(FieldPanel(name) for name in HELP_PAGES),
            ],
            heading=_("Foot of every page"),
        ),
    ]
    select_related = ["emblem", "header_picture"]

    class Meta:
        verbose_name = _("look and foot of the site")

    def clean(self):
        """Refuse colours in which, or on which, words cannot be read, and name the nearest shade that can."""
        super().clean()
        errors = {}
        for name, measure in (
            ("brand_colour", theme.brand_contrast),
            ("accent_colour", theme.accent_contrast),
        ):
            colour = getattr(self, name).strip().lower()
            setattr(self, name, colour)
            if not theme.is_colour(colour):
                errors[name] = _("Write the colour as # and six digits or letters a to f, such as #1b4079.")
            elif (found := measure(colour)) < theme.ENOUGH:
                errors[name] = _(
                    "Words are hard to read with this colour: contrast %(found).1f, at least %(enough).1f is needed."
                    " The nearest shade that will do: %(nearest)s."
                ) % {"found": found, "enough": theme.ENOUGH, "nearest": theme.nearest(colour, measure)}
        if errors:
            raise ValidationError(errors)

    @property
    def theme_digest(self) -> str:
        """Return the name of the stylesheet with these colours; empty if none is needed."""
        return theme.digest(self.brand_colour, self.accent_colour, self.hem)

    @property
    def poster(self) -> Choice:
        """Return the generated picture of the portal's own pages."""
        return choice_for_landscape(f"portal-{self.pk}", self.landscape)

    def published_help_pages(self) -> list[Page]:
        """Return the pages of help that every visitor may see, in their order."""
        chosen = [pk for name in HELP_PAGES if (pk := getattr(self, f"{name}_id"))]
        pages = (
            {page.pk: page for page in open_to_visitors(Page.objects.filter(pk__in=chosen))} if chosen else {}
        )
        return [pages[pk] for pk in chosen if pk in pages]
