"""Limits within which scripts read untrusted files."""

from __future__ import annotations

import subprocess
import sys

from contest_pages.background.sandbox import harness

#: Starts as many threads as libraries do on a large machine, each of which takes a little memory.
THREADS = """
import resource, sys, threading
sys.path.insert(0, sys.argv[1])
import harness
harness.limit_resources(memory=4 * 1024**3, seconds=20, largest_output=0)
threading.stack_size(256 * 1024)
together, held = threading.Barrier(49), []
def work():
    together.wait()
    held.append(bytes(50_000))
    together.wait()
for number in range(48):
    threading.Thread(target=work).start()
together.wait()
together.wait()
size = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
print(size // 1024**2)
"""


def test_many_threads_do_not_use_up_the_address_space_of_a_script():
    folder = harness.__file__.rsplit("/", 1)[0]
    size = subprocess.check_output([sys.executable, "-I", "-c", THREADS, folder], text=True)
    assert int(size) < 400
