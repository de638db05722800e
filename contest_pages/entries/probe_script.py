"""Look at one video file. Runs alone, in a process with limits, and answers in JSON.

It is started as a script with `python -I`, so it imports nothing of the project. The order comes as
JSON on standard input: `source`, `poster`, `playable` (paths), `memory` (bytes), `seconds`. The
answer is `{"facts": {...}}` with the fields of logic.VideoFacts, or `{"problem": "..."}` with one of
the keys of domain.probing.PROBLEMS.

Headers are not believed: lengths are counted over all packets, and sample frames are decoded.
"""

import json
import os
import resource
import struct
import sys

MAX_PIXELS = 4096 * 2304
MAX_STREAMS = 16
POSTER_SIDE = 960
FORMATS = "mov,mp4,m4a,3gp,3g2,mj2"
#: The outermost boxes that ISO 14496-12 and QuickTime know; anything else was appended.
BOXES = frozenset(
    b"ftyp moov mdat free skip wide uuid moof mfra sidx ssix styp meta udta pdin prft emsg pnot".split()
)


class Problem(Exception):
    """The file is not usable; the argument is the key of the sentence that says why."""


def cage(order, size):
    """Limit memory, processor time, file size and open files of this process."""
    largest_output = int(size * 1.1) + 32 * 1024**2
    for what, limit in (
        (resource.RLIMIT_AS, order["memory"]),
        (resource.RLIMIT_CPU, order["seconds"]),
        (resource.RLIMIT_FSIZE, largest_output),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (limit, limit))


def walk_boxes(path, size):
    """Read the outermost boxes of an MP4 or MOV and return which of the two it is.

    Raises Problem if it is neither, or if a box reaches beyond the end of the file.
    """
    kinds, brand, position = [], b"", 0
    with open(path, "rb") as file:
        while position + 8 <= size:
            file.seek(position)
            header = file.read(16)
            length, kind = struct.unpack(">I4s", header[:8])
            if kind not in BOXES:
                if not kinds:
                    raise Problem("not_video")
                break  # something was appended; the playable copy leaves it behind
            if kind == b"ftyp":
                brand = header[8:12]
            if length == 1 and len(header) == 16:
                length = struct.unpack(">Q", header[8:16])[0]
            elif length == 0:
                length = size - position
            if length < 8:
                break
            kinds.append(kind)
            if position + length > size:
                raise Problem("truncated")
            position += length
            if len(kinds) > 10_000:
                break
    if not kinds:
        raise Problem("not_video")
    if b"moov" not in kinds and b"moof" not in kinds:
        raise Problem("truncated")
    return "mov" if brand in (b"qt  ", b"") else "mp4"


def packets_length(container, video, audio):
    """Return the seconds that the picture's packets cover."""
    first, last = None, 0.0
    for packet in container.demux([stream for stream in (video, audio) if stream is not None]):
        if packet.stream is not video or packet.pts is None:
            continue
        begin = float(packet.pts * packet.time_base)
        end = begin + float((packet.duration or 0) * packet.time_base)
        first = begin if first is None else min(first, begin)
        last = max(last, end)
    if first is None:
        raise Problem("no_picture")
    return last - first


def sample_frames(container, video, seconds):
    """Decode one frame each at a tenth, the middle and nine tenths; return the first of them."""
    frames = []
    for share in (0.1, 0.5, 0.9):
        container.seek(int(seconds * share / video.time_base) + (video.start_time or 0), stream=video)
        frame = next(container.decode(video), None)
        if frame is None:
            raise Problem("undecodable")
        frames.append(frame)
    return frames[0]


def write_poster(frame, path):
    """Write a still picture, upright, as WebP."""
    image = frame.to_image()
    rotation = getattr(frame, "rotation", 0) % 360
    if rotation:
        image = image.rotate(rotation, expand=True)
    image.thumbnail((POSTER_SIDE, POSTER_SIDE))
    image.save(path, "WEBP", quality=80)


def write_playable(av, source, path, video_index, audio_index, options):
    """Copy picture and sound into a clean MP4 with its index in front; whatever else there is stays behind."""
    with (
        av.open(source, options=options) as read,
        av.open(path, "w", format="mp4", options={"movflags": "+faststart"}) as write,
    ):
        kept = {}
        for index in (video_index, audio_index):
            if index is not None:
                kept[index] = write.add_stream_from_template(read.streams[index])
        for packet in read.demux([read.streams[index] for index in kept]):
            if packet.dts is None:
                continue
            packet.stream = kept[packet.stream.index]
            write.mux(packet)


def look(order):
    """Return the facts about the file; raise Problem if it is not usable."""
    source = order["source"]
    size = os.path.getsize(source)
    if size == 0:
        raise Problem("empty")
    cage(order, size)
    container_name = walk_boxes(source, size)
    import av

    av.logging.set_level(av.logging.PANIC)
    options = {"protocol_whitelist": "file", "format_whitelist": FORMATS}
    try:
        with av.open(source, options=options) as container:
            if len(container.streams) > MAX_STREAMS:
                raise Problem("not_playable")
            video = next((stream for stream in container.streams.video), None)
            audio = next((stream for stream in container.streams.audio), None)
            if video is None:
                raise Problem("no_picture")
            context = video.codec_context
            if context.width * context.height > MAX_PIXELS:
                raise Problem("too_large_picture")
            if not context.width or not context.height:
                raise Problem("undecodable")
            seconds = packets_length(container, video, audio)
            frame = sample_frames(container, video, seconds)
            write_poster(frame, order["poster"])
            upright = getattr(frame, "rotation", 0) % 180 == 90
            width, height = (frame.height, frame.width) if upright else (frame.width, frame.height)
            facts = {
                "container": container_name,
                "seconds": round(seconds, 3),
                "width": width,
                "height": height,
                "frames_per_second": round(float(video.average_rate or 0), 3),
                "video_codec": context.name,
                "audio_codec": audio.codec_context.name if audio is not None else "",
                "size": size,
            }
            indexes = (video.index, audio.index if audio is not None else None)
    except (av.FFmpegError, ValueError) as error:
        raise Problem("undecodable") from error
    try:
        write_playable(av, source, order["playable"], *indexes, options)
    except (av.FFmpegError, ValueError) as error:
        raise Problem("not_playable") from error
    return facts


def main():
    """Read the order, answer, and leave without a traceback whatever the file is."""
    order = json.load(sys.stdin)
    try:
        answer = {"facts": look(order)}
    except Problem as problem:
        answer = {"problem": str(problem)}
    except (MemoryError, OSError):
        answer = {"problem": "limits"}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
