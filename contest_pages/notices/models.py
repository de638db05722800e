"""Letters and text messages as rows, and the wordings that editors gave them."""

from __future__ import annotations

import datetime
import uuid
from email.utils import parseaddr

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.encoding import punycode
from django.utils.translation import gettext_lazy as _

from .enums import OPEN, TO_SEND, Channel, NoticeState
from .logic.problems import LONGEST_REASON
from .logic.wording_text import LONGEST
from .wordings import Words

#: How long after its time a letter counts as late.
LATE = datetime.timedelta(minutes=10)
#: How long the staff is reminded of a letter that was given up.
RECENTLY = datetime.timedelta(days=30)


def new_message_id() -> str:
    """Return a Message-ID for one letter; all attempts have the same, so that mail programs show one letter."""
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return f"<{uuid.uuid4().hex}@{punycode(address.rpartition('@')[2]) or 'localhost'}>"


def in_trouble(now: datetime.datetime) -> Q:
    """Return the condition of letters that failed, were given up, or were put back because the server could not be used."""
    put_back = Q(state=NoticeState.WAITING, due_at__gt=now) & ~Q(reason="")
    return Q(state__in=[NoticeState.FAILED, NoticeState.GIVEN_UP]) | put_back


class NoticeQuerySet(models.QuerySet):
    """Queries of letters."""

    def due(self, now: datetime.datetime):
        """Return the letters that a worker may take."""
        return self.filter(state__in=TO_SEND, due_at__lte=now)

    def open(self):
        """Return the letters that have not left and may still leave."""
        return self.filter(state__in=OPEN)

    def late(self, now: datetime.datetime):
        """Return the letters that should have been tried LATE ago: no worker has taken them."""
        return self.filter(state__in=TO_SEND, due_at__lt=now - LATE)

    def troubled(self, now: datetime.datetime):
        """Return the letters that failed, were given up, or wait longer because the server could not be used."""
        return self.filter(in_trouble(now))

    def given_up_recently(self, now: datetime.datetime):
        """Return the letters whose last attempt was made RECENTLY, or less, before `now`, and was the last."""
        return self.filter(state=NoticeState.GIVEN_UP, due_at__gte=now - RECENTLY)

    def held_by(self, claim: uuid.UUID):
        """Return the letters that a claim still holds."""
        return self.filter(state=NoticeState.SENDING, claim=claim)


class Notice(models.Model):
    """One letter or text message to one recipient: what it is about, never its words.

    The words are composed when it is sent, so that a row holds no data of persons but an address that stands nowhere
    else, which is emptied when the letter has left or is given up.
    """

    contest_path = "contest"

    kind = models.CharField(_("kind of letter"), max_length=60)
    ids = models.JSONField(default=dict, blank=True, editable=False)
    recipient_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+", db_index=False, editable=False
    )
    recipient_id = models.PositiveBigIntegerField(editable=False)
    recipient = GenericForeignKey("recipient_type", "recipient_id")
    contest = models.ForeignKey(
        "contest_contests.ContestPage",
        verbose_name=_("contest"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.EMAIL)
    address = models.CharField(max_length=254, blank=True, default="", editable=False)
    message_id = models.CharField(max_length=255, default=new_message_id, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=NoticeState, default=NoticeState.WAITING)
    created_at = models.DateTimeField(_("written at"), default=timezone.now)
    due_at = models.DateTimeField(_("due at"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    # Whose turn it is: a token of one worker's batch, when it was taken, and since when this letter is in its hands.
    claim = models.UUIDField(null=True, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    begun_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    reason = models.CharField(_("why it failed"), max_length=LONGEST_REASON, blank=True, default="")
    bounced_at = models.DateTimeField(_("came back at"), null=True, blank=True)
    unclear = models.PositiveSmallIntegerField(
        _("sent again without knowing whether the first was taken"), default=0
    )

    # When it was last sent again by the staff, and the attempts before that: the hours and the pauses count from then.
    renewed_at = models.DateTimeField(_("had sent again at"), null=True, blank=True)
    attempts_before = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)

    objects = NoticeQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        default_permissions = ("view",)
        permissions = [
            ("view_account_notice", _("Can see letters that belong to no contest")),
            ("resend_notice", _("Can have letters sent again")),
        ]
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["channel", "due_at", "id"],
                condition=Q(state__in=["waiting", "failed"]),
                name="contest_notice_due",
            ),
            models.Index(fields=["claimed_at"], condition=Q(state="sending"), name="contest_notice_claimed"),
            models.Index(fields=["message_id"], name="contest_notice_message_id"),
            models.Index(fields=["recipient_type", "recipient_id"], name="contest_notice_recipient"),
            models.Index(
                fields=["contest", "state"],
                condition=Q(state__in=["waiting", "failed", "given_up"]),
                name="contest_notice_unsent",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent") & Q(sent_at=None),
                name="contest_notice_sent_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(state="sending", claim__isnull=False, claimed_at__isnull=False)
                | ~Q(state="sending") & Q(claim=None, claimed_at=None, begun_at=None),
                name="contest_notice_sending_is_claimed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending", "failed"]) | Q(address=""),
                name="contest_notice_ended_has_no_address",
            ),
            models.CheckConstraint(
                condition=Q(bounced_at=None) | Q(state="sent"), name="contest_notice_bounced_was_sent"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["failed", "given_up"]) | ~Q(reason=""),
                name="contest_notice_failed_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending", "sent", "failed", "given_up", "dropped"]),
                name="contest_notice_known_state",
            ),
            models.CheckConstraint(
                condition=Q(unclear__lte=F("attempts")), name="contest_notice_unclear_was_tried"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    @property
    def tried_since(self) -> datetime.datetime:
        """Return from when the hours count for which it is tried."""
        return self.renewed_at or self.created_at


class LetterWording(models.Model):
    """One version of how editors word a kind of letter, for a contest or for all; versions are appended, never changed.

    The newest counts; one that `is_default` goes back to what the software says. A contest's own goes before that of all.
    Texts hold placeholders by their keys (`logic.placeholders`).
    """

    contest_path = "contest"

    key = models.CharField(_("letter"), max_length=60)
    contest = models.ForeignKey(
        "contest_contests.ContestPage",
        verbose_name=_("contest"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    number = models.PositiveIntegerField(_("version"))
    is_default = models.BooleanField(_("back to the default"), default=False)
    subject = models.CharField(_("subject"), max_length=LONGEST["subject"], blank=True, default="")
    text = models.TextField(_("letter"), max_length=LONGEST["text"], blank=True, default="")
    message = models.TextField(_("text message"), max_length=LONGEST["message"], blank=True, default="")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("changed by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("changed at"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("wording of a letter")
        verbose_name_plural = _("wordings of letters")
        default_permissions = ()
        permissions = [("word_notice", _("Can change how letters are worded"))]
        ordering = ["key", "contest", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["key", "contest", "number"], name="contest_wording_version_once"),
            models.UniqueConstraint(
                fields=["key", "number"],
                condition=Q(contest=None),
                name="contest_wording_version_of_all_once",
            ),
            models.CheckConstraint(
                condition=Q(is_default=False) | Q(subject="", text="", message=""),
                name="contest_wording_default_has_no_text",
            ),
        ]

    def __str__(self):
        return f"{self.key} {self.number}"

    @property
    def words(self) -> Words:
        """Return the texts."""
        return Words(self.subject, self.text, self.message)
