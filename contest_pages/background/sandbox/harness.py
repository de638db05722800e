"""Shared by the sandboxed scripts: isolation, resource limits and the protocol of answers."""

import ctypes
import json
import os
import resource
import sys

#: Which walls stand around this process, by name: see `isolation.isolate`.
walls = {}

#: The number of this option of glibc's allocator.
_M_ARENA_MAX = -8


class Problem(Exception):
    """The file is not usable; the argument is the key of the sentence that explains it."""


def limit_resources(*, memory, seconds, largest_output, open_files=64):
    """Limit memory and output in bytes, processor time in seconds, and open files of this process."""
    # Else each thread reserves address space for itself, and what a script needs grows with the machine's processors.
    if allocator := getattr(ctypes.CDLL(None), "mallopt", None):
        allocator(_M_ARENA_MAX, 2)
    for what, limit in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, largest_output),
        (resource.RLIMIT_NOFILE, open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (limit, limit))


def send(**values):
    """Print one line of JSON for the parent process."""
    print(json.dumps(values), flush=True)


def run(work):
    """Read the order from standard input, call `work` with it, and always answer in one last line.

    Before that the process is cut off from the network and from all files but the order's `source`, which it may
    read, and `folder`, which it may fill.

    Then the process exits at once without cleaning up, not even the frames of an exception: freeing a decoder
    whose threads still run can block for ever.
    """
    order = json.load(sys.stdin)
    # Nobody reads what libraries write to standard error.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    import isolation  # beside this file, which each script puts on its path

    walls.update(
        isolation.isolate(
            reads=[order["source"]] if "source" in order else [],
            writes=[order["folder"]] if "folder" in order else [],
        )
    )
    kept = None
    try:
        answer = {"facts": work(order)}
    except Problem as problem:
        kept, answer = problem, {"problem": str(problem)}
    except (MemoryError, OSError) as error:
        kept, answer = error, {"problem": "limits"}
    except Exception as error:  # an error of a library over a malformed file
        kept, answer = error, {"problem": "undecodable"}
    send(**answer)
    os._exit(0 if kept is None else 1)
