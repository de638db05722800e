"""Make smaller copies of one video for slow lines: H.264 and AAC in an MP4 with its index in front.

The order: `source`, `folder` (paths), `lines` (shorter sides, largest first), `memory` (bytes),
`seconds`. Prints {"percent": n} as it goes; the facts are {"made": [[lines, file name], ...]}. A
copy that would be larger than the picture itself is not made, but the smallest one always is.
"""

import os
import sys
import time
from fractions import Fraction

sys.path.insert(
    0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "background", "sandbox")
)
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import harness
from frames import OPTIONS, is_rotated, upright
from harness import Problem

FRAMES_PER_SECOND = 30
QUALITY = {720: "25", 480: "26"}


def measure(width, height, lines):
    """Return the even width and height whose shorter side is at most `lines`."""
    share = min(1, lines / min(width, height))
    return int(width * share / 2) * 2, int(height * share / 2) * 2


def display_size(av, path):
    """Return the width and height of the picture as it is displayed, with its rotation applied."""
    with av.open(path, options=OPTIONS) as container:
        frame = next(container.decode(video=0))
        return (frame.height, frame.width) if is_rotated(frame) else (frame.width, frame.height)


def render(av, order, lines, path, on_progress):
    """Write one copy; `on_progress` is called with the seconds done."""
    with (
        av.open(order["source"], options=OPTIONS) as read,
        av.open(path, "w", format="mp4", options={"movflags": "+faststart"}) as write,
    ):
        source = read.streams.video[0]
        source.thread_type = "AUTO"
        sound = next(iter(read.streams.audio), None)
        width, height = measure(*display_size(av, order["source"]), lines)
        rate = max(1, round(min(float(source.average_rate or FRAMES_PER_SECOND), FRAMES_PER_SECOND)))
        picture = write.add_stream("libx264", rate=rate)
        picture.width, picture.height, picture.pix_fmt = width, height, "yuv420p"
        picture.options = {
            "preset": "veryfast",
            "crf": QUALITY.get(lines, "26"),
            "profile": "main",
            # A keyframe every four seconds, so that players can seek.
            "g": str(rate * 4),
        }
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
                if getattr(frame, "rotation", 0) % 360:  # not every player turns the picture by itself
                    frame = av.VideoFrame.from_image(upright(frame))
                small = frame.reformat(width=width, height=height, format="yuv420p")
                small.pts, small.time_base = tick, Fraction(1, rate)
                write.mux(picture.encode(small))
                on_progress(tick / rate)
        write.mux(picture.encode())
        if tone is not None:
            for part in resampler.resample(None):
                write.mux(tone.encode(part))
            write.mux(tone.encode())


def render_all(order):
    """Make all copies and return them."""
    os.nice(10)
    size = os.path.getsize(order["source"])
    harness.limit_resources(
        memory=order["memory"], seconds=order["seconds"], largest_output=2 * size + 256 * 1024**2
    )
    import av

    shorter = min(display_size(av, order["source"]))
    with av.open(order["source"], options=OPTIONS) as container:
        whole = max(1.0, float(container.duration or 0) / 1_000_000)
    wanted = [lines for lines in order["lines"] if lines <= shorter] or list(order["lines"])[-1:]
    made, last_report = [], [-1, 0.0]
    for number, lines in enumerate(wanted):

        def on_progress(second, number=number):
            percent = min(99, int(100 * (number + min(second / whole, 1)) / len(wanted)))
            # Report every five seconds at least: the parent kills a process without output.
            if percent > last_report[0] or time.monotonic() - last_report[1] > 5:
                last_report[:] = percent, time.monotonic()
                harness.send(percent=percent)

        name = f"{lines}.mp4"
        try:
            render(av, order, lines, os.path.join(order["folder"], name), on_progress)
        except (av.FFmpegError, ValueError) as error:
            raise Problem("undecodable") from error
        made.append([lines, name])
    return {"made": made}


if __name__ == "__main__":
    harness.run(render_all)
