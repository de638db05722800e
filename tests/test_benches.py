"""The benches are commands that start."""

from __future__ import annotations

import subprocess
import sys
from functools import partial

import pytest

from tests.bench.wrk import TRIES, Rate, read_output, undisturbed
from tests.servers.harness import ROOT

BENCHES = sorted(
    path.stem for path in (ROOT / "tests/bench").glob("*.py") if "ArgumentParser" in path.read_text()
)


@pytest.mark.parametrize("name", BENCHES)
def test_a_bench_starts_from_the_command_line(name):
    command = [sys.executable, "-m", f"tests.bench.{name}", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env={"PATH": ""}, check=False)
    assert (done.returncode, done.stderr) == (0, "")


WHOLE = "  Latency  50%    1.52ms\nRequests/sec:    812.10\n"


def test_a_turn_that_lost_requests_on_a_busy_machine_is_measured_again():
    disturbed = f"{WHOLE}  Socket errors: connect 0, read 2, write 0, timeout 7\n"
    outputs = iter(["", disturbed, WHOLE])
    rate, turns = undisturbed([lambda: read_output(next(outputs))] * TRIES)
    assert (rate, turns) == (Rate(812.1, 1.52), 3)


def test_after_the_last_turn_the_one_that_lost_least_counts():
    rates = [Rate(500, 1, lost=9), Rate(0, 0), Rate(400, 2, lost=3)]
    assert undisturbed([partial(next, iter(rates))] * 3) == (Rate(400, 2, lost=3), 3)


def test_a_site_that_never_answers_ends_the_measurement():
    with pytest.raises(SystemExit, match="Nothing was answered"):
        undisturbed([lambda: Rate(0, 0)] * TRIES)
