"""Start the site and the task worker together; whichever stops, both stop."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = os.environ.get("PORT", "8000")
MANAGE = [sys.executable, str(ROOT / "manage.py")]


def main() -> int:
    """Start both, wait for the first to end, stop the other."""
    worker = subprocess.Popen(
        [
            *MANAGE,
            "db_worker",
            "--backend",
            "jobs",
            "--queue-name",
            "*",
            "--interval",
            "1",
            "--no-reload",
            "--no-startup-delay",
        ]
    )
    site = subprocess.Popen([*MANAGE, "runserver", "--noreload", f"127.0.0.1:{PORT}"])
    both = (site, worker)

    def stop(*_args):
        for process in both:
            process.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while all(process.poll() is None for process in both):
        time.sleep(0.3)
    stop()
    for process in both:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
    return 0


if __name__ == "__main__":
    sys.exit(main())
