"""What the numbers of a frame mean as colours, and the filters that bring them to an ordinary screen.

Numbers are those of ITU-T H.273, which FFmpeg uses too. What a file leaves out is filled in as
browsers do: BT.601 below 720 lines, else BT.709, of limited range.
"""

from typing import NamedTuple

BT709, BT601, BT2020 = 1, 6, 9
LIMITED, FULL = 1, 2
PQ, HLG = 16, 18
RGB = 0
#: Matrices that the scaler knows, without those of RGB and BT.2020 with constant luminance.
MATRICES = frozenset((BT709, 4, 5, BT601, 7, 8, BT2020))
#: Primaries near enough to those of BT.709 to be kept with their name, and wide ones that are mapped.
NEAR_PRIMARIES, WIDE_PRIMARIES = frozenset((BT709, 5, BT601)), frozenset((BT2020, 11, 12))
#: Curves of ordinary screens: they are kept with their name.
ORDINARY_TRANSFERS = frozenset((BT709, 4, 5, BT601, 7, 13, 14, 15))
HD_LINES = 720


class Colours(NamedTuple):
    """Matrix, range, primaries and transfer of a frame; `is_rgb` if its samples are red, green and blue."""

    matrix: int
    range: int
    primaries: int
    transfer: int
    is_rgb: bool

    @property
    def is_mapped(self):
        """Say whether an ordinary screen cannot show these colours as they are."""
        return self.transfer in (PQ, HLG) or self.primaries in WIDE_PRIMARIES

    @property
    def shown(self):
        """Return the colours of what `conversion` draws."""
        if self.is_mapped:
            return Colours(BT709, LIMITED, BT709, BT709, False)
        return Colours(BT709, LIMITED, self.primaries, self.transfer, False)

    def tag(self, frame):
        """Write the meaning into a frame that may lack it."""
        frame.colorspace, frame.color_range = self.matrix, self.range
        frame.color_primaries, frame.color_trc = self.primaries, self.transfer

    def conversion(self, size, turning, format):
        """Return the filters that scale, turn and convert to a pixel format with the matrix of BT.709."""
        output = "out_range=full" if format == "rgb24" else "out_color_matrix=bt709:out_range=limited"
        if not self.is_mapped:
            return [("scale", f"{size}:{output}"), ("format", format), *turning]
        # Wide colours are mapped when the picture is small: each pixel costs a look into a cube.
        return [
            ("scale", size),
            ("format", "gbrp10" if self.is_rgb else "yuv420p10"),
            *turning,
            ("scale", f"{output}:out_primaries=bt709:out_transfer=bt709:intent=perceptual"),
            ("format", format),
        ]


def meaning_of(frame, lines):
    """Return the colours of a frame that is shown with so many lines."""
    is_rgb = frame.format.is_rgb or frame.format.name == "pal8"
    primaries = frame.color_primaries
    if is_rgb:
        matrix = RGB
    elif frame.colorspace in MATRICES:
        matrix = frame.colorspace
    elif primaries == BT2020:
        matrix = BT2020
    else:
        matrix = BT709 if lines >= HD_LINES else BT601
    is_full = is_rgb or frame.color_range == FULL or frame.format.name.startswith("yuvj")
    if primaries not in NEAR_PRIMARIES | WIDE_PRIMARIES:
        primaries = {BT601: BT601, BT2020: BT2020}.get(matrix, BT709)
    transfer = frame.color_trc
    if transfer not in ORDINARY_TRANSFERS and transfer not in (PQ, HLG):
        transfer = BT709
    return Colours(matrix, FULL if is_full else LIMITED, primaries, transfer, is_rgb)
