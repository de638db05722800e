"""The states of an entry and of its video: values, named sets, allowed moves, names by audience."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryState(models.TextChoices):
    """Where an entry stands, in the office's words."""

    CHECKING = "checking", _("Video being checked")
    FAILED = "failed", _("Video breaks the rules")
    SUBMITTED = "submitted", _("Awaiting review")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


#: An entry in one of these counts against the rules' number per contestant.
COUNTED = frozenset(
    {EntryState.CHECKING, EntryState.FAILED, EntryState.SUBMITTED, EntryState.ACCEPTED, EntryState.REJECTED}
)

#: The contestant may give another video, or withdraw.
OPEN_TO_CONTESTANT = frozenset({EntryState.CHECKING, EntryState.FAILED, EntryState.SUBMITTED})

#: Every move that there is. What is not here is refused, whoever asks.
ALLOWED_MOVES = {
    EntryState.CHECKING: {EntryState.FAILED, EntryState.SUBMITTED, EntryState.WITHDRAWN},
    EntryState.FAILED: {EntryState.CHECKING, EntryState.WITHDRAWN},
    EntryState.SUBMITTED: {
        EntryState.CHECKING,
        EntryState.ACCEPTED,
        EntryState.REJECTED,
        EntryState.WITHDRAWN,
    },
    EntryState.ACCEPTED: set(),
    EntryState.REJECTED: set(),
    EntryState.WITHDRAWN: set(),
}

#: The same states in the contestant's words.
CONTESTANT_WORDS = {
    EntryState.CHECKING: _("We are checking your video"),
    EntryState.FAILED: _("Your video does not meet the rules"),
    EntryState.SUBMITTED: _("Handed in, waiting for the preliminary review"),
    EntryState.ACCEPTED: _("Passed the preliminary review"),
    EntryState.REJECTED: _("Did not pass the preliminary review"),
    EntryState.WITHDRAWN: _("Withdrawn"),
}


class VideoState(models.TextChoices):
    """How far the look at a video has come."""

    WAITING = "waiting", _("Waiting")
    PROBING = "probing", _("Being checked")
    READY = "ready", _("Checked")
    BROKEN = "broken", _("Cannot be read")
