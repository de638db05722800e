"""Make smaller copies of one video for slow lines: H.264 and AAC in an MP4 with its index in front.

The order: `source`, `folder` (paths), `lines` (shorter sides, largest first), `memory` (bytes),
`seconds`. Prints {"percent": n} as it goes; the facts are {"made": [[lines, file name], ...]}. A
copy that would be larger than the picture itself is not made, but the smallest one always is.

The video is decoded once for all copies, and each copy is drawn from the next larger one.
"""

import os
import sys
from fractions import Fraction

sys.path.insert(
    0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "background", "sandbox")
)
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import colour
import harness
from frames import OPTIONS, THREADS, TICKS, Drawing, shown_size
from harness import Problem
from progress import report
from sound import Sound
from streams import decode, read_packets

MOST_FRAMES_PER_SECOND = 30
STEP = Fraction(1, MOST_FRAMES_PER_SECOND)
#: Seconds by which a frame may come before its time: clocks of cameras are not exact.
EARLY = Fraction(1, 200)
#: Seconds between keyframes at most, so that players can seek.
KEYFRAME_SECONDS = 4
QUALITY = {720: "25", 480: "26"}


def measure(width, height, lines):
    """Return the even width and height whose shorter side is at most `lines`."""
    share = min(1, lines / min(width, height))
    return max(2, round(width * share / 2) * 2), max(2, round(height * share / 2) * 2)


def frames_of(av, container, streams):
    """Yield the frames of some tracks, and None after each packet. What is broken is passed over, as players do."""
    for packet in read_packets(av, container, streams):
        yield from decode(av, packet)
        yield None


class Pace:
    """Chooses the frames that a copy has: all, but not more than 30 a second, at their own times."""

    def __init__(self):
        self.due, self.last = None, 0
        self.waiting = None

    def choose(self, moment, frame):
        """Yield (moment, frame) for those to show when the next frame is `frame`, at a moment in seconds."""
        yield from self.rest(moment)
        if self.due is None:
            self.due = moment
        if moment >= self.due - EARLY:
            yield self._take(moment, frame)
        elif moment > self.last:
            self.waiting = moment, frame

    def rest(self, until):
        """Yield the frame that came too early, if it is the one that stays on the screen until a moment."""
        if self.waiting is not None and until - self.waiting[0] > STEP:
            yield self._take(*self.waiting)

    def _take(self, moment, frame):
        self.due, self.last, self.waiting = max(self.due, moment - EARLY) + STEP, moment, None
        return moment, frame


class Copy:
    """One copy that is being written."""

    def __init__(self, av, path, quality, size, colours, sound):
        self.container = av.open(path, "w", format="mp4", options={"movflags": "+faststart"})
        self.picture = self.container.add_stream("libx264", rate=MOST_FRAMES_PER_SECOND)
        context = self.picture.codec_context
        context.width, context.height = size
        context.pix_fmt = "yuv420p"
        context.time_base, context.thread_count = Fraction(1, TICKS), THREADS
        # The last frame is shown as long as in the source.
        context.flags |= av.codec.context.Flags.frame_duration
        context.colorspace, context.color_range = colours.matrix, colours.range
        context.color_primaries, context.color_trc = colours.primaries, colours.transfer
        self.picture.options = {
            "preset": "veryfast",
            "crf": quality,
            "profile": "main",
            "g": str(KEYFRAME_SECONDS * MOST_FRAMES_PER_SECOND),
            "forced-idr": "1",
        }
        self.tone = sound.add_to(self.container) if sound is not None else None

    def show(self, frame):
        """Add a frame."""
        self.container.mux(self.picture.encode(frame))

    def hear(self, samples):
        """Add samples."""
        self.container.mux(self.tone.encode(samples))

    def close(self):
        """Write what the encoders hold, and the index."""
        self.container.mux(self.picture.encode())
        if self.tone is not None:
            self.container.mux(self.tone.encode())
        self.container.close()


def first_frame(av, path):
    """Return the first frame that can be decoded and the shape of its pixels."""
    with av.open(path, options=OPTIONS) as container:
        video = container.streams.video[0]
        video.codec_context.thread_count = THREADS
        for frame in frames_of(av, container, [video]):
            if frame is not None:
                return frame, video.sample_aspect_ratio
    raise Problem("undecodable")


def sound_of(container):
    """Return the first stream of sound that can be decoded, or None."""
    return next((stream for stream in container.streams.audio if stream.codec_context is not None), None)


def begin_of(streams):
    """Return the second at which the first of some streams begins, as a fraction."""
    return min((s.start_time * s.time_base for s in streams if s.start_time is not None), default=Fraction(0))


class Film:
    """Shows frames in all copies."""

    def __init__(self, av, copies, drawing, pixel):
        self.copies, self.drawing, self.pixel = copies, drawing, pixel
        self.kinds, self.key_due = av.video.frame.PictureType, 0

    def show(self, chosen):
        """Draw frames at their moments in all copies, a keyframe every few seconds."""
        for moment, frame in chosen:
            frame.duration = round(frame.duration * frame.time_base * TICKS)
            frame.pts, frame.time_base = round(moment * TICKS), Fraction(1, TICKS)
            kind = self.kinds.NONE
            if moment >= self.key_due:
                kind, self.key_due = self.kinds.I, moment + KEYFRAME_SECONDS
            for copy, drawn in zip(self.copies, self.drawing.draw(frame, self.pixel), strict=True):
                drawn.pict_type = kind
                copy.show(drawn)


def write(av, container, copies, drawing, sound, on_second):
    """Decode a container once and write all copies; `on_second` is called with the second reached after each packet."""
    video, audio = container.streams.video[0], sound_of(container)
    video.thread_type, video.codec_context.thread_count = "AUTO", THREADS
    streams = [stream for stream in (video, audio) if stream is not None]
    begin, pace, end = begin_of(streams), Pace(), 0
    film = Film(av, copies, drawing, video.sample_aspect_ratio)
    for frame in frames_of(av, container, streams):
        if frame is None:
            on_second(float(pace.last))
        elif frame.pts is not None:
            moment = frame.pts * frame.time_base - begin
            if isinstance(frame, av.AudioFrame):
                hear(copies, sound.parts(frame, moment))
            else:
                end = moment + frame.duration * frame.time_base
                film.show(pace.choose(moment, frame))
    film.show(pace.rest(end))
    if sound is not None:
        hear(copies, sound.rest())
    for copy in copies:
        copy.close()


def hear(copies, parts):
    """Add samples to all copies."""
    for part in parts:
        for copy in copies:
            copy.hear(part)


def render(order):
    """Make all copies and return them."""
    os.nice(10)
    size = os.path.getsize(order["source"])
    harness.limit_resources(
        memory=order["memory"], seconds=order["seconds"], largest_output=2 * size + 256 * 1024**2
    )
    import av

    frame, pixel = first_frame(av, order["source"])
    shown = shown_size(frame, pixel)
    wanted = [lines for lines in order["lines"] if lines <= min(shown)] or list(order["lines"])[-1:]
    sizes = [measure(*shown, lines) for lines in wanted]
    colours = colour.meaning_of(frame, shown[1]).shown
    with av.open(order["source"], options=OPTIONS) as container:
        whole = max(1.0, float(container.duration or 0) / 1_000_000)
        audio = sound_of(container)
        sound = Sound(audio) if audio is not None else None

        def on_second(second):
            report(min(99, 100 * second / whole))

        try:
            copies = [
                Copy(
                    av,
                    os.path.join(order["folder"], f"{lines}.mp4"),
                    QUALITY.get(lines, "26"),
                    size,
                    colours,
                    sound,
                )
                for lines, size in zip(wanted, sizes, strict=True)
            ]
            write(av, container, copies, Drawing(sizes), sound, on_second)
        except (MemoryError, OSError):
            raise  # the limits of this process, not the film
        except (av.FFmpegError, ValueError) as error:
            raise Problem("undecodable") from error
    return {"made": [[lines, f"{lines}.mp4"] for lines in wanted]}


if __name__ == "__main__":
    harness.run(render)
