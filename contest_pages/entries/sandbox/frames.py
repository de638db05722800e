"""Frames as a player shows them: turned, mirrored, with square pixels, in colours of an ordinary screen."""

import struct
from fractions import Fraction

import colour

FORMATS = "mov,mp4,m4a,3gp,3g2,mj2"
OPTIONS = {"protocol_whitelist": "file", "format_whitelist": FORMATS}
#: Ticks a second of the times that frames carry through the filters.
TICKS = 90_000
#: Filters and codecs use no more threads than this: each costs address space, which is limited.
THREADS = 4
#: A pixel wider or higher than this many times its other side is an error in the file.
STRANGEST_PIXEL = 8
MATRIX = struct.Struct("=9i")
#: The four terms for a picture that is turned by so many quarters against the clock.
QUARTERS = (1, 0, 0, 1), (0, -1, 1, 0), (-1, 0, 0, -1), (0, 1, -1, 0)
#: The transpose filter's directions, by the signs of the matrix's two terms that exchange the axes.
TRANSPOSES = {
    (True, True): "cclock_flip",
    (True, False): "clock",
    (False, True): "cclock",
    (False, False): "clock_flip",
}


def display_matrix(frame):
    """Return the four terms a, b, c, d by which a player turns the picture: x' = ax + cy, y' = bx + dy."""
    from av.sidedata.sidedata import SideDataContainer

    try:
        # Not frame.side_data: it refers to its frame, and the two would fill the memory until Python finds the circle.
        data = SideDataContainer(frame).get("DISPLAYMATRIX")
    except ValueError:  # the frame carries data of a kind that the library does not know
        return QUARTERS[round(frame.rotation / 90) % 4]
    if data is None or data.buffer_size < MATRIX.size:
        return QUARTERS[0]
    a, b, _u, c, d, *_rest = MATRIX.unpack_from(bytes(data))
    return a, b, c, d


def changes_axes(frame):
    """Say whether width and height change places when the picture is turned."""
    a, b, _c, _d = display_matrix(frame)
    return abs(b) > abs(a)


def turning(frame):
    """Return the filters that turn and mirror a frame as its display matrix says, to whole quarters."""
    a, b, c, d = display_matrix(frame)
    if abs(b) > abs(a):
        return [("transpose", f"dir={TRANSPOSES[b > 0, c > 0]}")]
    return [("hflip", "")] * (a < 0) + [("vflip", "")] * (d < 0)


def shown_size(frame, pixel=None):
    """Return the width and height at which a player shows a frame; `pixel` is the stream's sample_aspect_ratio.

    Pixels that are not square make the picture wider or higher, never smaller.
    """
    width, height = frame.width, frame.height
    pixel = Fraction(pixel or 1)
    if 1 < pixel <= STRANGEST_PIXEL:
        width = round(width * pixel)
    elif Fraction(1, STRANGEST_PIXEL) <= pixel < 1:
        height = round(height / pixel)
    return (height, width) if changes_axes(frame) else (width, height)


class Drawing:
    """Draws the frames of one film as a player shows them, each in all of `sizes`, largest first.

    The film may change its size, format and colours on the way. A frame of another shape gets bars.
    """

    def __init__(self, sizes, *, format="yuv420p"):
        self.sizes, self.format = sizes, format
        self.kind = self.graph = None

    def draw(self, frame, pixel=None):
        """Return one frame for each size, with the time of the frame."""
        colours = colour.meaning_of(frame, shown_size(frame, pixel)[1])
        kind = (
            (frame.width, frame.height, frame.format.name, pixel),
            display_matrix(frame),
            colours,
        )
        if kind != self.kind:
            self._build(frame, pixel, colours)
            self.kind = kind
        colours.tag(frame)
        self.source.push(frame)
        return [sink.pull() for sink in self.sinks]

    def _build(self, frame, pixel, colours):
        import av

        graph = av.filter.Graph()
        graph.threads = THREADS
        self.source = graph.add(
            "buffer",
            f"video_size={frame.width}x{frame.height}:pix_fmt={frame.format.name}:time_base=1/{TICKS}"
            f":pixel_aspect=1/1:colorspace={colours.matrix}:range={colours.range}",
        )
        width, height = self.sizes[0]
        inner_width, inner_height = fit(shown_size(frame, pixel), self.sizes[0])
        # Scaled first and turned afterwards: what is turned is small then.
        scaled = (inner_height, inner_width) if changes_axes(frame) else (inner_width, inner_height)
        chain = [
            *colours.conversion(f"w={scaled[0]}:h={scaled[1]}:flags=bicubic", turning(frame), self.format),
            ("setsar", "1"),
        ]
        if (inner_width, inner_height) != (width, height):
            chain.append(("pad", f"{width}:{height}:-1:-1"))
        last = link(graph, self.source, chain)
        self.sinks = []
        for number, (width, height) in enumerate(self.sizes):
            if number:
                last = link(graph, last, [("scale", f"w={width}:h={height}:flags=bicubic")], output=1)
            if number + 1 < len(self.sizes):
                split = graph.add("split", "2")
                last.link_to(split)
                last = split
            sink = graph.add("buffersink")
            last.link_to(sink)
            self.sinks.append(sink)
        graph.configure()
        self.graph = graph


def link(graph, last, chain, output=0):
    """Add filters behind one of a filter's outputs and return the last of them."""
    for name, options in chain:
        added = graph.add(name, options or None)
        last.link_to(added, output)
        last, output = added, 0
    return last


def fit(shown, box):
    """Return the largest size of a picture's shape within a box: the box itself where less than two pixels differ, else even."""
    share = min(box[0] / shown[0], box[1] / shown[1])
    width, height = (
        side if side - length * share < 2 else max(2, int(length * share / 2) * 2)
        for length, side in zip(shown, box, strict=True)
    )
    return width, height


_posters = {}


def upright(frame, longest=None, pixel=None):
    """Return a frame as a picture as a player shows it, no side longer than `longest` pixels."""
    width, height = shown_size(frame, pixel)
    share = min(1, longest / max(width, height)) if longest else 1
    size = max(1, round(width * share)), max(1, round(height * share))
    if size not in _posters:
        _posters.clear()
        _posters[size] = Drawing([size], format="rgb24")
    (drawn,) = _posters[size].draw(frame, pixel)
    return drawn.to_image()
