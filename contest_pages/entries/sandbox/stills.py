"""Pictures out of a film: those that may become its poster, and the hashes by which a copy of it is recognised."""

import os
import time

from frames import shown_size, upright
from harness import Problem
from progress import report
from streams import decode, read_packets

POSTER_SIDE = 960
#: Pixels across of the copies for small screens, where the picture is wider than that.
SMALLER = (480, 720)
STILLS = 6
FRAME_HASHES = 120
#: Levels of grey, of 256, by which the parts of one picture differ at most after encoding.
SAME_LEVELS = 8


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


def is_same(image, other):
    """Say whether two pictures are one that only encoding has changed: no part of it differs."""
    from PIL import ImageChops

    small, smaller = (picture.convert("L").resize((32, 18)) for picture in (image, other))
    return ImageChops.difference(small, smaller).getextrema()[1] < SAME_LEVELS


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


class Reader:
    """Finds frames of one film: keyframes alone where there are some, all frames up to a moment where there are none.

    Decoding all frames ends when the process has used `deadline` seconds of processor time.
    """

    def __init__(self, av, container, video, key_seconds, deadline):
        self.av, self.container, self.video = av, container, video
        self.key_seconds, self.deadline = key_seconds, deadline
        self.frames, self.reached = None, 0.0

    def keyframe(self, second):
        """Return the first keyframe from a second on that is shown and can be decoded, or None."""
        self.frames = None
        self.video.codec_context.skip_frame = "DEFAULT"
        self._seek(second)
        for packet in read_packets(self.av, self.container, [self.video]):
            if packet.is_keyframe and not packet.is_discard and packet.size:
                frames = [*decode(self.av, packet), *self._drain()]
                shown = next((frame for frame in frames if frame.pts is not None), None)
                if shown is not None:
                    return shown
                self.video.codec_context.flush_buffers()
        return None

    def frame(self, second):
        """Return the first frame from a second on, or None; goes on from the frame before where that is nearer."""
        if self.frames is None or not self._is_nearest(second):
            self.video.codec_context.skip_frame = "NONREF"
            self._seek(second)
            self.frames = self._decode_all()
        for frame in self.frames:
            report(40)
            self.reached = self.second(frame)
            if self.reached >= second:
                return frame
            if time.process_time() > self.deadline:
                break
        return None

    def _is_nearest(self, second):
        return self.reached < second and not any(self.reached < key <= second for key in self.key_seconds)

    def _seek(self, second):
        self.container.seek(int(second / self.video.time_base), stream=self.video)

    def _decode_all(self):
        for packet in read_packets(self.av, self.container, [self.video]):
            yield from (frame for frame in decode(self.av, packet) if frame.pts is not None)

    def second(self, frame):
        """Return the second of the film at which a frame is shown."""
        return float(frame.pts * self.video.time_base)

    def _drain(self):
        try:
            return self.video.codec_context.decode(None)
        except self.av.FFmpegError:
            return []


def moments(begin, end, key_seconds):
    """Yield (part, second, whether it is a keyframe) for the moments to look at: at least one for each sixth, if possible.

    Keyframes spread over the film cost little to decode; other frames are asked for only in a sixth without any.
    """
    seconds = end - begin
    samples = max(STILLS, min(FRAME_HASHES, int(seconds / 4)))
    slots = {}
    for key in key_seconds:
        slot = int((key - begin) * samples / seconds) if seconds else 0
        slots.setdefault(min(samples - 1, max(0, slot)), key)
    parts = {slot * STILLS // samples for slot in slots}
    for number in range(samples):
        part = number * STILLS // samples
        if number in slots:
            yield part, slots[number], True
        elif part not in parts:
            parts.add(part)
            yield part, begin + seconds * (part + 0.5) / STILLS, False


def sample_frames(reader, begin, end, folder):
    """Decode frames between two seconds; write the stills and return them, the frame hashes and the frames' size."""
    best, hashes, seen, size = {}, [], set(), None
    pixel = reader.video.sample_aspect_ratio
    wanted = list(moments(begin, end, reader.key_seconds))
    for number, (part, second, is_key) in enumerate(wanted):
        report(30 + 60 * number // len(wanted))
        frame = reader.keyframe(second) if is_key else reader.frame(second)
        if frame is None or frame.pts in seen:
            continue
        seen.add(frame.pts)
        size = size or shown_size(frame, pixel)
        image = upright(frame, POSTER_SIDE, pixel)
        value = frame_hash(image)
        if value and value not in hashes[-1:]:
            hashes.append(value)
        score = poster_score(image)
        if part not in best or score > best[part][0]:
            best[part] = (score, round(reader.second(frame), 1), image)
    if size is None:
        raise Problem("undecodable")
    stills, taken = [], []
    for part, (_score, second, image) in sorted(best.items(), key=lambda row: -row[1][0]):
        if not any(is_same(image, other) for other in taken):
            taken.append(image)
            stills.append([write_still(image, folder, f"still-{part}"), second])
    return stills, hashes, size
