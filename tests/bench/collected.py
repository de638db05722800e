"""The measured site with a folder for its collected files."""

import os

from tests.bench.ours import *  # noqa: F403

STATIC_ROOT = os.environ["BENCH_STATIC"]
