"""The prediction question: “how many will be right?”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from contest_pages.data.numbers import plain_digits
from contest_pages.quizzes.enums import PredictionTarget
from contest_pages.quizzes.errors import NotAPrediction
from contest_pages.vietnamese import one_sign, tidy

from .rules import QuizRules

#: Characters of a typed prediction that are kept.
TYPED_LENGTH = 40
_THOUSANDS = re.compile(r"[0-9]{1,3}([. ])[0-9]{3}(?:\1[0-9]{3})*")


@dataclass(frozen=True)
class TypedPrediction:
    """A prediction as it was typed: the number that it says, or the problem with it as a sentence."""

    text: str
    number: Decimal | None = None
    problem: str = ""

    @classmethod
    def of(cls, typed: str, rules: QuizRules) -> TypedPrediction:
        """Return what was typed, without signs that nobody sees, and what it says."""
        text = tidy("".join(sign if sign.isprintable() else " " for sign in tidy(typed)))[:TYPED_LENGTH]
        try:
            return cls(text, read_prediction(text, rules))
        except NotAPrediction as refused:
            return cls(
                text, problem=_("You wrote “%(text)s”. %(problem)s") % {"text": text, "problem": refused}
            )


def read_prediction(typed: str, rules: QuizRules) -> Decimal | None:
    """Parse a typed prediction; None for an empty text. Raises NotAPrediction with a sentence.

    Numbers of people may have points or spaces between thousands (12.500); percentages have a decimal comma
    (87,65432), and a decimal point is accepted as well.
    """
    text = plain_digits(one_sign(typed))
    if not text:
        return None
    if rules.prediction == PredictionTarget.ALL_RIGHT_SHARE:
        text = text.removesuffix("%").strip().replace(",", ".")
        decimals = rules.prediction_decimals
        if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]*)?", text):
            raise NotAPrediction(_("Please write a percentage in digits alone, such as 87,65."))
        if len(text.partition(".")[2]) > decimals:
            raise NotAPrediction(
                _("Write at most %(count)d digits after the decimal comma.") % {"count": decimals}
            )
    else:
        if _THOUSANDS.fullmatch(text):
            text = re.sub(r"[. ]", "", text)
        if not re.fullmatch(r"[0-9]{1,9}", text):
            raise NotAPrediction(_("Please write one whole number in digits alone, such as 1250."))
    number = Decimal(text)
    if number > rules.largest_prediction:
        raise NotAPrediction(
            _("Write a number of at most %(most)s.") % {"most": f"{rules.largest_prediction:f}"}
        )
    return number


def write_prediction(number: Decimal | None) -> str:
    """Return a prediction in the format in which it is typed: 1250, 87,65; an empty text for none."""
    if number is None:
        return ""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def target_value(target: str, *, all_right: int, participants: int, attempts: int) -> Decimal | None:
    """Return the target of the prediction, from the counts after exclusions; None without a prediction.

    A percentage has five decimals, rounded half up, as by hand.
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
