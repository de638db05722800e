"""Run a script of `caged/` in a process of its own and listen to it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_SCRIPTS = Path(__file__).resolve().parent.parent / "caged"
LIMITS = {"problem": "limits"}
#: Seconds without a word after which a script is taken for dead.
_SILENCE = 60


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


def run(script: str, order: dict, *, seconds: float, heard: Callable[[int], None]) -> dict:
    """Run a script and return its answer: "facts", or a "problem" by its key.

    It is killed after `seconds`, after a minute without a word, and when `heard`, which gets each
    percentage it prints, raises.
    """
    process = subprocess.Popen(  # noqa: S603  (our own script, no shell, no citizen's words in it)
        [sys.executable, "-I", str(_SCRIPTS / f"{script}.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={},
    )
    ends = time.monotonic() + seconds
    answer = LIMITS
    killer = _killer(process, ends)
    try:
        with process.stdin as stdin:
            stdin.write(json.dumps(order))
        for line in process.stdout:
            killer.cancel()
            killer = _killer(process, ends)
            words = json.loads(line)
            if "percent" in words:
                heard(words["percent"])
            else:
                answer = words
    except (ValueError, BrokenPipeError):
        answer = LIMITS
    finally:
        killer.cancel()
        process.kill()
        process.stdout.close()
        process.wait()
    return answer


def _killer(process: subprocess.Popen, ends: float) -> threading.Timer:
    """Return a running timer that kills a process which stays silent, or whose time is over."""
    timer = threading.Timer(max(0, min(_SILENCE, ends - time.monotonic())), process.kill)
    timer.daemon = True
    timer.start()
    return timer
