"""Make smaller copies of one video for slow lines: H.264 and AAC in an MP4 with its index in front.

The order: `source`, `folder` (paths), `lines` (shorter sides, largest first), `memory` (bytes),
`seconds`. Prints {"percent": n} as it goes; the facts are {"made": [[lines, file name], ...]}. A
copy that would be larger than the picture itself is not made, but the smallest one always is.
"""

import os
import sys
from fractions import Fraction

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cage
from cage import OPTIONS, Problem

FRAMES_PER_SECOND = 30
QUALITY = {720: "25", 480: "26"}


def measure(width, height, lines):
    """Return the even width and height whose shorter side is at most `lines`."""
    share = min(1, lines / min(width, height))
    return int(width * share / 2) * 2, int(height * share / 2) * 2


def render(av, order, lines, path, tell):
    """Write one copy; `tell` gets the seconds done."""
    with (
        av.open(order["source"], options=OPTIONS) as read,
        av.open(path, "w", format="mp4", options={"movflags": "+faststart"}) as write,
    ):
        source = read.streams.video[0]
        source.thread_type = "AUTO"
        sound = next(iter(read.streams.audio), None)
        width, height = measure(source.codec_context.width, source.codec_context.height, lines)
        rate = max(1, round(min(float(source.average_rate or FRAMES_PER_SECOND), FRAMES_PER_SECOND)))
        picture = write.add_stream("libx264", rate=rate)
        picture.pix_fmt = "yuv420p"
        picture.options = {
            "preset": "veryfast",
            "crf": QUALITY.get(lines, "26"),
            "profile": "main",
            # A keyframe every four seconds, so that players can seek.
            "g": str(rate * 4),
        }
        turned = False
        tone = write.add_stream("aac", rate=44100, layout="stereo") if sound is not None else None
        if tone is not None:
            tone.bit_rate = 96_000
        resampler = av.AudioResampler(format="fltp", layout="stereo", rate=44100)
        first, last_tick = None, -1
        for packet in read.demux([stream for stream in (source, sound) if stream is not None]):
            for frame in packet.decode():
                if isinstance(frame, av.AudioFrame):
                    for part in resampler.resample(frame):
                        write.mux(tone.encode(part))
                    continue
                if frame.time is None:
                    continue
                first = frame.time if first is None else first
                # No more frames than a phone shows: those that fall on the same tick are left out.
                tick = int((frame.time - first) * rate + 0.5)
                if tick <= last_tick:
                    continue
                last_tick = tick
                rotation = getattr(frame, "rotation", 0) % 360
                if rotation:  # bake the camera's turn into the picture: not every player knows it
                    frame = av.VideoFrame.from_image(cage.upright(frame))
                    if rotation in (90, 270) and not turned:
                        width, height, turned = height, width, True
                if tick == 0:
                    picture.width, picture.height = width, height
                small = frame.reformat(width=width, height=height, format="yuv420p")
                small.pts, small.time_base = tick, Fraction(1, rate)
                write.mux(picture.encode(small))
                tell(tick / rate)
        write.mux(picture.encode())
        if tone is not None:
            for part in resampler.resample(None):
                write.mux(tone.encode(part))
            write.mux(tone.encode())


def make(order):
    """Make all copies and return them."""
    os.nice(10)
    size = os.path.getsize(order["source"])
    cage.lock(memory=order["memory"], seconds=order["seconds"], largest_output=2 * size + 256 * 1024**2)
    import av

    av.logging.set_level(av.logging.PANIC)
    with av.open(order["source"], options=OPTIONS) as container:
        stream = container.streams.video[0]
        shorter = min(stream.codec_context.width, stream.codec_context.height)
        whole = max(1.0, float(container.duration or 0) / 1_000_000)
    wanted = [lines for lines in order["lines"] if lines <= shorter] or order["lines"][-1:]
    made, said = [], [-1]
    for number, lines in enumerate(wanted):

        def tell(second, number=number):
            percent = min(99, int(100 * (number + min(second / whole, 1)) / len(wanted)))
            if percent > said[0]:
                said[0] = percent
                cage.say(percent=percent)

        name = f"{lines}.mp4"
        try:
            render(av, order, lines, os.path.join(order["folder"], name), tell)
        except (av.FFmpegError, ValueError) as error:
            raise Problem("undecodable") from error
        made.append([lines, name])
    return {"made": made}


if __name__ == "__main__":
    cage.run(make)
