"""Mailings: one message to many recipients, who are chosen by an audience and its filters."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from contest_pages.notices.audiences import About
from contest_pages.notices.wordings import Words

#: What was counted when the letters were written.
COUNTS = ("letters", "text_messages", "unreachable", "without_consent", "same_address")


class MailingQuerySet(models.QuerySet):
    """Queries of mailings."""

    def drafts(self):
        """Return those that may still be changed."""
        return self.filter(queued_at=None)

    def waiting(self):
        """Return those that are to be sent and whose letters are not written yet."""
        return self.filter(queued_at__isnull=False, written_at=None)


def _counted(is_null: bool) -> Q:
    return Q(**{f"{name}__isnull": is_null for name in COUNTS})


class Mailing(models.Model):
    """A message of the organisers: a draft, then queued, then written as one letter for each recipient.

    Once it is queued it never changes. Its texts hold placeholders by their keys (`notices.logic.placeholders`).
    """

    contest_path = "contest"

    contest = models.ForeignKey(
        "contest_contests.ContestPage",
        verbose_name=_("contest"),
        on_delete=models.PROTECT,
        related_name="mailings",
    )
    audience = models.CharField(_("whom it goes to"), max_length=40)
    filters = models.JSONField(default=dict, blank=True, editable=False)
    # The key of a purpose of the notice about personal data; empty: to run the contest.
    purpose = models.CharField(_("purpose"), max_length=40, blank=True, default="")
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("letter"), max_length=5000)
    message = models.TextField(_("text message"), max_length=600, blank=True, default="")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("begun at"))
    changed_at = models.DateTimeField(_("changed at"))
    queued_at = models.DateTimeField(_("sent off at"), null=True, blank=True)
    queued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent off by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    written_at = models.DateTimeField(_("written at"), null=True, blank=True)
    letters = models.PositiveIntegerField(_("letters"), null=True, blank=True)
    text_messages = models.PositiveIntegerField(_("text messages"), null=True, blank=True)
    unreachable = models.PositiveIntegerField(_("without a working address"), null=True, blank=True)
    without_consent = models.PositiveIntegerField(_("without consent"), null=True, blank=True)
    same_address = models.PositiveIntegerField(_("with the same address"), null=True, blank=True)

    objects = MailingQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        default_permissions = ()
        permissions = [("send_mailing", _("Can write to chosen contestants, units and committees"))]
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(written_at=None) & _counted(is_null=True)
                | Q(written_at__isnull=False, queued_at__isnull=False) & _counted(is_null=False),
                name="contest_mailing_written_is_counted",
            ),
            models.CheckConstraint(condition=~Q(subject="") & ~Q(text=""), name="contest_mailing_has_words"),
            models.UniqueConstraint(
                fields=["contest"],
                condition=Q(queued_at__isnull=False, written_at=None),
                name="contest_mailing_one_waits",
            ),
        ]

    def __str__(self):
        return self.subject

    @property
    def is_draft(self) -> bool:
        """Say whether it may still be changed."""
        return self.queued_at is None

    @property
    def title(self) -> str:
        """Return the subject with the contest's title, for screens of the staff."""
        return self.subject.replace("{contest}", self.contest.title)

    @property
    def words(self) -> Words:
        """Return its texts."""
        return Words(self.subject, self.text, self.message)

    @cached_property
    def about(self) -> About:
        """Return what its audience and its placeholders read."""
        return About(self.contest, self.filters)
