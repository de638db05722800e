"""Partners that show our banners: agencies, newspapers, schools."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_key() -> str:
    """Return a random key that identifies a partner in the URLs of its banners; it is no secret."""
    return "".join(secrets.choice(_LETTERS) for _n in range(8))


class Partner(models.Model):
    """A site that shows our banners, with an address to write to."""

    contest_path = None

    name = models.CharField(_("name of the partner"), max_length=200, unique=True)
    site = models.URLField(_("address of its site"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    unit = models.ForeignKey(
        "contest_units.Unit",
        verbose_name=_("unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_active = models.BooleanField(_("gets banners"), default=True)
    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("site"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
        FieldPanel("is_active"),
    ]

    class Meta:
        verbose_name = _("partner with banners")
        verbose_name_plural = _("partners with banners")
        # Counts keep pointing to it: a partner ends by getting no banners any more.
        default_permissions = ("add", "change", "view")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def status_text(self) -> str:
        """Return in words whether it gets banners."""
        return gettext("Gets banners") if self.is_active else gettext("Gets no more banners")
