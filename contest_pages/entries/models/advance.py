"""Who goes on from a round: a closed list with a row for each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contest_pages.entries.enums import AdvanceReason


class AdvanceList(models.Model):
    """The closed list of a round: who goes on, to the next round where one is named.

    Rows of their own, outside pages: a draft of the page would overwrite them.
    """

    from_round = models.OneToOneField(
        "contest_contests.ContestRoundPage",
        verbose_name=_("round"),
        on_delete=models.PROTECT,
        related_name="advance_list",
    )
    to_round = models.ForeignKey(
        "contest_contests.ContestRoundPage",
        verbose_name=_("next round"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="incoming_lists",
    )
    closed_at = models.DateTimeField(_("closed at"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("closed by"), on_delete=models.PROTECT, related_name="+"
    )

    # Where a page is used is asked of pages; a citizen's row need not be read again for that.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("list of who goes on")
        verbose_name_plural = _("lists of who goes on")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_round=None) | ~models.Q(to_round=models.F("from_round")),
                name="contest_advance_to_another_round",
            )
        ]

    def __str__(self):
        return str(self.from_round_id)

    @property
    def count(self) -> int:
        """Return how many are on the list."""
        return self.rows.count()


class AdvanceRow(models.Model):
    """A work, or a contestant without one, that goes on from a round; declined and replaced where it does not."""

    list = models.ForeignKey(
        AdvanceList, verbose_name=_("list"), on_delete=models.CASCADE, related_name="rows"
    )
    entry = models.ForeignKey(
        "contest_entries.Entry",
        verbose_name=_("entry"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="advances",
    )
    registration = models.ForeignKey(
        "contest_registrations.Registration",
        verbose_name=_("contestant"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="advances",
    )
    because = models.CharField(_("because"), max_length=10, choices=AdvanceReason)
    declined_at = models.DateTimeField(_("declined at"), null=True, blank=True)
    replaced_by = models.OneToOneField(
        "self",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaces",
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("who goes on")
        verbose_name_plural = _("who goes on")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(entry__isnull=False, registration=None)
                | models.Q(entry=None, registration__isnull=False),
                name="contest_advance_of_one",
            ),
            models.UniqueConstraint(fields=["list", "entry"], name="contest_advance_entry_once"),
            models.UniqueConstraint(fields=["list", "registration"], name="contest_advance_contestant_once"),
            models.CheckConstraint(
                condition=models.Q(replaced_by=None) | models.Q(declined_at__isnull=False),
                name="contest_advance_replaced_after_declining",
            ),
        ]

    def __str__(self):
        return f"{self.list_id}/{self.pk}"
