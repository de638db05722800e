"""The boxes of an MP4 or MOV: checked before any library sees the file, read for its tracks' edit lists, rewritten."""

import os
import struct

from harness import Problem
from progress import report

MAX_STREAMS = 16
#: The boxes that a file of ours may begin with; ISO 14496-12 and QuickTime know more, and makers add their own.
FIRST = frozenset(b"ftyp moov mdat free skip wide uuid moof styp sidx pnot".split())
#: Boxes without which the film cannot be read: one that reaches beyond the end of the file was cut off.
NEEDED = frozenset(b"moov mdat moof".split())
#: Boxes that hold boxes, and how many tracks, levels and edits an honest file has at most.
CONTAINERS = frozenset(b"moov trak mdia minf stbl edts dinf udta mvex moof traf".split())
MAX_DEPTH = 8
MAX_BOXES = 10_000
MAX_EDITS = 200
#: Bytes that are copied at once.
CHUNK = 1024 * 1024


class Layout:
    """What the boxes say: `container` ("mp4" or "mov"), whether it is in fragments, and its edit lists.

    `edits` has for each track number the list of (length in units of `movie_scale`, start in units of the
    track or -1 for nothing at all).
    """

    def __init__(self):
        self.container, self.fragmented, self.movie_scale, self.edits = "mov", False, 1000, {}


def boxes(file, begin, end):
    """Yield (kind, start of the content, end) of each box between two positions."""
    position, count = begin, 0
    while position + 8 <= end:
        file.seek(position)
        header = file.read(16)
        length, kind = struct.unpack(">I4s", header[:8])
        start = position + 8
        if length == 1 and len(header) == 16:
            length = struct.unpack(">Q", header[8:16])[0]
            start += 8
        elif length == 0:
            length = end - position
        if length < start - position:
            return
        yield kind, start, position + length
        position += length
        count += 1
        if count > MAX_BOXES:
            raise Problem("too_complicated")


def read_layout(path, size):
    """Walk the boxes of a file and return its Layout.

    Raises Problem if it is no video, if a box that is needed reaches beyond the end of the file, or if the index is
    nested deeper or has more tracks or edits than an honest file. Boxes of unknown kinds are passed over.
    """
    layout, kinds, brand = Layout(), set(), b""
    with open(path, "rb") as file:
        for kind, start, end in boxes(file, 0, size):
            if not kinds and kind not in FIRST:
                raise Problem("not_video")
            if end > size:
                if kind in NEEDED or not kinds & {b"moov", b"moof"}:
                    raise Problem("truncated")
                break  # something was appended; the playable copy leaves it out
            if kind == b"ftyp":
                file.seek(start)
                brand = file.read(4)
            kinds.add(kind)
            if kind == b"moov":
                _read_index(file, start, end, 1, layout, [])
    if not kinds:
        raise Problem("not_video")
    if not kinds & {b"moov", b"moof"}:
        raise Problem("truncated")
    layout.container = "mov" if brand in (b"qt  ", b"") else "mp4"
    layout.fragmented = b"moof" in kinds
    return layout


def _read_index(file, begin, end, depth, layout, track):
    """Read one level of the index; `track` is the list that collects what belongs to the track around it."""
    if depth > MAX_DEPTH:
        raise Problem("too_complicated")
    tracks = 0
    for kind, start, stop in boxes(file, begin, end):
        stop = min(stop, end)
        tracks += kind == b"trak"
        if tracks > MAX_STREAMS:
            raise Problem("too_complicated")
        if kind in CONTAINERS:
            inner = [0, []] if kind == b"trak" else track
            _read_index(file, start, stop, depth + 1, layout, inner)
            if kind == b"trak":
                layout.edits[inner[0]] = inner[1]
            continue
        file.seek(start)
        if kind == b"mvhd":
            layout.movie_scale = _number(file.read(24), {0: (12, ">I"), 1: (20, ">I")}) or 1000
        elif kind == b"tkhd" and track:
            track[0] = _number(file.read(24), {0: (12, ">I"), 1: (20, ">I")})
        elif kind == b"elst" and track:
            track[1] = _edits(file.read(min(stop - start, 8 + 20 * (MAX_EDITS + 1))))


def _number(content, places):
    """Return a number of a box whose place depends on its version; 0 if the box is too short."""
    place, form = places.get(content[0] if content else 0, (1000, ">I"))
    if len(content) < place + 4:
        return 0
    return struct.unpack_from(form, content, place)[0]


def _edits(content):
    if len(content) < 8:
        return []
    version, count = content[0], struct.unpack_from(">I", content, 4)[0]
    if count > MAX_EDITS:
        raise Problem("too_complicated")
    form, step = (">Qq", 20) if version == 1 else (">Ii", 12)
    count = min(count, (len(content) - 8) // step)
    return [struct.unpack_from(form, content, 8 + step * number) for number in range(count)]


# --- writing -----------------------------------------------------------------------------------------


def box(kind, content):
    """Return one box."""
    return struct.pack(">I4s", len(content) + 8, kind) + content


def split(content):
    """Return (kind, content) of each box in the content of a box that we wrote ourselves."""
    found, position = [], 0
    while position + 8 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, position)
        found.append((kind, content[position + 8 : position + length]))
        position += length
    return found


def finish(source, path, edits):
    """Write a file of ours again with its index in front and these edit lists, one for each track in order.

    An edit list is a list of (length in units of the movie, start in units of the track or -1).
    """
    with open(source, "rb") as file:
        found = {kind: (start, end) for kind, start, end in boxes(file, 0, os.path.getsize(source))}
        parts = {}
        for kind in (b"ftyp", b"moov"):
            start, end = found[kind]
            file.seek(start)
            parts[kind] = file.read(end - start)
        data, data_end = found[b"mdat"]
        head = box(b"ftyp", parts[b"ftyp"])
        wide = data_end >= 2**32 - 2**26
        # The offsets change the index, but not its length.
        index = _index(parts[b"moov"], edits, 0, wide)
        data_head = 16 if wide else 8
        index = _index(parts[b"moov"], edits, len(head) + len(index) + data_head - data, wide)
        with open(path, "wb") as out:
            out.write(head + index)
            length = data_end - data + data_head
            out.write(
                struct.pack(">I4sQ", 1, b"mdat", length) if wide else struct.pack(">I4s", length, b"mdat")
            )
            file.seek(data)
            left = data_end - data
            while left > 0 and (chunk := file.read(min(left, CHUNK))):
                report(25)
                out.write(chunk)
                left -= len(chunk)


def _index(content, edits, shift, wide):
    tracks = iter(edits)
    longest = max(sum(length for length, _start in rows) for rows in edits)
    parts = []
    for kind, inner in split(content):
        if kind == b"mvhd":
            inner = _with_duration(inner, longest, {0: 16, 1: 24})
        elif kind == b"trak":
            inner = _track(inner, next(tracks), shift, wide)
        parts.append(box(kind, inner))
    return box(b"moov", b"".join(parts))


def _track(content, rows, shift, wide):
    parts = []
    for kind, inner in split(content):
        if kind == b"tkhd":
            inner = _with_duration(inner, sum(length for length, _start in rows), {0: 20, 1: 28})
            table = b"".join(struct.pack(">QqI", length, start, 0x10000) for length, start in rows)
            elst = box(b"elst", struct.pack(">II", 1 << 24, len(rows)) + table)
            parts += [box(kind, inner), box(b"edts", elst)]
        elif kind == b"mdia":
            parts.append(box(kind, _moved(inner, shift, wide)))
        elif kind != b"edts":
            parts.append(box(kind, inner))
    return b"".join(parts)


def _with_duration(content, duration, places):
    """Return a header with another duration, which has 32 bits in version 0 and 64 in version 1."""
    place, form = places[content[0]], ">Q" if content[0] else ">I"
    duration = duration if content[0] else min(duration, 2**32 - 1)
    return content[:place] + struct.pack(form, duration) + content[place + struct.calcsize(form) :]


def _moved(content, shift, wide):
    """Return the content of a box with all chunk offsets below it moved by `shift` bytes."""
    parts = []
    for kind, inner in split(content):
        if kind in (b"minf", b"stbl"):
            inner = _moved(inner, shift, wide)
        elif kind in (b"stco", b"co64"):
            count = struct.unpack_from(">I", inner, 4)[0]
            offsets = struct.unpack_from(f">{count}{'I' if kind == b'stco' else 'Q'}", inner, 8)
            moved = [max(0, offset + shift) for offset in offsets]
            kind = b"co64" if wide else b"stco"
            inner = struct.pack(f">II{count}{'Q' if wide else 'I'}", 0, count, *moved)
        parts.append(box(kind, inner))
    return b"".join(parts)


def media_scales(path):
    """Return the movie's and the tracks' units per second of a file of ours."""
    with open(path, "rb") as file:
        start, end = next((s, e) for kind, s, e in boxes(file, 0, os.path.getsize(path)) if kind == b"moov")
        file.seek(start)
        content = file.read(end - start)
    movie, tracks = 1000, []
    for kind, inner in split(content):
        if kind == b"mvhd":
            movie = _number(inner, {0: (12, ">I"), 1: (20, ">I")})
        elif kind == b"trak":
            header = dict(split(dict(split(inner))[b"mdia"]))[b"mdhd"]
            tracks.append(_number(header, {0: (12, ">I"), 1: (20, ">I")}))
    return movie, tracks
