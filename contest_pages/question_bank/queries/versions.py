"""Checked versions and their keys, for quizzes and for marking.

Checked versions never change and are cached until the process ends; corrections of keys are cached for
RULES_CACHE_SECONDS.
"""

from __future__ import annotations

from collections.abc import Iterable

from contest_pages.data import process_memo
from contest_pages.question_bank.models import KeyCorrection, QuestionVersion

_versions: dict[int, QuestionVersion] = {}
_MOST = 20_000


def forget() -> None:
    """Clear the versions and corrections that this process has cached."""
    process_memo.forget()
    _versions.clear()


def versions_of(numbers: Iterable[int]) -> dict[int, QuestionVersion]:
    """Return checked versions by primary key; cached ones need no query."""
    numbers = list(numbers)
    # Another thread may clear the cache between two of these lines.
    found = {number: cached for number in numbers if (cached := _versions.get(number)) is not None}
    if unknown := [number for number in numbers if number not in found]:
        read = QuestionVersion.objects.in_bulk(unknown)
        if len(_versions) > _MOST:
            _versions.clear()
        _versions.update(read)
        found.update(read)
    return {number: found[number] for number in numbers if number in found}


def corrected_keys() -> dict[int, frozenset[int]]:
    """Return the options that count as right for each version whose key was corrected, read now."""
    return {
        version: frozenset(accepted)
        for version, accepted in KeyCorrection.objects.order_by("pk").values_list("version", "accepted")
    }


def keys_of(
    versions: Iterable[QuestionVersion], corrected: dict[int, frozenset[int]] | None = None
) -> dict[int, frozenset[int]]:
    """Return the options that count as right for each version: its key, or the last correction of it.

    Without `corrected` another process's correction may be missing for a moment: callers that mark with these
    keys mark again before a ranking.
    """
    known: dict[int, frozenset[int]] = (
        process_memo.memoized("corrections", corrected_keys) if corrected is None else corrected
    )
    return {version.pk: known.get(version.pk, frozenset([version.right])) for version in versions}
