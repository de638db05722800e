"""The fixed vocabularies of quizzes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Draw(models.TextChoices):
    """How the questions of an attempt are chosen from the set."""

    FIXED = "fixed", _("The first of the set, the same for everybody")
    RANDOM = "random", _("At random")
    BY_TOPIC = "by_topic", _("At random, so many of each topic")


class AttemptsPer(models.TextChoices):
    """The period in which attempts are counted."""

    ROUND = "round", _("in this round")
    CONTEST = "contest", _("in the whole contest")
    WEEK = "week", _("a week")
    DAY = "day", _("a day")


class Counting(models.TextChoices):
    """Which of several attempts counts."""

    FIRST = "first", _("The first")
    LAST = "last", _("The last")
    BEST = "best", _("The best; of equal ones the one that ranks higher")
    BEST_FASTEST = "best_fastest", _("The best; of equal ones the one that took least time")
    BEST_EARLIEST = "best_earliest", _("The best; of equal ones the earliest")


class ScoreShown(models.TextChoices):
    """When contestants see their score."""

    AT_ONCE = "at_once", _("At once")
    AFTER_CLOSING = "after_closing", _("After the closing")
    WITH_RESULTS = "with_results", _("With the results")


class KeyShown(models.TextChoices):
    """When contestants see the right answers; never before the round closes."""

    AFTER_CLOSING = "after_closing", _("After the closing")
    NEVER = "never", _("Never")


class PredictionTarget(models.TextChoices):
    """The number to predict (DOMAIN B1: persons all right 9 times, entrants or attempts 5)."""

    NONE = "", _("No prediction question")
    ALL_RIGHT = "all_right", _("How many people answer everything right")
    PARTICIPANTS = "participants", _("How many people take part")
    ATTEMPTS = "attempts", _("How many attempts are handed in")
    ALL_RIGHT_SHARE = "all_right_share", _("What percentage of people answer everything right")


class Comparator(models.TextChoices):
    """The tie breaks between equal scores."""

    NONE = "", "–"
    PREDICTION = "prediction", _("Closer prediction")
    TIME = "time", _("Less time used")
    EARLIER = "earlier", _("Earlier submission")


class QuizPrizes(models.TextChoices):
    """The bases of prizes in a contest with quiz rounds."""

    QUIZ_ROUND = "quiz_round", _("By the ranking of each quiz round")
    QUIZ_OVERALL = "quiz_overall", _("By the points of all quiz rounds")
    QUIZ_UNITS = "quiz_units", _("For units, by their part in the quiz")


class EndedBy(models.TextChoices):
    """How an attempt ended."""

    CONTESTANT = "contestant", _("Handed in")
    TIME = "time", _("Time was over")
