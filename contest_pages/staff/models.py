"""Changes of the groups of staff accounts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .enums import GroupAction, GroupChangeState


class GroupChange(models.Model):
    """A person joins or leaves a group: done at once, or once a second person has approved."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="contest_group_changes",
    )
    group = models.ForeignKey(
        "auth.Group", verbose_name=_("group of accounts"), on_delete=models.CASCADE, related_name="+"
    )
    action = models.CharField(_("change"), max_length=10, choices=GroupAction.choices)
    state = models.CharField(_("state"), max_length=10, choices=GroupChangeState.choices)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("request of"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    requested_at = models.DateTimeField(_("requested at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The second person. Empty where no second person was needed."),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("change of groups")
        verbose_name_plural = _("changes of groups")
        ordering = ("-requested_at", "-pk")
        default_permissions = ()
        permissions = (("approve_groupchange", _("Can approve that a person joins a group")),)
        indexes = (models.Index(fields=["state", "-requested_at"], name="contest_staff_state_idx"),)
        constraints = (
            models.UniqueConstraint(
                fields=["person", "group"],
                condition=Q(state=GroupChangeState.OPEN),
                name="contest_staff_one_open_change",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("requested_by")) & ~Q(decided_by=F("person")),
                name="contest_staff_second_person",
                violation_error_message=_("A second person has to decide."),
            ),
            models.CheckConstraint(
                condition=Q(state=GroupChangeState.OPEN, decided_at__isnull=True)
                | (~Q(state=GroupChangeState.OPEN) & Q(decided_at__isnull=False)),
                name="contest_staff_decided_at",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} · {self.get_action_display()} · {self.group}"
