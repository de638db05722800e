"""The fixed vocabularies of registrations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegistrationKind(models.TextChoices):
    """Who registers: a person, a group, a team, or a unit with its roster."""

    INDIVIDUAL = "individual", _("Individual")
    GROUP = "group", _("Group of authors")
    TEAM = "team", _("Team")
    ROSTER = "roster", _("Roster of a unit")


class RegistrationStatus(models.TextChoices):
    """Whether a registration counts. Only ACTIVE does."""

    PENDING = "pending", _("Awaiting confirmation")
    ACTIVE = "active", _("Valid")
    WITHDRAWN = "withdrawn", _("Withdrawn by the contestant")
    CANCELLED = "cancelled", _("Cancelled by the organisers")


#: The contestant may still open the personal page.
OPEN_STATUSES = frozenset({RegistrationStatus.PENDING, RegistrationStatus.ACTIVE})


class MemberRole(models.TextChoices):
    """The role of a person in a registration."""

    AUTHOR = "author", _("Author")
    CAPTAIN = "captain", _("Captain")
    MEMBER = "member", _("Team member")
    CONTACT = "contact", _("Contact of a unit")


class Contact(models.TextChoices):
    """A place at which a contestant is reached."""

    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")


class Publishing(models.TextChoices):
    """What a contestant may allow to be published; each is a separate consent."""

    NAME = "name", _("Full name")
    UNIT = "unit", _("Unit")
    PICTURE = "picture", _("Picture")


class RobotCheck(models.TextChoices):
    """The result of the captcha of a registration."""

    NOT_ASKED = "not_asked", _("Not asked")
    PASSED = "passed", _("Passed")
    UNREACHABLE = "unreachable", _("Service did not answer")
    NO_SCRIPT = "no_script", _("Browser without scripts")


class MatchDecision(models.TextChoices):
    """An organiser's decision about a committee match."""

    OPEN = "open", _("To be decided")
    ALLOWED = "allowed", _("Another person, may take part")
    EXCLUDED = "excluded", _("Excluded, registration cancelled")
