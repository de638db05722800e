"""Requests driven by wrk, which other work on the machine may disturb but not end."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from typing import NamedTuple

#: How often a turn is measured again whose requests timed out, or that got no answer.
TRIES = 4
#: Seconds that an answer may take; wrk itself gives up after two.
_PATIENCE = 20
_FACTORS = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}


class Rate(NamedTuple):
    """Answers a second, the median of their times in milliseconds, and the number of requests without an answer."""

    per_second: float
    median: float
    lost: int = 0

    @property
    def is_whole(self) -> bool:
        """Say whether something was answered, and everything in time."""
        return self.per_second > 0 and not self.lost


def need_wrk() -> None:
    """End with a sentence where wrk is not installed."""
    if shutil.which("wrk") is None:
        raise SystemExit("This needs wrk: apt install wrk.")


def drive(url: str, seconds: float, connections: int, *options: str) -> Rate:
    """Send requests for some seconds over one thread; SystemExit if one is refused, since the rate then means nothing."""
    command = [
        "wrk",
        "-t1",
        f"-c{connections}",
        f"-d{max(1, round(seconds))}s",
        f"--timeout={_PATIENCE}s",
        "--latency",
    ]
    output = subprocess.run([*command, *options, url], check=False, capture_output=True, text=True).stdout
    if "status" in output or "Non-2xx" in output:
        raise SystemExit(f"Something was refused; the measurement means nothing:\n{output}")
    return read_output(output)


def read_output(output: str) -> Rate:
    """Return what wrk printed; without a rate in it nothing was answered."""
    rate = re.search(r"Requests/sec:\s+([\d.]+)", output)
    median = re.search(r"50%\s+([\d.]+)(us|ms|s|m)\b", output)
    errors = re.search(r"Socket errors:(.*)", output)
    return Rate(
        float(rate[1]) if rate else 0.0,
        float(median[1]) * _FACTORS[median[2]] if median else 0.0,
        sum(map(int, re.findall(r"\d+", errors[1]))) if errors else 0,
    )


def undisturbed(turns: list[Callable[[], Rate]]) -> tuple[Rate, int]:
    """Measure until a turn is whole; return its rate and how many of `turns` were measured.

    After the last of them the one that lost least counts. SystemExit where nothing was answered in any of them.
    """
    measured = []
    for turn in turns:
        measured.append(turn())
        if measured[-1].is_whole:
            return measured[-1], len(measured)
    best = min((rate for rate in measured if rate.per_second), key=lambda rate: rate.lost, default=None)
    if best is None:
        raise SystemExit(
            f"Nothing was answered in {len(measured)} turns: the machine is too busy, or the site is down."
        )
    return best, len(measured)


def say_disturbed(rates: list[Rate]) -> None:
    """Print how many of the measured turns lost requests, if any did."""
    if disturbed := sum(not rate.is_whole for rate in rates):
        print(
            f"  {disturbed} of {len(rates)} turns lost requests to other work on the machine, each time {TRIES} times."
        )
