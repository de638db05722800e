"""The published rules of a judged round in sentences, for the rules page and the page of the round."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_pages import vietnamese
from contest_pages.judging.enums import Aggregate, Anonymity, AssignmentRule, PointsShown, RankOn, Remarks
from contest_pages.standings.enums import Ties

from .aggregates import aggregation_of
from .aggregates.example import worked_example
from .outcomes import breakers_of
from .points import WHOLE
from .rules import JudgingRules


def judging_sentences(rules: JudgingRules) -> list[str]:
    """Return what is judged, by whom, how points become a result, and what decides between equals."""
    return [
        *_sheet(rules),
        *_panel(rules),
        *_result(rules),
        *_ties(rules),
        *_advance(rules),
        *_publication(rules),
    ]


def _sheet(rules: JudgingRules) -> list[str]:
    if not rules.criteria:
        return []
    parts = [
        _("%(name)s (at most %(most)s points)")
        % {"name": criterion.name, "most": vietnamese.points(criterion.most)}
        for criterion in rules.criteria
    ]
    words = _("Works are judged by these criteria: %(criteria)s; at most %(most)s points together.") % {
        "criteria": "; ".join(parts),
        "most": vietnamese.points(rules.most_total // WHOLE),
    }
    weighted = [
        _("%(name)s %(weight)d%%") % {"name": criterion.name, "weight": criterion.weight}
        for criterion in rules.criteria
        if criterion.is_weighted
    ]
    return [words, _("Weights: %(weights)s.") % {"weights": "; ".join(weighted)}] if weighted else [words]


def _panel(rules: JudgingRules) -> list[str]:
    if rules.assignment == AssignmentRule.ALL:
        words = ngettext(
            "Every juror judges every work; at least %(count)d sheet counts for each.",
            "Every juror judges every work; at least %(count)d sheets count for each.",
            rules.seats_min,
        )
    else:
        words = ngettext(
            "Each work is judged by %(jurors)d jurors; at least %(count)d sheet counts for each.",
            "Each work is judged by %(jurors)d jurors; at least %(count)d sheets count for each.",
            rules.seats_min,
        )
    sentences = [words % {"count": rules.seats_min, "jurors": rules.jurors_per_work}]
    if rules.anonymity != Anonymity.NONE:
        sentences.append(f"{Anonymity(rules.anonymity).label}.")
    sentences.append(_("Jurors do not judge works of their own unit, or of people close to them."))
    return sentences


def _result(rules: JudgingRules) -> list[str]:
    aggregation = aggregation_of(rules)
    words = _("The result of a work: %(rule)s.") % {"rule": _lower(aggregation.label)}
    if example := worked_example(aggregation, rules.decimals):
        words += " " + _("Example: %(example)s.") % {"example": example.sentence}
    sentences = [words]
    if rules.aggregate == Aggregate.DEVIATION and rules.deviation:
        sentences.append(
            _("Points that lie more than %(limit)s from the mean are left out.")
            % {"limit": vietnamese.points(rules.deviation)}
        )
    if rules.gap_limit:
        sentences.append(
            _("From a difference of %(limit)s points between two jurors the jury confers.")
            % {"limit": vietnamese.points(rules.gap_limit)}
        )
    if rules.knock_out:
        sentences.append(
            _("Works below %(least)s points rank behind all others.")
            % {"least": vietnamese.points(rules.knock_out)}
        )
    rounding = ngettext(
        "Results are rounded to %(count)d digit after the decimal comma",
        "Results are rounded to %(count)d digits after the decimal comma",
        rules.decimals,
    ) % {"count": rules.decimals}
    ranked = (
        _("works are ranked by the rounded results")
        if rules.rank_on == RankOn.ROUNDED
        else _("works are ranked by the exact results")
    )
    return [*sentences, f"{rounding}; {ranked}."]


def _ties(rules: JudgingRules) -> list[str]:
    breakers = [str(breaker.comparator.label) for breaker in breakers_of(rules)]
    last = f"{_lower(str(Ties(rules.ties).label))}."
    if not breakers:
        return [_("Works with equal results: %(last)s") % {"last": last}]
    return [
        _("Between equal results decides, in this order: %(breakers)s; those equal in everything: %(last)s")
        % {"breakers": "; ".join(_lower(words) for words in breakers), "last": last}
    ]


def _advance(rules: JudgingRules) -> list[str]:
    if not rules.advance_count:
        return []
    words = (
        ngettext(
            "The first work of each division goes on to the next round, and those equal to it.",
            "The first %(count)d works of each division go on to the next round, and those equal to the last of them.",
            rules.advance_count,
        )
        if rules.ranked_apart
        else ngettext(
            "The first work goes on to the next round, and those equal to it.",
            "The first %(count)d works go on to the next round, and those equal to the last of them.",
            rules.advance_count,
        )
    )
    sentences = [words % {"count": rules.advance_count}]
    if rules.knock_out:
        sentences.append(_("Works below the least result do not go on."))
    return sentences


def _publication(rules: JudgingRules) -> list[str]:
    sentences = [
        _("Published with the results: %(points)s.")
        % {"points": _lower(str(PointsShown(rules.points_shown).label))}
    ]
    if rules.remarks == Remarks.CONTESTANTS:
        sentences.append(_("Contestants read the remarks of the jury after the publication."))
    if rules.recheck_days:
        words = ngettext(
            "For %(count)d day after the publication contestants may ask to have the sum of their points checked.",
            "For %(count)d days after the publication contestants may ask to have the sum of their points checked.",
            rules.recheck_days,
        )
        sentences.append(words % {"count": rules.recheck_days})
    return sentences


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
