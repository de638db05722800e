"""Settings of the site: name, emblem, colours, footer with the responsible body."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string

from . import theme


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
        _("main colour"), max_length=7, default=theme.DEFAULT_BRAND, help_text=_("For example #0a4b78.")
    )
    accent_colour = models.CharField(_("second colour"), max_length=7, default=theme.DEFAULT_ACCENT)
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

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("name"), FieldPanel("province")]),
                FieldRowPanel([FieldPanel("emblem"), FieldPanel("header_picture")]),
                FieldRowPanel([FieldPanel("brand_colour"), FieldPanel("accent_colour")]),
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
            ],
            heading=_("Foot of every page"),
        ),
    ]
    select_related = ["emblem", "header_picture"]

    class Meta:
        verbose_name = _("look and foot of the site")

    def clean(self):
        """Refuse colours on which white letters cannot be read."""
        super().clean()
        errors = {}
        for name in ("brand_colour", "accent_colour"):
            colour = getattr(self, name).strip().lower()
            setattr(self, name, colour)
            if not theme.is_colour(colour):
                errors[name] = _("Write the colour as # and six digits or letters a to f, such as #0a4b78.")
            elif theme.contrast(colour, theme.WHITE) < theme.ENOUGH:
                errors[name] = _(
                    "White letters cannot be read on this colour (contrast %(found).1f, at least %(enough).1f is needed). Choose a darker one."
                ) % {"found": theme.contrast(colour, theme.WHITE), "enough": theme.ENOUGH}
        if errors:
            raise ValidationError(errors)

    @property
    def theme_digest(self) -> str:
        """Return the name of the stylesheet with these colours; empty if none is needed."""
        return theme.digest(self.brand_colour, self.accent_colour)
