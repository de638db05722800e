"""Amendments of the published rules: what changed between versions, sentence by sentence."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from itertools import pairwise

from wagtail.models import PageLogEntry

from contest_pages.contests.logic.corrections import CORRECTED_WITHIN, is_correction
from contest_pages.contests.logic.schedule import changed_sentences

_PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")
#: Versions that are compared at most, the newest ones.
_MAX_VERSIONS = 40


@dataclass(frozen=True)
class Version:
    """The rules as they were published at a moment; `number` names it in addresses."""

    number: int
    at: datetime.datetime
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Amendment:
    """What changed from one version to a later one."""

    before: Version
    after: Version
    dropped: list[str]
    added: list[str]


def versions_of(page) -> list[Version]:
    """Return the published versions of rules with different sentences, the oldest first, in two queries.

    Typing errors that are corrected within a day make no version.
    """
    entries = (
        PageLogEntry.objects.filter(page=page.pk, action__in=_PUBLISHED, revision__isnull=False)
        .select_related("revision")
        .order_by("-timestamp", "-pk")[:_MAX_VERSIONS]
    )
    versions: list[Version] = []
    for entry in reversed(entries):
        # Foreign keys are not checked: the rows that an old revision refers to may be gone.
        then = type(page).from_serializable_data(entry.revision.content, check_fks=False)
        then.contest = page.contest
        sentences = tuple(then.own_sentences())
        if versions and _corrects(versions[-1], sentences, entry.timestamp):
            versions[-1] = replace(versions[-1], sentences=sentences)
        elif not versions or sentences != versions[-1].sentences:
            versions.append(Version(entry.pk, entry.timestamp, sentences))
    return versions


def _corrects(version: Version, sentences: tuple[str, ...], at: datetime.datetime) -> bool:
    """Say whether a version was published again with typing errors corrected, within a day."""
    return at - version.at <= CORRECTED_WITHIN and is_correction(version.sentences, sentences)


def _between(before: Version, after: Version) -> Amendment:
    dropped, added = changed_sentences(before.sentences, after.sentences)
    return Amendment(before, after, dropped, added)


def amendments_of(versions: list[Version]) -> list[Amendment]:
    """Return each amendment, the newest first."""
    return [_between(old, new) for old, new in pairwise(versions)][::-1]


def since(versions: list[Version], number: int | None) -> Amendment | None:
    """Return all that changed since a version, taken together; None for an unknown version and for the last one."""
    before = next((version for version in versions[:-1] if version.number == number), None)
    return _between(before, versions[-1]) if before is not None else None
