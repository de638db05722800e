"""Writes rows of stitches as SVG: one path an ink, its runs joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def stitched(rows: Sequence[str], inks: Mapping[str, str], *, attributes: str = "") -> str:
    """Return rows of signs as the text of an SVG file, one unit a stitch; `inks` says which sign has which ink.

    The most frequent sign becomes the ground.
    """
    width, height = len(rows[0]), len(rows)
    cloth = "".join(rows)
    ground = max(inks, key=cloth.count)
    paths = [f'<path fill="#{inks[ground]}" d="M0 0h{width}v{height}H0z"/>']
    for sign in sorted(set(cloth) - {ground}):
        paths.append(f'<path fill="#{inks[sign]}" d="{_runs(rows, sign)}"/>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' shape-rendering="crispEdges"{attributes}>{"".join(paths)}</svg>'
    )


def _runs(rows: Sequence[str], sign: str) -> str:
    data = []
    for y, row in enumerate(rows):
        x = row.find(sign)
        while x >= 0:
            length = len(row[x:]) - len(row[x:].lstrip(sign))
            data.append(f"M{x} {y}h{length}v1h-{length}z")
            x = row.find(sign, x + length)
    return "".join(data)
