"""The values of composed letters beside what their wordings say."""

from __future__ import annotations

from contest_pages.notices.enums import Channel
from contest_pages.notices.kinds import Letter
from contest_pages.notices.wordings import wording_of


def missing_values(letter: Letter) -> set[str]:
    """Return the placeholders that a letter has nothing for, without those that some letters do not have."""
    if not letter.wording:
        return set()
    declared = wording_of(letter.wording)
    field = "message" if letter.channel == Channel.SMS else "text"
    wanted = set(declared.words_in(field)) - declared.optional_of(field)
    return {key for key in wanted if not str(letter.values.get(key, "")).strip()}
