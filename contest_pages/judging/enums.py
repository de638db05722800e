"""The fixed vocabularies of juries."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Anonymity(models.TextChoices):
    """What jurors learn about the authors of a work before the results are published."""

    NONE = "none", _("Jurors see the authors and their units")
    AUTHORS = "authors", _("Jurors do not see the authors")
    AUTHORS_AND_UNITS = "units", _("Jurors see neither the authors nor their units")


class OrderShown(models.TextChoices):
    """In which order a juror gets the works."""

    NUMBER = "number", _("By number")
    SHUFFLED = "shuffled", _("Each juror in an order of their own")
    DIVISION = "division", _("By division")


class AssignmentRule(models.TextChoices):
    """Who judges what."""

    ALL = "all", _("Every juror judges every work")
    SOME = "some", _("A number of jurors judge each work")


class RankOn(models.TextChoices):
    """Whether equal results are those that are equal as shown."""

    ROUNDED = "rounded", _("As rounded")
    EXACT = "exact", _("Exactly, without rounding")


class Remarks(models.TextChoices):
    """Who reads the remarks of jurors."""

    NONE = "none", _("Jurors write none")
    PANEL = "panel", _("The jury alone")
    CONTESTANTS = "contestants", _("Contestants too, after the publication")


class PointsShown(models.TextChoices):
    """Which points visitors see with the results."""

    NOTHING = "nothing", _("No points")
    WINNERS = "winners", _("The totals of winners")
    TOTALS = "totals", _("The totals of all")
    CRITERIA = "criteria", _("The totals, and the means of each criterion")
    SEATS = "seats", _("The points of each juror, by number and without names")


class SeatKind(models.TextChoices):
    """Whether the points of a seat count."""

    JUROR = "juror", _("Juror")
    TRAINEE = "trainee", _("Trainee: the points do not count")


class SeatRole(models.TextChoices):
    """The position of a seat in its panel."""

    CHAIR = "chair", _("Chair")
    DEPUTY = "deputy", _("Deputy chair")
    MEMBER = "member", pgettext_lazy("jury", "Member")


#: The positions whose people decide about requests and void sheets.
LEADING = frozenset({SeatRole.CHAIR, SeatRole.DEPUTY})


class CandidateState(models.TextChoices):
    """Whether a candidate takes part in the ranking."""

    IN = "in", _("In the competition")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DISQUALIFIED = "disqualified", _("Disqualified")
    EXHIBITION = "exhibition", _("Outside the competition")


class Excuse(models.TextChoices):
    """Why a seat gives no sheet for a candidate. Without an excuse a missing sheet blocks the ranking."""

    CONFLICT = "conflict", _("Conflict of interest")
    ABSENT = "absent", _("Absent")
    DAMAGED = "damaged", _("The sheet is damaged or lost")


class SheetKind(models.TextChoices):
    """The kind of a record: a sheet, or the statement that one is void."""

    SHEET = "sheet", _("Score sheet")
    VOID = "void", _("Declared void")


class SheetSource(models.TextChoices):
    """How a sheet came in."""

    DEVICE = "device", _("By the juror's own device")
    FORM = "form", _("By the plain form")
    PAPER = "paper", _("From paper, typed twice")


class PaperState(models.TextChoices):
    """How far a sheet is, for those who type it from paper."""

    NOT_TYPED = "not_typed", _("Not typed")
    ONCE = "once", _("Typed once")
    DIFFERS = "differs", _("The two copies differ")
    SEALED = "sealed", pgettext_lazy("sheet", "Sealed")
    EXCUSED = "excused", _("No sheet expected")


class GapEnd(models.TextChoices):
    """How a case of differing jurors was closed."""

    AMENDED = "amended", _("The jurors amended their sheets")
    THIRD = "third", _("A further juror decided")
    KEPT = "kept", _("The chair kept the points")


class RecheckOutcome(models.TextChoices):
    """What the check of a sum has shown."""

    CONFIRMED = "confirmed", _("The sum is right")
    CORRECTED = "corrected", _("The sum is corrected")


class Aggregate(models.TextChoices):
    """How the sheets of a panel become one result (`logic.aggregates`)."""

    MEAN = "mean", _("The mean of all jurors")
    TRIMMED = "trimmed", _("The mean without the highest and the lowest")
    MEDIAN = "median", _("The median")
    DEVIATION = "deviation", _("The mean without points that lie too far from it")
    RANK_SUM = "rank_sum", _("The sum of the ranks that each juror gives")
    MAJORITY = "majority", _("The majority of the ranks that jurors give")
    Z_SCORES = "z_scores", _("The mean of points brought to one scale for all jurors")
    CORRECTED = "corrected", _("The mean corrected for strict and lenient jurors")
    PASSES = "passes", _("The number of jurors who say that it passes")


class TieBreak(models.TextChoices):
    """What decides between equal results, after the criteria that the rules name."""

    FIRSTS = "firsts", _("more jurors who put it first")
    MEDIAN = "median", _("the higher median")
    LOWEST = "lowest", _("the higher lowest sheet")
    CHAIR_SHEET = "chair_sheet", _("the sheet of the chair")
    EARLIER = "earlier", _("handed in earlier")


#: A tie break by a criterion is this prefix and the criterion's key.
CRITERION_PREFIX = "criterion:"
