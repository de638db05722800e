"""Run the scripts of `sandbox/` on stored videos."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from contest_pages.background.sandbox import runner

_SCRIPTS = Path(__file__).resolve().parent.parent / "sandbox"
LIMITS = runner.LIMITS


@contextmanager
def local_file(file) -> Iterator[Path]:
    """Yield the path of a stored file on this machine, copied here if its storage is elsewhere."""
    try:
        path = file.path
    except NotImplementedError:
        with tempfile.NamedTemporaryFile() as copy:
            for chunk in file.chunks():
                copy.write(chunk)
            copy.flush()
            yield Path(copy.name)
    else:
        yield Path(path)


def run(script: str, order: dict, *, seconds: float, on_progress: Callable[[int], None]) -> dict:
    """Run a script by its name, see `runner.run`."""
    return runner.run(_SCRIPTS / f"{script}.py", order, seconds=seconds, on_progress=on_progress)
