"""How much of a video a moderator's player has played: an honest figure, no proof."""

from __future__ import annotations

import re

#: Below this share in percent a moderator is reminded, never stopped.
LITTLE_WATCHED = 50
_SPAN = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)-([0-9]{1,6}(?:\.[0-9]{1,3})?)")


def watched_percent(played: str, seconds: float) -> int | None:
    """Return the share of a video of this length in whole percent, 0 to 100, that `played` covers.

    `played` are the spans that the player counted, "0-12.5,30-41" in seconds; what overlaps counts once. None if it
    is empty, because no script counted, or if the length is unknown. Spans that cannot be read count nothing.
    """
    if not played or seconds <= 0:
        return None
    covered, reached = 0.0, 0.0
    for begin, end in sorted(_spans(played)):
        begin, end = max(begin, reached), min(end, seconds)
        if end > begin:
            covered, reached = covered + end - begin, end
    # Players leave out fractions of a second at either end: what is within one percent of the whole is the whole.
    return 100 if covered >= seconds * 0.99 else int(covered * 100 / seconds)


def _spans(played: str) -> list[tuple[float, float]]:
    found = (_SPAN.fullmatch(span) for span in played.split(","))
    return [(float(span[1]), float(span[2])) for span in found if span]
