"""Sharing out of waiting entries among moderators."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence


def share_out(
    cases: Sequence[int], loads: Mapping[int, int], allowed: Mapping[int, Collection[int]]
) -> dict[int, int]:
    """Return which moderator gets which case, so that all have as nearly the same number as may be.

    `loads` is what each moderator has already, `allowed` the cases about which each may decide. Cases that few may
    decide about are given first, the oldest of them first, each to the moderator with least; of equals the first in
    `loads` gets it. A case about which nobody may decide is left out.
    """
    now = dict(loads)
    may_decide = {case: [user for user in now if case in allowed[user]] for case in cases}
    given = {}
    for case in sorted(cases, key=lambda case: len(may_decide[case])):
        if may_decide[case]:
            user = min(may_decide[case], key=now.__getitem__)
            given[case] = user
            now[user] += 1
    return given
