"""What the scripts here share: limits on themselves, how they answer, which files they open."""

import json
import os
import resource
import sys

FORMATS = "mov,mp4,m4a,3gp,3g2,mj2"
OPTIONS = {"protocol_whitelist": "file", "format_whitelist": FORMATS}


class Problem(Exception):
    """The file is not usable; the argument is the key of the sentence that says why."""


def lock(*, memory, seconds, largest_output, open_files=64):
    """Limit memory and output in bytes, processor time in seconds, and open files of this process."""
    for what, limit in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, largest_output),
        (resource.RLIMIT_NOFILE, open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (limit, limit))


def say(**words):
    """Print one line of JSON for whoever waits."""
    print(json.dumps(words), flush=True)


def run(work):
    """Read the order from standard input, do the work, answer in one last line, whatever happens.

    Then the process ends at once. Nothing is tidied up, nor are the frames of an exception: freeing a
    decoder whose threads are at work can wait for ever.
    """
    order = json.load(sys.stdin)
    # Libraries complain on standard error as they like; nobody reads it.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    kept = None
    try:
        answer = {"facts": work(order)}
    except Problem as problem:
        kept, answer = problem, {"problem": str(problem)}
    except (MemoryError, OSError) as error:
        kept, answer = error, {"problem": "limits"}
    except Exception as error:  # a library's own trouble with a strange file
        kept, answer = error, {"problem": "undecodable"}
    say(**answer)
    os._exit(0 if kept is None else 1)


def turned(frame):
    """Say whether the camera was held so that width and height change places."""
    return getattr(frame, "rotation", 0) % 180 == 90


def upright(frame, longest=None):
    """Return a frame as a picture, turned as its camera was held, no side longer than `longest` pixels."""
    rotation = getattr(frame, "rotation", 0) % 360
    share = longest / max(frame.width, frame.height) if longest else 1
    if share < 1:
        frame = frame.reformat(
            width=max(2, int(frame.width * share)), height=max(2, int(frame.height * share))
        )
    image = frame.to_image()
    return image.rotate(rotation, expand=True) if rotation else image
