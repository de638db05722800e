"""The fixed vocabularies of the preliminary review."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contest_pages.entries.enums import EntryState


class Decision(models.TextChoices):
    """A decision on record about an entry."""

    ACCEPT = "accept", _("Accept")
    REJECT = "reject", pgettext_lazy("decision on an entry", "Reject")
    CHANGES = "changes", _("Ask for changes")
    PASS_ON = "pass_on", _("Pass on to a colleague")
    DISQUALIFY = "disqualify", _("Disqualify")
    UNDO = "undo", _("Take back")


#: Only these count as votes of a step's moderators.
VOTES = frozenset({Decision.ACCEPT, Decision.REJECT})

#: Notifications of these decisions must state a reason.
NEEDS_REASON = frozenset({Decision.REJECT, Decision.CHANGES, Decision.PASS_ON, Decision.DISQUALIFY})


#: The decision that explains an entry's state to its contestant.
EXPLAINS = {
    EntryState.ACCEPTED: Decision.ACCEPT,
    EntryState.REJECTED: Decision.REJECT,
    EntryState.CHANGES_ASKED: Decision.CHANGES,
    EntryState.DISQUALIFIED: Decision.DISQUALIFY,
}


#: Entries in these states keep a list open.
UNDECIDED = frozenset({EntryState.SUBMITTED, EntryState.CHECKING, EntryState.CHANGES_ASKED})


class Answer(models.TextChoices):
    """A moderator's answer to a question of the checklist."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_APPLICABLE = "na", _("Not applicable")


class Look(models.IntegerChoices):
    """The first review of an entry, or the second one after an appeal."""

    FIRST = 1, _("first look")
    SECOND = 2, _("second look")
