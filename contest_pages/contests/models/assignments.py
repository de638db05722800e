"""Who of the staff is limited to which contests, and in which collection a contest's files lie."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from .contest import ContestPage


class ContestAssignment(models.Model):
    """One contest on which a member of the staff works; who has none of these rows works on all contests.

    A row outlives its contest: with it the user stays limited, to the contests that are left or to none.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="contest_assignments",
    )
    contest = models.ForeignKey(
        ContestPage,
        verbose_name=_("contest"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="assignments",
    )

    class Meta:
        verbose_name = _("person in charge of a contest")
        verbose_name_plural = _("people in charge of contests")
        default_permissions = ("change",)
        constraints = [
            models.UniqueConstraint(fields=["user", "contest"], name="contest_assignment_once"),
        ]

    def __str__(self):
        return f"{self.user_id}: {self.contest_id}"


class ContestCollection(models.Model):
    """The collection of a contest's images and documents: the only one of people who are limited to it."""

    contest = models.OneToOneField(ContestPage, on_delete=models.CASCADE, related_name="file_collection")
    collection = models.OneToOneField(Collection, on_delete=models.CASCADE, related_name="contest_collection")

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.contest_id}: {self.collection_id}"
