"""Build the pictures that all pages share: `build_pictures.py node_modules/bootstrap-icons/icons <folder>`.

Writes `icons.svg`, the icons that `icons.txt` lists, and `medals.svg`.
"""

import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from contest_pages.art.medals import medals  # noqa: E402

NAMES = (HERE / "icons.txt").read_text().split()
_ICON = re.compile(r'<svg[^>]*viewBox="([^"]+)"[^>]*>(.*)</svg>', re.DOTALL)


def symbol(name: str, text: str) -> str:
    """Return the icon of a file as a symbol, which `<use href="icons.svg#name">` draws in the colour of the text."""
    box, shapes = _ICON.search(text).groups()
    shapes = re.sub(r">\s+<", "><", shapes.strip())
    return f'<symbol id="{name}" viewBox="{box}" fill="currentColor">{shapes}</symbol>'


if __name__ == "__main__":
    icons, target = Path(sys.argv[1]), Path(sys.argv[2])
    symbols = "".join(symbol(name, (icons / f"{name}.svg").read_text()) for name in NAMES)
    (target / "icons.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>')
    (target / "medals.svg").write_text(medals())
