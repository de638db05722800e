"""Start the site, a task worker for each queue and the housekeeping together; if one stops, all stop."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = os.environ.get("PORT", "8000")
MANAGE = [sys.executable, str(ROOT / "manage.py")]


def worker(queue: str) -> list[str]:
    """Return the command of a task worker for one queue."""
    options = ["--backend", "jobs", "--interval", "1", "--no-reload", "--no-startup-delay"]
    return [*MANAGE, "db_worker", "--queue-name", queue, *options]


def main() -> int:
    """Start all, wait for the first to end, stop the others."""
    commands = [
        worker("default"),
        worker("letters"),
        worker("video"),
        [*MANAGE, "contest_housekeeping", "--every", "60"],
        [*MANAGE, "runserver", "--noreload", f"127.0.0.1:{PORT}"],
    ]
    running = [subprocess.Popen(command) for command in commands]

    def stop(*_args):
        for process in running:
            process.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while all(process.poll() is None for process in running):
        time.sleep(0.3)
    stop()
    for process in running:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
    return 0


if __name__ == "__main__":
    sys.exit(main())
