"""The states of an entry and of its video: values, named sets, allowed transitions, names by audience."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryState(models.TextChoices):
    """The state of an entry, in the wording of the staff."""

    DRAFT = "draft", _("Not handed in yet")
    CHECKING = "checking", _("Video being checked")
    FAILED = "failed", _("Video breaks the rules")
    SUBMITTED = "submitted", _("Awaiting review")
    CHANGES_ASKED = "changes", _("Changes asked for")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")
    DISQUALIFIED = "disqualified", _("Disqualified")
    WITHDRAWN = "withdrawn", _("Withdrawn")


#: An entry in one of these counts against the rules' number per contestant; a draft holds its place too.
COUNTED = frozenset(set(EntryState) - {EntryState.WITHDRAWN})

#: The contestant may change it, give another video, or withdraw.
OPEN_TO_CONTESTANT = frozenset(
    {
        EntryState.DRAFT,
        EntryState.CHECKING,
        EntryState.FAILED,
        EntryState.SUBMITTED,
        EntryState.CHANGES_ASKED,
    }
)

#: All transitions between states; any other is refused.
ALLOWED_TRANSITIONS = {
    EntryState.DRAFT: {EntryState.CHECKING, EntryState.SUBMITTED},
    EntryState.CHECKING: {
        EntryState.FAILED,
        EntryState.SUBMITTED,
        EntryState.CHANGES_ASKED,
        EntryState.WITHDRAWN,
    },
    EntryState.FAILED: {EntryState.CHECKING, EntryState.WITHDRAWN},
    EntryState.SUBMITTED: {
        EntryState.CHECKING,
        EntryState.CHANGES_ASKED,
        EntryState.ACCEPTED,
        EntryState.REJECTED,
        EntryState.WITHDRAWN,
    },
    EntryState.CHANGES_ASKED: {EntryState.CHECKING, EntryState.SUBMITTED, EntryState.WITHDRAWN},
    # Back to the reviewers: a decision was undone, or an appeal is reviewed.
    EntryState.ACCEPTED: {EntryState.SUBMITTED, EntryState.DISQUALIFIED},
    EntryState.REJECTED: {EntryState.SUBMITTED},
    EntryState.DISQUALIFIED: {EntryState.ACCEPTED},
    EntryState.WITHDRAWN: set(),
}

#: States with a place in the public gallery; of a disqualified entry only the number is shown.
SHOWN = frozenset({EntryState.ACCEPTED, EntryState.DISQUALIFIED})

#: The same states in the wording for the contestant.
CONTESTANT_WORDS = {
    EntryState.DRAFT: _("Draft, not handed in yet"),
    EntryState.CHECKING: _("We are checking your video"),
    EntryState.FAILED: _("Your video does not meet the rules"),
    EntryState.SUBMITTED: _("Handed in, waiting for the preliminary review"),
    EntryState.CHANGES_ASKED: _("The organisers ask you to change something"),
    EntryState.ACCEPTED: _("Passed the preliminary review"),
    EntryState.REJECTED: _("Did not pass the preliminary review"),
    EntryState.DISQUALIFIED: _("Disqualified"),
    EntryState.WITHDRAWN: _("Withdrawn"),
}


class VideoState(models.TextChoices):
    """The state of the probe of a video."""

    WAITING = "waiting", _("Waiting")
    PROBING = "probing", _("Being checked")
    READY = "ready", _("Checked")
    BROKEN = "broken", _("Cannot be read")


class JobKind(models.TextChoices):
    """Background jobs of a video."""

    PROBE = "probe", _("Check against the rules")
    RENDITIONS = "renditions", _("Copies for slow lines")


class JobState(models.TextChoices):
    """The state of a job."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class SubtitleLanguage(models.TextChoices):
    """Languages of subtitles: the province's own peoples among them."""

    VIETNAMESE = "vi", _("Vietnamese")
    THAI = "blt", _("Thái (Tai Dam)")
    HMONG = "hmn", _("Mông (Hmong)")
    MUONG = "mtq", _("Mường")
    ENGLISH = "en", _("English")


class AdvanceReason(models.TextChoices):
    """Why a work or a contestant goes on to the next round."""

    ACCEPTED = "accepted", _("Passed the preliminary review")
    RANK = "rank", _("By rank")
    WILD_CARD = "wild_card", _("Wild card")
    DECISION = "decision", _("By decision of the organisers")
