"""The fixed vocabularies of registrations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegistrationKind(models.TextChoices):
    """Who stands behind a registration."""

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
    """What a person does in a registration."""

    AUTHOR = "author", _("Author")
    CAPTAIN = "captain", _("Captain")
    MEMBER = "member", _("Team member")
    CONTACT = "contact", _("Contact of a unit")


class Publishing(models.TextChoices):
    """What a contestant may let us publish; each is a choice of its own."""

    NAME = "name", _("Full name")
    UNIT = "unit", _("Unit")
    PICTURE = "picture", _("Picture")


class RobotCheck(models.TextChoices):
    """What the captcha said when somebody registered."""

    NOT_ASKED = "not_asked", _("Not asked")
    PASSED = "passed", _("Passed")
    UNREACHABLE = "unreachable", _("Service did not answer")
    NO_SCRIPT = "no_script", _("Browser without scripts")


class Channel(models.TextChoices):
    """How somebody told us something."""

    FORM = "form", _("Form on the site")
    PERSONAL_PAGE = "personal", _("Contestant's page")
    OFFICE = "office", _("Letter, telephone or visit")
    ROSTER = "roster", _("Roster of the unit")


class RequestKind(models.TextChoices):
    """What the law lets a person ask about their data (Law 91/2025/QH15)."""

    SEE = "see", _("See own data")
    CORRECT = "correct", _("Correct own data")
    WITHDRAW = "withdraw", _("Withdraw consent")
    ERASE = "erase", _("Erase own data")


class MatchStrength(models.TextChoices):
    """How sure it is that a contestant and a committee member are one person."""

    SURE = "sure", _("Same identity, or same name with birth date, phone or e-mail")
    POSSIBLE = "possible", _("Same name only")


class MatchDecision(models.TextChoices):
    """What an organiser decided about such a pair."""

    OPEN = "open", _("To be decided")
    ALLOWED = "allowed", _("Another person, may take part")
    EXCLUDED = "excluded", _("Excluded, registration cancelled")


class ErasedBecause(models.TextChoices):
    """Why personal data are gone."""

    REQUESTED = "requested", _("Asked by the contestant")
    EXPIRED = "expired", _("Retention ended")
