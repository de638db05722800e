"""Send mutated videos by the thousand through the probe: `python -m tests.fuzz.run --count 2000`.

Every one must end in facts or in a sentence that exists, within the limits of time, memory and disk.
Prints what came out, and each seed that broke a limit; leaves with 1 if there was one.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")

SECONDS = 10
MEMORY = 512 * 1024**2
#: What a probe may keep in memory at most, measured: the limit is on addresses, of which fewer are used.
LARGEST = 450 * 1024**2


def one(data: bytes, seed: int) -> tuple[str, str, str]:
    """Probe the file of one seed; return what was done, what came out, and which limit was broken."""
    from contest_pages.entries.domain import sandbox
    from contest_pages.entries.domain.probing import PROBLEMS

    from .mutations import mutated

    name, changed = mutated(data, seed)
    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder, "source"), Path(folder, "output")
        source.write_bytes(changed)
        output.mkdir()
        begun = time.monotonic()
        answer = sandbox.run(
            "probe",
            {"source": str(source), "folder": str(output), "memory": MEMORY, "seconds": SECONDS},
            seconds=2 * SECONDS,
            on_progress=lambda percent: None,
        )
        took = time.monotonic() - begun
        written = sum(file.stat().st_size for file in output.iterdir())
    outcome = "facts" if "facts" in answer else answer["problem"]
    broken = ""
    if outcome != "facts" and outcome not in PROBLEMS:
        broken = f"unknown answer {outcome!r}"
    elif took > 2 * SECONDS + 2:
        broken = f"took {took:.1f} s"
    elif written > 2 * (len(changed) * 1.1 + 32 * 1024**2):
        broken = f"wrote {written} bytes"
    return name, outcome, broken


def fuzz(data: bytes, seeds: range) -> tuple[Counter, list[str]]:
    """Probe the files of many seeds, two at a time; return the outcomes and the broken limits."""
    outcomes, broken = Counter(), []
    with ThreadPoolExecutor(2) as pool:
        for seed, (name, outcome, limit) in zip(seeds, pool.map(lambda s: one(data, s), seeds), strict=True):
            outcomes[outcome] += 1
            if limit:
                broken.append(f"seed {seed} ({name}): {limit}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    if peak > LARGEST:
        broken.append(f"memory: {peak / 1024**2:.0f} MB")
    return outcomes, broken


def small_film(folder: Path) -> bytes:
    """Return a video of two seconds with sound."""
    from home.demo.videos import make_video

    return make_video(folder / "film.mp4", seconds=2, width=320, height=240, seed=3).read_bytes()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    options = parser.parse_args()
    django.setup()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        data = small_film(Path(folder))
    outcomes, broken = fuzz(data, range(options.first, options.first + options.count))
    for outcome, count in outcomes.most_common():
        print(f"{count:6}  {outcome}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{options.count} files in {time.monotonic() - begun:.0f} s; largest process {peak:.0f} MB")
    print("\n".join(broken) or "No limit was broken.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
