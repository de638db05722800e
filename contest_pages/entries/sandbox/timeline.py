"""The presentation of one track: which packets are needed for what a player shows, and when that is shown.

A track's packets carry times of the medium; its edit list says which stretches of the medium are played, and
when. Times of the medium are whole numbers of the track's units, seconds of the presentation are fractions.
"""

from array import array
from bisect import bisect_right
from fractions import Fraction
from itertools import pairwise

#: A picture that is still shown for this long after a cut is shown from the cut on, though it begins before it.
HELD_SECONDS = Fraction(1, 10)
#: Packets of sound before a cut by which a decoder gets going.
PREROLL = 2


class Span:
    """A stretch of the medium that is played: `at` (second of the presentation), `media` and `length` (units)."""

    def __init__(self, at, media, length):
        self.at, self.media, self.length = at, media, length


class Packets:
    """The times of a track's packets in their order of decoding, in units of `1 / scale` seconds."""

    def __init__(self, scale, is_picture):
        self.scale, self.is_picture = scale, is_picture
        self.pts, self.dts, self.durations, self.keys = array("q"), array("q"), array("q"), array("b")

    def add(self, packet):
        """Remember the times of one packet."""
        self.pts.append(packet.pts)
        self.dts.append(packet.dts)
        self.durations.append(max(0, packet.duration or 0))
        self.keys.append(bool(packet.is_keyframe) or not self.is_picture)

    def __len__(self):
        return len(self.pts)

    @property
    def begin(self):
        """Return when the first packet is presented."""
        return min(self.pts)

    @property
    def end(self):
        """Return when the last packet ceases to be presented; one without a duration lasts as long as others do."""
        usual = max(1, (max(self.pts) - min(self.pts)) // max(1, len(self) - 1))
        return max(pts + (lasting or usual) for pts, lasting in zip(self.pts, self.durations, strict=True))


class Run:
    """Packets number `first` to `last` of a track, needed for one span, of which `count` are shown.

    `held` is the number of a packet whose picture is shown from the cut on, or None.
    """

    def __init__(self, span, first, last, held, count):
        self.span, self.first, self.last, self.held, self.count = span, first, last, held, count


def spans_of(packets, edits, movie_scale, fragmented):
    """Return the Spans of a track by its edit list, as players read it; the whole medium where it has none.

    Of a file in fragments only the beginning counts: its edit list was written before its end was known.
    """
    begin, end, scale = packets.begin, packets.end, packets.scale
    spans, at = [], Fraction(0)
    for number, (length, media) in enumerate(edits):
        seconds = Fraction(max(0, length), movie_scale)
        if media >= 0:
            units = int(seconds * scale)
            if fragmented or (length == 0 and number == len(edits) - 1):
                units = max(0, end - media)
            late = max(0, begin - media)
            units = min(units - late, end - media - late)
            if units > 0:
                spans.append(Span(at + Fraction(late, scale), media + late, units))
            if fragmented:
                break
        at += seconds
    return spans or [Span(Fraction(begin if not edits else 0, scale), begin, max(1, end - begin))]


def runs_of(packets, spans):
    """Return the Runs for the spans; none for a span in which nothing is shown."""
    runs = [run for span in spans if (run := _run(packets, span))]
    for run, following in pairwise(runs):
        _hold(packets, run, following.span.at)
    return runs


def _run(packets, span):
    stop = span.media + span.length
    first = 0
    if packets.is_picture:
        keys = (number for number, key in enumerate(packets.keys) if key)
        first = max((number for number in keys if packets.pts[number] <= span.media), default=0)
    else:
        first = max(0, bisect_right(packets.pts, span.media) - 1 - PREROLL)
    last = max((number for number in range(first, len(packets)) if packets.pts[number] < stop), default=-1)
    if last < 0:
        return None
    numbers = range(first, last + 1)
    seen = [packets.pts[number] for number in numbers if span.media <= packets.pts[number] < stop]
    if not packets.is_picture:
        return Run(span, first, last, None, len(seen))
    begin = min(seen, default=stop)
    before = max(
        (number for number in numbers if packets.pts[number] < span.media),
        key=packets.pts.__getitem__,
        default=None,
    )
    if before is not None and Fraction(begin - span.media, packets.scale) >= HELD_SECONDS:
        return Run(span, first, last, before, len(seen) + 1)
    return Run(span, first, last, None, len(seen)) if seen else None


def _hold(packets, run, until):
    """Hold the last picture of a run until a second, so that nothing behind the cut is shown in a gap.

    Packets that are shown after the end, and those decoded after them, are left out.
    """
    span = run.span
    gap = int((until - span.at) * packets.scale) - span.length
    if gap <= 0:
        return
    stop = span.media + span.length
    late = (number for number in range(run.first, run.last + 1) if packets.pts[number] >= stop)
    run.last = max(run.first, next(late, run.last + 1) - 1)
    span.length += gap


class Placing:
    """Where a run lies in the copy's medium: times of the source are moved by `shift`."""

    def __init__(self, run, shift):
        self.run, self.shift = run, shift


def place(packets, runs):
    """Return the Placings of runs one behind the other, so that none is seen in the span of another."""
    placed, cursor = [], 0
    for run in runs:
        shift = cursor - packets.dts[run.first]
        placed.append(Placing(run, shift))
        last = packets.dts[run.last] + max(1, packets.durations[run.last])
        cursor = max(last, run.span.media + run.span.length) + shift
    return placed


def edit_list(placed, origin, scale, out_scale, movie_scale):
    """Return the copy's edit list as (length in units of the movie, start in units of the track or -1).

    `origin` is the second of the presentation that the copy begins with. Lengths are rounded down, so that no
    frame behind a cut is seen.
    """
    rows, reached = [], 0
    for placing in placed:
        span = placing.run.span
        at = round((span.at - origin) * movie_scale)
        if at > reached and not rows:
            rows.append((at, -1))
            reached = at
        length = int(Fraction(span.length, scale) * movie_scale)
        rows.append((max(1, length), round(Fraction((span.media + placing.shift) * out_scale, scale))))
        reached += length
    return rows
