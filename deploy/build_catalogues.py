"""Compile every .po beneath a folder, for the wheel and for `make setup`, without GNU gettext."""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogues(folder: Path) -> int:
    """Write a .mo beside each .po below `folder` that is newer than it; return how many were written."""
    written = 0
    for po in sorted(folder.rglob("LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with po.open("rb") as source:
            catalogue = read_po(source)
        with mo.open("wb") as target:
            write_mo(target, catalogue)
        written += 1
    return written


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a script, where the build backend is not installed
    pass
else:

    class CustomBuildHook(BuildHookInterface):
        """Compile the catalogue before the wheel is packed."""

        def initialize(self, version, build_data):
            """Run before the build."""
            compile_catalogues(Path(self.root, "contest_pages"))


if __name__ == "__main__":
    for argument in sys.argv[1:] or ["."]:
        compile_catalogues(Path(argument))
