"""The benches are commands that start."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.servers.harness import ROOT

BENCHES = sorted(
    path.stem for path in (ROOT / "tests/bench").glob("*.py") if "ArgumentParser" in path.read_text()
)


@pytest.mark.parametrize("name", BENCHES)
def test_a_bench_starts_from_the_command_line(name):
    command = [sys.executable, "-m", f"tests.bench.{name}", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env={"PATH": ""}, check=False)
    assert (done.returncode, done.stderr) == (0, "")
