"""Probe one video file and answer with facts about it.

The order: `source`, `folder` (paths), `memory` (bytes), `seconds`. The last line of the answer is
`{"facts": {...}}`, or `{"problem": "..."}` with one of the keys of domain.probing.PROBLEMS. The
facts are the fields of logic.VideoFacts, and besides `stills` ([[width, file name] in `folder`, the widest
last], second], the best first) and `frame_hashes` (see logic.scene_similarity). `folder` gets `playable.mp4` too.

Headers are not trusted: boxes are walked before any library sees the file, lengths are counted over
all packets, and sample frames are decoded.
"""

import os
import struct
import sys

sys.path.insert(
    0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "background", "sandbox")
)
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import harness
from frames import OPTIONS, shown_size, upright
from harness import Problem
from limits import MAX_HEIGHT, MAX_SECONDS, MAX_WIDTH

MAX_PIXELS = MAX_WIDTH * MAX_HEIGHT
MAX_STREAMS = 16
POSTER_SIDE = 960
#: Pixels across of the copies for small screens, where the picture is wider than that.
SMALLER = (480, 720)
STILLS = 6
FRAME_HASHES = 120
SOUND_SAMPLES = 8
#: The outermost boxes that ISO 14496-12 and QuickTime know; anything else was appended.
BOXES = frozenset(
    b"ftyp moov mdat free skip wide uuid moof mfra sidx ssix styp meta udta pdin prft emsg pnot".split()
)
#: Boxes that hold boxes, and how many tracks and levels an honest file has at most.
CONTAINERS = frozenset(b"moov trak mdia minf stbl edts dinf udta mvex moof traf".split())
MAX_DEPTH = 8
MAX_BOXES = 10_000


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
        if length < 8:
            return
        yield kind, start, position + length
        position += length
        count += 1
        if count > MAX_BOXES:
            raise Problem("too_complicated")


def walk_boxes(path, size):
    """Read the outermost boxes of an MP4 or MOV and return which of the two it is.

    Raises Problem if it is neither, if a box reaches beyond the end of the file, or if the index is
    nested deeper or has more tracks than an honest file.
    """
    kinds, brand = [], b""
    with open(path, "rb") as file:
        for kind, start, end in boxes(file, 0, size):
            if kind not in BOXES:
                break  # not a video, or something was appended; the playable copy leaves it out
            if kind == b"ftyp":
                file.seek(start)
                brand = file.read(4)
            kinds.append(kind)
            if end > size:
                raise Problem("truncated")
            if kind == b"moov":
                check_index(file, start, end, 1)
    if not kinds:
        raise Problem("not_video")
    if b"moov" not in kinds and b"moof" not in kinds:
        raise Problem("truncated")
    return "mov" if brand in (b"qt  ", b"") else "mp4"


def check_index(file, begin, end, depth):
    """Raise Problem for an index that is nested too deeply or has too many tracks."""
    if depth > MAX_DEPTH:
        raise Problem("too_complicated")
    tracks = 0
    for kind, start, stop in boxes(file, begin, end):
        tracks += kind == b"trak"
        if tracks > MAX_STREAMS:
            raise Problem("too_complicated")
        if kind in CONTAINERS:
            check_index(file, start, min(stop, end), depth + 1)


def packets_length(container, video, audio):
    """Return the seconds that the picture's packets cover and how many there are."""
    first, last, count = None, 0.0, 0
    for packet in container.demux([stream for stream in (video, audio) if stream is not None]):
        if packet.stream is not video or packet.pts is None:
            continue
        count += 1
        begin = float(packet.pts * packet.time_base)
        end = begin + float((packet.duration or 0) * packet.time_base)
        first = begin if first is None else min(first, begin)
        last = max(last, end)
    if first is None:
        raise Problem("no_picture")
    if last - first > MAX_SECONDS:
        raise Problem("too_long")
    return last - first, count


def frame_near(container, video, second):
    """Return the keyframe at or before a second, or None."""
    container.seek(int(second / video.time_base) + (video.start_time or 0), stream=video)
    return next(container.decode(video), None)


def frame_hash(image):
    """Return the difference hash of a picture, 64 bits in hex; None for a plain one, which resembles all others."""
    small = image.convert("L").resize((9, 8))
    grey = list(small.tobytes())
    if max(grey) - min(grey) < 24:
        return None
    bits = 0
    for row in range(8):
        for column in range(8):
            bits = bits << 1 | (grey[row * 9 + column] < grey[row * 9 + column + 1])
    return f"{bits:016x}"


def poster_score(image):
    """Return a score of a picture as a poster: neither dark nor bright all over, with contrast and edges."""
    from PIL import ImageFilter, ImageStat

    small = image.convert("L").resize((160, 90))
    light = ImageStat.Stat(small)
    edges = ImageStat.Stat(small.filter(ImageFilter.FIND_EDGES)).mean[0]
    return light.stddev[0] + 2 * edges - abs(light.mean[0] - 118) / 2


def write_still(image, folder, stem):
    """Write a picture in each width; return [width, file name] of each, the widest last."""
    written = []
    for width in (*(width for width in SMALLER if width < image.width), image.width):
        name = f"{stem}-{width}.webp"
        size = (width, max(1, round(image.height * width / image.width)))
        (image if width == image.width else image.resize(size)).save(
            os.path.join(folder, name), "WEBP", quality=80
        )
        written.append([width, name])
    return written


def sample_frames(container, video, seconds, folder):
    """Decode frames across the video; write the stills and return them, the frame hashes and the frame's size."""
    samples = max(STILLS, min(FRAME_HASHES, int(seconds / 4)))
    candidates, hashes, size = [], [], None
    pixel = video.sample_aspect_ratio
    for number in range(samples):
        if number % 10 == 0:
            harness.send(percent=10 + 80 * number // samples)
        second = seconds * (number + 0.5) / samples
        frame = frame_near(container, video, second)
        if frame is None:
            if number in (0, samples // 2, samples - 1):
                raise Problem("undecodable")
            continue
        image = upright(frame, POSTER_SIDE, pixel)
        size = size or shown_size(frame, pixel)
        value = frame_hash(image)
        if value and value not in hashes[-1:]:
            hashes.append(value)
        # One candidate from each sixth of the video.
        part = number * STILLS // samples
        score = poster_score(image)
        if not candidates or candidates[-1][0] != part:
            candidates.append((part, score, second, image))
        elif score > candidates[-1][1]:
            candidates[-1] = (part, score, second, image)
    if size is None:
        raise Problem("undecodable")
    stills = []
    for part, _score, second, image in sorted(candidates, key=lambda row: -row[1]):
        stills.append([write_still(image, folder, f"still-{part}"), round(second, 1)])
    return stills, hashes, size


def loudest(container, audio, seconds):
    """Return the peak of the sound, 0 to 1, over a second each at several places."""
    import av

    peak = 0.0
    resampler = av.AudioResampler(format="flt", layout="mono")
    for number in range(SOUND_SAMPLES):
        second = seconds * (number + 0.5) / SOUND_SAMPLES
        container.seek(int(second / audio.time_base) + (audio.start_time or 0), stream=audio)
        listened = 0.0
        for frame in container.decode(audio):
            for part in resampler.resample(frame):
                data = memoryview(bytes(part.planes[0])[: part.samples * 4]).cast("f")
                peak = max(peak, max(data, default=0.0), -min(data, default=0.0))
            listened += frame.samples / (frame.sample_rate or 1)
            if listened > 1:
                break
    return round(min(peak, 1.0), 4)


def write_playable(av, source, path, video_index, audio_index):
    """Copy picture and sound into a clean MP4 with its index in front; other streams are left out."""
    with (
        av.open(source, options=OPTIONS) as read,
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


def probe(order):
    """Return the facts about the file; raise Problem if it is not usable."""
    source = order["source"]
    size = os.path.getsize(source)
    if size == 0:
        raise Problem("empty")
    harness.limit_resources(
        memory=order["memory"], seconds=order["seconds"], largest_output=int(size * 1.1) + 32 * 1024**2
    )
    container_name = walk_boxes(source, size)
    import av

    try:
        with av.open(source, options=OPTIONS) as container:
            if len(container.streams) > MAX_STREAMS:
                raise Problem("too_complicated")
            video = next((stream for stream in container.streams.video), None)
            audio = next((stream for stream in container.streams.audio), None)
            if video is None:
                raise Problem("no_picture")
            context = video.codec_context
            if context.width * context.height > MAX_PIXELS:
                raise Problem("too_large_picture")
            if not context.width or not context.height:
                raise Problem("undecodable")
            seconds, count = packets_length(container, video, audio)
            # Keyframes alone, without the frames that threads would decode ahead: less time and memory.
            video.thread_type, context.skip_frame = "SLICE", "NONKEY"
            stills, hashes, (width, height) = sample_frames(container, video, seconds, order["folder"])
            facts = {
                "container": container_name,
                "seconds": round(seconds, 3),
                "width": width,
                "height": height,
                "frames_per_second": round(count / seconds, 3) if seconds else 0.0,
                "video_codec": context.name,
                "audio_codec": audio.codec_context.name if audio is not None else "",
                "loudest": loudest(container, audio, seconds) if audio is not None else 0.0,
                "size": size,
                "stills": stills,
                "frame_hashes": hashes,
            }
            indexes = (video.index, audio.index if audio is not None else None)
    except (av.FFmpegError, ValueError) as error:
        raise Problem("undecodable") from error
    try:
        write_playable(av, source, os.path.join(order["folder"], "playable.mp4"), *indexes)
    except (av.FFmpegError, ValueError) as error:
        raise Problem("not_playable") from error
    return facts


if __name__ == "__main__":
    harness.run(probe)
