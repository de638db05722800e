"""A few dozen mutated videos in every run of the tests; `python -m tests.fuzz.run` sends thousands."""

from __future__ import annotations

import subprocess
import sys

from tests.servers.harness import ROOT


def test_mutated_videos_end_in_facts_or_a_sentence_within_the_limits():
    # A process of its own: the memory of this one's other children is none of the probe's.
    run = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.run", "--count", "60"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "No limit was broken." in run.stdout
    assert "facts" in run.stdout
    assert "truncated" in run.stdout
