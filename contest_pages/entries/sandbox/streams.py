"""The tracks of a film that players play, and their packets without the broken ones."""

import errno

from frames import OPTIONS
from harness import Problem

#: What browsers play in an MP4; other sound is converted to AAC, another picture is refused.
PICTURES = frozenset({"h264", "hevc", "av1", "vp9"})
SOUNDS = frozenset({"aac", "mp3", "opus", "flac"})
#: Errors of reading after which the rest of a file is given up.
MAX_FAILURES = 1000


def codec_name(stream):
    """Return the name of a track's codec, whichever library decodes it; empty if nothing does."""
    context = stream.codec_context
    return context.codec.canonical_name if context is not None else ""


def choose_streams(container):
    """Return the picture and the sound (or None) that players play: the first of each that is enabled and known.

    Where the enabled sound is of a kind that nobody knows, another one is played. Pictures of a cover or of
    chapters are not the film. Raises Problem where there is no picture, or none that browsers play.
    """
    from av.stream import Disposition

    aside = Disposition.attached_pic | Disposition.timed_thumbnails
    tracks = [s for s in container.streams if s.type in ("video", "audio") and not s.disposition & aside]
    enabled = [stream for stream in tracks if stream.disposition & Disposition.default] or tracks
    pictures = _of_kind("video", enabled) or _of_kind("video", tracks)
    if not pictures:
        raise Problem("no_picture")
    picture = next((stream for stream in pictures if codec_name(stream) in PICTURES), None)
    if picture is None:
        raise Problem("not_playable")
    sounds = _of_kind("audio", enabled) and [*_of_kind("audio", enabled), *_of_kind("audio", tracks)]
    return picture, next((stream for stream in sounds if codec_name(stream)), None)


def _of_kind(kind, streams):
    return [stream for stream in streams if stream.type == kind]


def open_medium(av, path):
    """Open a film with the times of its media, without its edit lists."""
    return av.open(path, options={**OPTIONS, "ignore_editlist": "1"})


def read_packets(av, container, streams):
    """Yield the packets of some tracks; what cannot be read is passed over, as players do."""
    from av.stream import Discard

    for stream in container.streams:
        stream.discard = Discard.default if stream in streams else Discard.all
    for _attempt in range(MAX_FAILURES):
        try:
            yield from container.demux(streams)
        except av.FFmpegError as error:
            if error.errno == errno.ENOMEM:
                raise MemoryError from error
        else:
            return


def read_medium(av, container, streams):
    """Yield the packets of some tracks that have content; goes on behind those that lie beyond the end of the file."""
    missing, before = sum(stream.frames for stream in streams), -1
    for _attempt in range(MAX_FAILURES):
        for packet in read_packets(av, container, streams):
            if packet.dts is not None:
                missing -= 1
                yield packet
        if missing <= 0 or missing == before:
            return
        before = missing


def decode(av, packet):
    """Return the frames of a packet; none of one that is broken."""
    try:
        return packet.decode()
    except av.FFmpegError as error:
        if error.errno == errno.ENOMEM:
            raise MemoryError from error
        return []


class Inspection:
    """Tells the packets of a track that decoders can use from the broken ones, by their structure alone."""

    def __init__(self, stream):
        self.name, extra = codec_name(stream), stream.codec_context.extradata or b""
        self.prefix = 0
        if self.name == "h264" and len(extra) > 6 and extra[0] == 1:
            self.prefix = (extra[4] & 3) + 1
        elif self.name == "hevc" and len(extra) > 22 and extra[0] == 1:
            self.prefix = (extra[21] & 3) + 1

    def is_intact(self, packet):
        """Say whether a packet holds what its track needs: times, content and, of a picture, whole units of it."""
        if not packet.size or packet.dts is None or packet.pts is None or packet.is_corrupt:
            return False
        data = memoryview(packet)
        if self.name == "aac":  # an element that ends the frame before it begins
            return data[0] != 0xFF
        return not self.prefix or self._has_picture(data)

    def _has_picture(self, data):
        """Say whether the units fill the packet exactly and at least one is a part of a picture."""
        position, found = 0, False
        while position + self.prefix <= len(data):
            length = int.from_bytes(data[position : position + self.prefix], "big")
            position += self.prefix
            if position + length > len(data):
                return False
            if length:
                first = data[position]
                if first & 0x80:
                    return False
                found |= 1 <= first & 31 <= 5 if self.name == "h264" else first >> 1 < 32
            position += length
        return found
