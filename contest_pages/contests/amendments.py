"""What the published rules said before: each amendment with its date, sentence by sentence."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import pairwise

from wagtail.models import PageLogEntry

from contest_pages.contests.logic import changed_sentences
from contest_pages.contests.models import ContestRulesPage

_PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")
#: Versions that are looked at, the newest ones.
_MOST = 40


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


def versions_of(page: ContestRulesPage) -> list[Version]:
    """Return the published versions that say different things, the oldest first, in two queries."""
    entries = (
        PageLogEntry.objects.filter(page=page.pk, action__in=_PUBLISHED, revision__isnull=False)
        .select_related("revision")
        .order_by("-timestamp", "-pk")[:_MOST]
    )
    found: list[Version] = []
    for entry in reversed(entries):
        # Its own values alone are asked for: nothing that they name need exist any more.
        then = ContestRulesPage.from_serializable_data(entry.revision.content, check_fks=False)
        sentences = tuple(then.own_sentences())
        if not found or sentences != found[-1].sentences:
            found.append(Version(entry.pk, entry.timestamp, sentences))
    return found


def _between(before: Version, after: Version) -> Amendment:
    dropped, added = changed_sentences(before.sentences, after.sentences)
    return Amendment(before, after, dropped, added)


def amendments_of(versions: list[Version]) -> list[Amendment]:
    """Return each amendment, the newest first."""
    return [_between(old, new) for old, new in pairwise(versions)][::-1]


def since(versions: list[Version], number: int | None) -> Amendment | None:
    """Return all that changed since a version, taken together; None for one that there is not or the last."""
    before = next((version for version in versions[:-1] if version.number == number), None)
    return _between(before, versions[-1]) if before is not None else None
