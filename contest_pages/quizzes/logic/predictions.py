"""The prediction question: “how many will be right?”."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from contest_pages.quizzes.enums import PredictionTarget
from contest_pages.quizzes.errors import NotAPrediction

from .rules import QuizRules

_THOUSANDS = re.compile(r"\d{1,3}([. ])\d{3}(?:\1\d{3})*")


def read_prediction(typed: str, rules: QuizRules) -> Decimal | None:
    """Return the number that somebody typed, None for nothing; NotAPrediction with a sentence else.

    Numbers of people may carry points or spaces between thousands (12.500); percentages have a decimal comma
    (87,65432), and a decimal point is understood as well.
    """
    text = " ".join(typed.replace("\u00a0", " ").split())
    if not text:
        return None
    if rules.prediction == PredictionTarget.ALL_RIGHT_SHARE:
        text = text.removesuffix("%").strip().replace(",", ".")
        decimals = rules.prediction_decimals
        if not re.fullmatch(r"\d{1,3}(\.\d*)?", text, re.ASCII):
            raise NotAPrediction(_("Write a percentage such as 87,65."))
        if len(text.partition(".")[2]) > decimals:
            raise NotAPrediction(
                _("Write at most %(count)d digits after the decimal comma.") % {"count": decimals}
            )
    else:
        if _THOUSANDS.fullmatch(text):
            text = re.sub(r"[. ]", "", text)
        if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
            raise NotAPrediction(_("Write a whole number such as 1250."))
    number = Decimal(text)
    if number > rules.largest_prediction:
        raise NotAPrediction(
            _("Write a number of at most %(most)s.") % {"most": f"{rules.largest_prediction:f}"}
        )
    return number


def write_prediction(number: Decimal | None) -> str:
    """Return a prediction as it is typed: 1250, 87,65; an empty text for none."""
    if number is None:
        return ""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def target_value(target: str, *, all_right: int, participants: int, attempts: int) -> Decimal | None:
    """Return the number that should have been predicted, from the counts of what was left after strikes.

    A percentage has five decimals, rounded half up as people do by hand; None where nothing is predicted.
    """
    if target == PredictionTarget.ALL_RIGHT:
        return Decimal(all_right)
    if target == PredictionTarget.PARTICIPANTS:
        return Decimal(participants)
    if target == PredictionTarget.ATTEMPTS:
        return Decimal(attempts)
    if target == PredictionTarget.ALL_RIGHT_SHARE:
        share = Decimal(100 * all_right) / participants if participants else Decimal(0)
        return share.quantize(Decimal("0.00001"), rounding="ROUND_HALF_UP")
    return None
