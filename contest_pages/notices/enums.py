"""Fixed vocabularies of letters."""

from __future__ import annotations

from enum import Enum, auto

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeState(models.TextChoices):
    """What became of a letter."""

    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed, will be tried again")
    GIVEN_UP = "given_up", _("Given up")
    DROPPED = "dropped", _("Not needed any more")


#: States of letters that a worker takes once they are due.
TO_SEND = (NoticeState.WAITING, NoticeState.FAILED)
#: States of letters that have not left yet and may still leave.
OPEN = (*TO_SEND, NoticeState.SENDING)


class Channel(models.TextChoices):
    """The way that a letter takes."""

    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")


class Severity(Enum):
    """What an error means for a letter, and for those after it."""

    #: The server cannot be used now: no other letter is tried.
    SERVER = auto()
    #: This letter failed; it is tried again.
    AGAIN = auto()
    #: This letter will never be taken.
    FINAL = auto()
