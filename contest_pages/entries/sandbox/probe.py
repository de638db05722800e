"""Probe one video file and answer with facts about it.

The order: `source`, `folder` (paths), `memory` (bytes), `seconds`. The last line of the answer is
`{"facts": {...}}`, or `{"problem": "..."}` with one of the keys of domain.probing.PROBLEMS. The
facts are the fields of logic.VideoFacts, and besides `stills` ([[width, file name] in `folder`, the widest
last], second], the best first) and `frame_hashes` (see logic.scene_similarity). `folder` gets `playable.mp4` too.

Headers are not trusted: boxes are walked before any library sees the file, and lengths are counted over
all packets. The clean copy is written first; frames and sound are then sampled from it, so that what is judged
is what visitors will see.
"""

import errno
import os
import sys

sys.path.insert(
    0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "background", "sandbox")
)
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import harness
from boxes import MAX_STREAMS, read_layout
from frames import OPTIONS
from harness import Problem
from limits import MAX_HEIGHT, MAX_WIDTH
from loudness import loudest
from playable import read_tracks, write_playable
from stills import Reader, sample_frames
from streams import choose_streams, codec_name, open_medium

#: Errors of writing that are no fault of the film.
FULL = (errno.ENOSPC, errno.EFBIG, errno.ENOMEM)
MAX_PIXELS = MAX_WIDTH * MAX_HEIGHT


def choose(av, source):
    """Return the index and codec of the picture and of the sound that are played; raise Problem if there is none."""
    with open_medium(av, source) as container:
        if len(container.streams) > MAX_STREAMS:
            raise Problem("too_complicated")
        picture, sound = choose_streams(container)
        context = picture.codec_context
        if context.width * context.height > MAX_PIXELS:
            raise Problem("too_large_picture")
        if not context.width or not context.height:
            raise Problem("undecodable")
        return (picture.index, codec_name(picture)), (sound.index, codec_name(sound)) if sound else (None, "")


def probe(order):
    """Return the facts about the file; raise Problem if it is not usable."""
    source, folder = order["source"], order["folder"]
    size = os.path.getsize(source)
    if size == 0:
        raise Problem("empty")
    harness.limit_resources(
        memory=order["memory"], seconds=order["seconds"], largest_output=int(size * 1.1) + 64 * 1024**2
    )
    layout = read_layout(source, size)
    import av

    path = os.path.join(folder, "playable.mp4")
    try:
        (picture_index, picture_codec), (sound_index, sound_codec) = choose(av, source)
        picture, sound, copy = read_tracks(av, source, layout, picture_index, sound_index)
    except (av.FFmpegError, ValueError) as error:
        raise Problem("undecodable") from error
    harness.send(percent=10)
    try:
        write_playable(av, source, path, picture, sound, copy.origin)
    except ValueError as error:
        raise Problem("not_copied") from error
    except av.FFmpegError as error:
        raise Problem("limits" if error.errno in FULL else "not_copied") from error
    harness.send(percent=30)
    try:
        with av.open(path, options=OPTIONS) as container:
            video = container.streams.video[0]
            # Without the frames that threads would decode ahead: less time and memory.
            video.thread_type = "SLICE"
            reader = Reader(av, container, video, copy.key_seconds, order["seconds"] / 2)
            stills, hashes, (width, height) = sample_frames(reader, *copy.picture, folder)
            peak = loudest(av, container, container.streams.audio[0], *copy.sound) if copy.sound else 0.0
    except (av.FFmpegError, ValueError) as error:
        raise Problem("undecodable") from error
    length = copy.picture[1] - copy.picture[0]
    return {
        "container": layout.container,
        "seconds": round(copy.seconds, 3),
        "width": width,
        "height": height,
        "frames_per_second": round(copy.frames / length, 3) if length else 0.0,
        "video_codec": picture_codec,
        "audio_codec": sound_codec if sound else "",
        "loudest": peak,
        "size": size,
        "stills": stills,
        "frame_hashes": hashes,
    }


if __name__ == "__main__":
    harness.run(probe)
