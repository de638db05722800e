"""Answer which walls of the sandbox stand on this machine: `isolation.isolate`."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import harness

harness.run(lambda order: harness.walls)
