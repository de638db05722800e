"""The plan of judging: the published rules as they were when sheets were written under them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from contest_pages.judging.logic.rules import JudgingRules


class JudgingPlan(models.Model):
    """A copy of a round's rules of judging. Sheets point to it and never to the page, which editors may change.

    Until a sheet is sealed a new plan simply follows; afterwards it needs a reason, and earlier sheets keep theirs.
    """

    contest_path = "round"

    round = models.ForeignKey(
        "contest_contests.ContestRoundPage",
        verbose_name=_("round"),
        on_delete=models.PROTECT,
        related_name="judging_plans",
    )
    number = models.PositiveIntegerField(_("number"))
    rules = models.JSONField(_("rules"))
    rules_revision = models.PositiveIntegerField(null=True, editable=False)
    digest = models.CharField(_("seal of the plan"), max_length=64)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.TextField(_("reason"), blank=True, default="")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("plan of judging")
        verbose_name_plural = _("plans of judging")
        default_permissions = ()
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="contest_judging_plan_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="contest_judging_plan_from_first"),
        ]

    def __str__(self):
        return f"{self.round_id}/{self.number}"

    @cached_property
    def judging_rules(self) -> JudgingRules:
        """Return the rules as a value."""
        return JudgingRules.from_json(self.rules)
