"""Choices of contests."""

import enum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Phase(models.TextChoices):
    """The phase of a contest. Never stored: it follows from published times and the current time."""

    ANNOUNCED = "announced", _("Coming soon")
    OPEN = "open", _("Open for entries")
    REVIEWING = "reviewing", _("Preliminary review")
    JUDGING = "judging", _("Judging")
    FINISHED = "finished", _("Finished")


class Access(enum.Enum):
    """Who may see a page: nobody but its staff, those whom its restrictions let in, everybody."""

    CLOSED = "closed"
    GRANTED = "granted"
    PUBLIC = "public"


class ContestKind(models.TextChoices):
    """The kind of a contest; one contest may have several forms (Đắk Nông 2023: online and on stage)."""

    VIDEO = "video", _("Video contest")
    QUIZ = "quiz", _("Online quiz")
    STAGE = "stage", _("Stage contest of teams")
    WORKS = "works", _("Contest of ideas and works")


#: Kinds of contests in which works are handed in under rules.
KINDS_WITH_WORKS = frozenset({ContestKind.VIDEO, ContestKind.WORKS})


class DocumentType(models.TextChoices):
    """The type of an official document (Decree 30/2020, article 7), as its heading names it."""

    PLAN = "plan", _("Plan")
    DECISION = "decision", _("Decision")
    NOTICE = "notice", _("Announcement")
    GUIDANCE = "guidance", _("Guidance")
    RULES = "rules", _("Rules")


class MilestoneKind(models.TextChoices):
    """The kind of a milestone; the phase follows from judging, awards and ceremony."""

    PLAN = "plan", _("Plan issued")
    LAUNCH = "launch", _("Launch")
    REGISTRATION = "registration", _("Registration")
    ENTRIES = "entries", _("Entries received")
    REVIEW = "review", _("Preliminary review")
    JUDGING = "judging", _("Judging by the jury")
    INTERACTIONS = "interactions", _("Interactions counted")
    AWARDS = "awards", _("Organisers decide on awards")
    CEREMONY = "ceremony", _("Award ceremony")
    OTHER = "other", _("Other")


class Precision(models.TextChoices):
    """How exactly a date is known; plans say “tháng 6/2024” or “Quý III/2024”."""

    MINUTE = "minute", _("Day and time")
    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")


class PrizeBasis(models.TextChoices):
    """On what basis a prize is decided, besides what installed kinds of rounds add (`prize_bases`)."""

    JURY = "jury", _("By the jury's points")
    INTERACTIONS = "interactions", _("By interactions")
    DIVISION = "division", _("By division")
    ORGANISERS = "organisers", _("By the organisers")


class PrizeScope(models.TextChoices):
    """Within what a prize is given."""

    AS_USUAL = "", _("As usual for what decides it")
    CONTEST = "contest", _("Once in the whole contest")
    EACH_ROUND = "each_round", _("In each round")
    ONE_ROUND = "one_round", _("In one round")
    PART = "part", _("For one part of a round")


class RecipientKind(models.TextChoices):
    """To whom a prize can be given."""

    ANY = "", _("Anybody")
    WORK = "work", _("A work")
    PERSON = "person", _("A person")
    TEAM = "team", _("A team")
    UNIT = "unit", _("A unit")


class BannerSize(models.TextChoices):
    """The sizes in pixels that partners' portals take."""

    LEADERBOARD = "970x250", _("Wide, 970 × 250")
    HEADER = "728x90", _("Header, 728 × 90")
    RECTANGLE = "300x250", _("Rectangle, 300 × 250")
    SQUARE = "400x400", _("Square, 400 × 400")


class Committee(models.TextChoices):
    """Bodies whose members may not take part (22 of 62 contests say so)."""

    ORGANISERS = "organisers", _("the organising committee")
    JURY = "jury", _("the jury")
    SECRETARIAT = "secretariat", _("the secretariat")
    HELPERS = "helpers", _("the helpers")
    QUESTION_WRITERS = "question_writers", _("the question writers")


class LinkHost(models.TextChoices):
    """Hosts of works that are submitted as a link."""

    YOUTUBE = "youtube", "YouTube"
    FACEBOOK = "facebook", "Facebook"
    DRIVE = "drive", "Google Drive"


class ScriptDemand(models.TextChoices):
    """Whether an entry comes with its script."""

    NO = "", _("Not asked for")
    OPTIONAL = "optional", _("May be added")
    REQUIRED = "required", _("Must be added")
