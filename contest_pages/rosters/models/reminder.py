"""Reminders to units whose contestants are missing."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _

from contest_pages.registrations.models import ContestRegistrationPage
from contest_pages.units.models import Unit


class Reminder(models.Model):
    """A reminder to a unit about a form: who, when, with which words."""

    page = models.ForeignKey(ContestRegistrationPage, on_delete=models.PROTECT, related_name="reminders")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="contest_reminders")
    address = models.EmailField(_("e-mail"))
    subject = models.CharField(_("subject"), max_length=200)
    words = models.TextField(_("words"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked for at"))
    sent_at = models.DateTimeField(_("sent at"), null=True)

    notices = GenericRelation(
        "contest_notices.Notice", content_type_field="recipient_type", object_id_field="recipient_id"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        default_permissions = ()
        ordering = ["-pk"]
        indexes = [models.Index(fields=["page", "unit"], name="contest_reminder_of_unit")]

    def __str__(self):
        return f"{self.page_id}/{self.unit_id}"
