"""The fixed vocabularies of a contest."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Phase(models.TextChoices):
    """Where a contest stands. Never stored: it follows from published times and the clock."""

    ANNOUNCED = "announced", _("Coming soon")
    OPEN = "open", _("Open for entries")
    REVIEWING = "reviewing", _("Preliminary review")
    JUDGING = "judging", _("Judging")
    FINISHED = "finished", _("Finished")


class ContestKind(models.TextChoices):
    """What is asked of contestants; one contest may have several forms (Đắk Nông 2023: online and on stage)."""

    VIDEO = "video", _("Video contest")
    QUIZ = "quiz", _("Online quiz")
    STAGE = "stage", _("Stage contest of teams")
    WORKS = "works", _("Contest of ideas and works")


class MilestoneKind(models.TextChoices):
    """What a milestone is about; the phase is read from the last three."""

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
    """Who decides about a prize."""

    JURY = "jury", _("By the jury's points")
    INTERACTIONS = "interactions", _("By interactions")
    DIVISION = "division", _("By division")
    ORGANISERS = "organisers", _("By the organisers")
    QUIZ_ROUND = "quiz_round", _("By the ranking of each quiz round")
    QUIZ_OVERALL = "quiz_overall", _("By the points of all quiz rounds")
    QUIZ_UNITS = "quiz_units", _("For units, by their part in the quiz")


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
    """Where a work may lie that is handed in as an address."""

    YOUTUBE = "youtube", "YouTube"
    FACEBOOK = "facebook", "Facebook"
    DRIVE = "drive", "Google Drive"


class ScriptDemand(models.TextChoices):
    """Whether an entry comes with its script."""

    NO = "", _("Not asked for")
    OPTIONAL = "optional", _("May be added")
    REQUIRED = "required", _("Must be added")
