"""The stored wordings of notices that contestants agreed to."""

from __future__ import annotations

from contest_pages.privacy.models import ConsentNotice, ConsentText, digest_of


def consent_of(notice: ConsentNotice) -> ConsentText:
    """Return the stored copy of a notice's wording, created on first use.

    The notice caches it, so that a notice in memory costs one query.
    """
    text = notice.wording()
    digest = digest_of(text)
    if digest not in notice.cached_texts:
        stored, _created = ConsentText.objects.get_or_create(digest=digest, defaults={"text": text})
        notice.cached_texts[digest] = stored
    return notice.cached_texts[digest]
