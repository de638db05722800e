"""The rules of a quiz round in sentences, for the round's page and the page of the rules alike."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_pages.quizzes.enums import (
    AttemptsPer,
    Comparator,
    Counting,
    Draw,
    KeyShown,
    PredictionTarget,
    QuizPrizes,
    ScoreShown,
)
from contest_pages.quizzes.logic.attempts import CLAIM_PERIOD
from contest_pages.standings.enums import Ties
from contest_pages.vietnamese import duration

from .rules import QuizRules


def question_sentences(rules: QuizRules) -> list[str]:
    """Return the sentences about questions, draw, minutes and prediction."""
    questions = ngettext("%(count)d question", "%(count)d questions", rules.question_count) % {
        "count": rules.question_count
    }
    minutes = ngettext("%(count)d minute", "%(count)d minutes", rules.minutes) % {"count": rules.minutes}
    sentences = [
        _("An attempt has %(questions)s, each with exactly one right answer, and lasts %(minutes)s.")
        % {"questions": questions, "minutes": minutes}
    ]
    if rules.draw == Draw.FIXED:
        sentences.append(_("Everybody gets the same questions, in an order of their own."))
    elif rules.draw == Draw.RANDOM:
        sentences.append(_("The questions are drawn at random for each attempt."))
    else:
        sentences.append(
            _("The questions are drawn at random for each attempt, so many of each topic: %(counts)s.")
            % {"counts": "/".join(str(count) for _topic, count in rules.shares)}
        )
    if rules.prediction:
        sentences.append(_PREDICTIONS[PredictionTarget(rules.prediction)]())
    return sentences


_PREDICTIONS = {
    PredictionTarget.ALL_RIGHT: lambda: _(
        "A prediction question asks how many people answer everything right in this round."
    ),
    PredictionTarget.PARTICIPANTS: lambda: _(
        "A prediction question asks how many people take part in this round."
    ),
    PredictionTarget.ATTEMPTS: lambda: _(
        "A prediction question asks how many attempts are handed in in this round."
    ),
    PredictionTarget.ALL_RIGHT_SHARE: lambda: _(
        "A prediction question asks what percentage of the people in this round answer everything right."
    ),
}


def attempt_sentences(rules: QuizRules) -> list[str]:
    """Return the sentences about the number of attempts, which of them counts, and when it is valid."""
    if rules.attempts_allowed is None:
        sentences = [_("You may try as often as you like.")]
    else:
        per = AttemptsPer(rules.attempts_per).label
        sentences = [
            ngettext("You may try %(count)d time %(per)s.", "You may try %(count)d times %(per)s.", rules.attempts_allowed)
            % {"count": rules.attempts_allowed, "per": per}
        ]  # fmt: skip
    if rules.attempts_allowed != 1:
        sentences.append(_COUNTING[Counting(rules.counting)]())
    if rules.answer_first:
        sentences.append(
            _("You may answer first and say afterwards who you are, within %(time)s; until then the attempt does not count and no score is shown.")
            % {"time": duration(CLAIM_PERIOD)}
        )  # fmt: skip
    if rules.all_must_be_answered:
        sentences.append(_("An attempt counts only if every question is answered."))
    if rules.grace_seconds:
        sentences.append(
            ngettext(
                "When the time is over, what was saved counts; answers on their way have %(count)d second to arrive.",
                "When the time is over, what was saved counts; answers on their way have %(count)d seconds to arrive.",
                rules.grace_seconds,
            )
            % {"count": rules.grace_seconds}
        )
    else:
        sentences.append(_("When the time is over, what was saved counts."))
    return sentences


_COUNTING = {
    Counting.FIRST: lambda: _("Of several attempts the first one counts."),
    Counting.LAST: lambda: _("Of several attempts the last one counts."),
    Counting.BEST: lambda: _(
        "Of several attempts the one with the highest score counts; of equal ones the one that ranks higher."
    ),
    Counting.BEST_FASTEST: lambda: _(
        "Of several attempts the one with the highest score counts; of equal ones the one that took least time."
    ),
    Counting.BEST_EARLIEST: lambda: _(
        "Of several attempts the one with the highest score counts; of equal ones the earliest."
    ),
}


def showing_sentences(rules: QuizRules) -> list[str]:
    """Return the sentences about when contestants see scores and keys."""
    score = {
        ScoreShown.AT_ONCE: _("You see your score as soon as you hand in."),
        ScoreShown.AFTER_CLOSING: _("You see your score when the round has closed."),
        ScoreShown.WITH_RESULTS: _("You see your score when the results are published."),
    }[rules.score_time]
    key = {
        KeyShown.AFTER_CLOSING: _("The right answers are shown when the round has closed."),
        KeyShown.NEVER: _("The right answers are not shown."),
    }[KeyShown(rules.key_shown)]
    return [score, key]


def ranking_sentences(rules: QuizRules) -> list[str]:
    """Return the sentences about ranking, ties and prizes."""
    words = {
        Comparator.PREDICTION: _("the closer prediction"),
        Comparator.TIME: _("less time used"),
        Comparator.EARLIER: _("the earlier submission"),
    }
    breaks = [words[Comparator(value)] for value in rules.tie_breaks]
    score = ngettext(
        "Each right answer is worth %(count)d point; the higher score ranks first.",
        "Each right answer is worth %(count)d points; the higher score ranks first.",
        rules.points_per_question,
    ) % {"count": rules.points_per_question}
    sentences = [score]
    if breaks:
        order = _(", then ").join(breaks)
        sentences.append(_("Between equal scores decides %(order)s.") % {"order": order})
    sentences.append(
        {
            Ties.JOINT: _("Those who are equal in all of this share the rank."),
            Ties.LOT: _(
                "Between those who are equal in all of this a lot is drawn where a prize depends on it; its seed is sealed beforehand and opened with the results."
            ),
            Ties.CHAIR: _(
                "Between those who are equal in all of this the chair of the organisers decides where a prize depends on it."
            ),
        }[Ties(rules.ties)]
    )
    if rules.ranked_apart:
        sentences.append(_("Each division is ranked by itself."))
    if rules.award_cap:
        sentences.append(
            ngettext(
                "One person gets at most %(count)d prize in the contest.",
                "One person gets at most %(count)d prizes in the contest.",
                rules.award_cap,
            )
            % {"count": rules.award_cap}
        )
    return sentences


def trace_sentences(rules: QuizRules) -> list[str]:
    """Return the sentences about fingerprints against cheating and their retention; none where none are stored."""
    if not rules.trace_days:
        return []
    return [
        ngettext(
            "A fingerprint of the shortened network address and of the kind of browser is kept until %(count)d day after the closing; people judge what it shows, never a machine.",
            "A fingerprint of the shortened network address and of the kind of browser is kept until %(count)d days after the closing; people judge what it shows, never a machine.",
            rules.trace_days,
        )
        % {"count": rules.trace_days}
    ]


def statistics_sentences(*, day_before: bool, live: bool) -> list[str]:
    """Return the sentences about the numbers that everybody sees; none where none are shown."""
    sentences = []
    if live:
        sentences.append(
            _(
                "While the round is open its page shows how many persons, attempts and units take part; no scores."
            )
        )
    if day_before:
        sentences.append(_("The numbers up to the day before are published, by day and by unit; no scores."))
    return sentences


def quiz_sentences(rules: QuizRules) -> list[str]:
    """Return all sentences about the rules."""
    return [
        *question_sentences(rules),
        *attempt_sentences(rules),
        *showing_sentences(rules),
        *ranking_sentences(rules),
        *trace_sentences(rules),
    ]


def prize_sentence(basis: str) -> str:
    """Return how prizes of a whole quiz are decided; empty for those of a round, which its own rules describe."""
    words: dict[str, str] = {
        QuizPrizes.QUIZ_OVERALL: _(
            "For prizes of the whole quiz, the points of all rounds are added up; between equal sums decides less time used in all, and between those who are equal in both the chair of the organisers, where a prize depends on it."
        ),
        QuizPrizes.QUIZ_UNITS: _(
            "Units are ranked by how many of their people have an attempt that counts in any round; between equal numbers decides the sum of their points, and between those that are equal in both the chair of the organisers, where a prize depends on it."
        ),
    }
    return words.get(basis, "")
