"""Run a script in its own process and read its answers."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, cast

LIMITS = {"problem": "limits"}
#: Seconds without output after which a script is killed.
_TIMEOUT = 60


def run(
    script: Path,
    order: dict,
    *,
    seconds: float,
    on_progress: Callable[[int], None] = lambda percent: None,
) -> dict:
    """Run a script and return its answer: "facts", or a "problem" by its key.

    The process is killed after `seconds`, after a minute without output, and when `on_progress`, which is called
    with each percentage it prints, raises.
    """
    process = subprocess.Popen(  # noqa: S603  (our own script, no shell, no user input in it)
        [sys.executable, "-I", str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={},
    )
    stdin, stdout = cast(IO[str], process.stdin), cast(IO[str], process.stdout)
    ends = time.monotonic() + seconds
    answer = LIMITS
    killer = _killer(process, ends)
    try:
        with stdin:
            stdin.write(json.dumps(order))
        for line in stdout:
            killer.cancel()
            killer = _killer(process, ends)
            words = json.loads(line)
            if "percent" in words:
                on_progress(words["percent"])
            else:
                answer = words
    except (ValueError, BrokenPipeError):
        answer = LIMITS
    finally:
        killer.cancel()
        process.kill()
        stdout.close()
        process.wait()
    return answer


def _killer(process: subprocess.Popen, ends: float) -> threading.Timer:
    """Return a running timer that kills a process without output, or when its time is over."""
    timer = threading.Timer(max(0, min(_TIMEOUT, ends - time.monotonic())), process.kill)
    timer.daemon = True
    timer.start()
    return timer
