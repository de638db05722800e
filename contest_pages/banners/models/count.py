"""Daily counts of partners' banners."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from contest_pages.contests.enums import BannerSize
from contest_pages.contests.models import ContestPage

from .partner import Partner


class BannerCount(models.Model):
    """The counts of one day. Nothing about visitors is stored: no address, no cookie, no browser."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="counts")
    contest = models.ForeignKey(ContestPage, on_delete=models.PROTECT, related_name="banner_counts")
    size = models.CharField(_("size"), max_length=10, choices=BannerSize)
    day = models.DateField(_("day"))
    views = models.PositiveIntegerField(_("seen"), default=0)
    clicks = models.PositiveIntegerField(_("followed"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("count of a banner")
        verbose_name_plural = _("counts of banners")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "partner", "size", "day"], name="contest_banner_count_once_a_day"
            )
        ]

    def __str__(self):
        return f"{self.contest_id}/{self.partner_id}/{self.day}"
