"""The clean copy of a film: what a player shows of it, in an MP4 with its index in front.

Packets are copied without loss; sound that browsers do not play in an MP4 becomes AAC. What the author cut away
is left out; frames that are needed to decode what is shown stay hidden by the copy's own edit list.
"""

import heapq
import os
from fractions import Fraction

from boxes import finish, media_scales
from harness import Problem
from limits import MAX_SECONDS
from progress import report
from streams import SOUNDS, Inspection, codec_name, open_medium, read_medium
from timeline import Packets, edit_list, place, runs_of, spans_of
from transcoding import Transcoder


class Track:
    """One track of the source: its packets' times, and the runs of packets that are needed."""

    def __init__(self, stream, packets, runs):
        self.index, self.name, self.packets, self.runs = stream.index, codec_name(stream), packets, runs

    @property
    def begin(self):
        """Return the second of the source's presentation at which the track begins."""
        return self.runs[0].span.at

    @property
    def end(self):
        """Return the second of the source's presentation at which the track ends."""
        span = self.runs[-1].span
        return span.at + Fraction(span.length, self.packets.scale)


class Copy:
    """What a player makes of the copy: lengths in seconds, the number of frames and when keyframes are shown."""

    def __init__(self, picture, sound):
        self.origin = min(track.begin for track in (picture, sound) if track)
        self.seconds = float(max(track.end for track in (picture, sound) if track) - self.origin)
        scale = picture.packets.scale
        self.frames = sum(run.count for run in picture.runs)
        self.picture = (float(picture.begin - self.origin), float(picture.end - self.origin))
        self.sound = (float(sound.begin - self.origin), float(sound.end - self.origin)) if sound else None
        self.key_seconds = [
            float(run.span.at - self.origin + Fraction(picture.packets.pts[number] - run.span.media, scale))
            for run in picture.runs
            for number in range(run.first, run.last + 1)
            if picture.packets.keys[number]
            and run.span.media <= picture.packets.pts[number] < run.span.media + run.span.length
        ]


def read_tracks(av, source, layout, picture_index, sound_index):
    """Return the Tracks of the picture and the sound; raise Problem if the picture has nothing to show."""
    with open_medium(av, source) as container:
        streams = [container.streams[index] for index in (picture_index, sound_index) if index is not None]
        found = {
            stream.index: Packets(stream.time_base.denominator, stream.type == "video") for stream in streams
        }
        inspections = {stream.index: Inspection(stream) for stream in streams}
        broken = dict.fromkeys(found, 0)
        reached = {}
        for packet in read_medium(av, container, streams):
            report(5)
            reached[packet.stream.index] = packet.dts
            if inspections[packet.stream.index].is_intact(packet):
                found[packet.stream.index].add(packet)
            else:
                broken[packet.stream.index] += 1
        tracks = []
        for stream in streams:
            packets, kind = found[stream.index], stream.type
            if _misses_end(stream, reached.get(stream.index)):
                raise Problem("truncated")
            if broken[stream.index] > len(packets):
                raise Problem("undecodable" if kind == "video" else "undecodable_sound")
            edits = layout.edits.get(stream.id, [])
            runs = []
            if len(packets):
                runs = runs_of(packets, spans_of(packets, edits, layout.movie_scale, layout.fragmented))
            tracks.append(Track(stream, packets, runs) if runs else None)
    picture, sound = (*tracks, None)[:2]
    if picture is None:
        raise Problem("no_picture")
    copy = Copy(picture, sound)
    if copy.seconds > MAX_SECONDS:
        raise Problem("too_long")
    return picture, sound, copy


def _misses_end(stream, reached):
    """Say whether the index has packets of more than a second behind the last one that the file holds."""
    entries = stream.index_entries
    if not stream.frames or not len(entries):
        return False
    last = entries[len(entries) - 1].timestamp
    return reached is None or (last - reached) * stream.time_base > 1


def write_playable(av, source, path, picture, sound, origin):
    """Write the copy of two Tracks (the sound may be None) whose presentation begins at a second of the source's."""
    unfinished = f"{path}.part"
    options = {"use_editlist": "0", "movie_timescale": str(_movie_scale(picture.packets.scale))}
    with open_medium(av, source) as read, av.open(unfinished, "w", format="mp4", options=options) as write:
        template = read.streams[picture.index]
        stream = write.add_stream_from_template(template, opaque=True)
        stream.codec_context.sample_aspect_ratio = template.sample_aspect_ratio or 0
        if picture.name == "hevc":
            stream.codec_context.codec_tag = "hvc1"  # the only one that phones and browsers of Apple play
        placed = place(picture.packets, picture.runs)
        parts = [_copied(av, source, picture, placed, stream)]
        transcoder, sound_placed = None, []
        if sound and sound.name in SOUNDS:
            sound_placed = place(sound.packets, sound.runs)
            tone = write.add_stream_from_template(read.streams[sound.index])
            parts.append(_copied(av, source, sound, sound_placed, tone))
        elif sound:
            transcoder = Transcoder(av, read.streams[sound.index], write)
            parts.append(transcoder.packets(_run_packets(av, source, sound, sound.runs), sound))
        for _second, packet in heapq.merge(*parts, key=lambda part: part[0]):
            report(15)
            write.mux(packet)
    movie, scales = media_scales(unfinished)
    edits = [edit_list(placed, origin, picture.packets.scale, scales[0], movie)]
    if transcoder:
        edits.append(transcoder.edit_list(sound.begin - origin, scales[1], movie))
    elif sound:
        edits.append(edit_list(sound_placed, origin, sound.packets.scale, scales[1], movie))
    finish(unfinished, path, edits)
    os.remove(unfinished)


def _movie_scale(scale):
    """Return the units of the copy's movie: those of its picture, so that cuts fall between frames."""
    while scale < 10_000:
        scale *= 2
    return scale if scale <= 200_000 else 90_000


def _run_packets(av, source, track, runs):
    """Yield (run, number, packet) for the packets of each run, in turn."""
    reader, position = iter(()), None
    for run in runs:
        if position is None or run.first < position:
            reader = _intact_packets(av, source, track.index)
        for number, packet in reader:
            position = number + 1
            if number >= run.first:
                yield run, number, packet
            if number >= run.last:
                break


def _intact_packets(av, source, index):
    with open_medium(av, source) as container:
        stream = container.streams[index]
        inspection = Inspection(stream)
        intact = (packet for packet in read_medium(av, container, [stream]) if inspection.is_intact(packet))
        yield from enumerate(intact)


def _copied(av, source, track, placed, stream):
    """Yield (second, packet) for the packets of a track, moved to where they lie in the copy."""
    shifts = {id(placing.run): placing.shift for placing in placed}
    previous = -1
    for run, number, packet in _run_packets(av, source, track, [placing.run for placing in placed]):
        pts = run.span.media if number == run.held else packet.pts
        shift = shifts[id(run)]
        packet.dts = previous = max(packet.dts + shift, previous + 1)
        packet.pts = max(pts + shift, packet.dts)
        packet.stream = stream
        yield Fraction(packet.dts, track.packets.scale), packet
