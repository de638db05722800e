"""The return value of the hook `participation`: who took part in the rounds of a feature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models.expressions import BaseExpression


@dataclass(frozen=True)
class Participation:
    """Who took part in rounds of one kind of a contest.

    `took_part` is an expression over registrations that is true for those with a submission that counts;
    `by_unit` counts these submissions by their unit.
    """

    took_part: BaseExpression
    by_unit: Mapping[int, int]
