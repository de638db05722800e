"""Gunicorn as it is deployed for uploads, on a database and a folder of its own."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class ServedSite:
    """A site on SQLite with drafts that wait for a video; `start` and `kill` control its server."""

    def __init__(self, folder: Path, *, files: Path | None = None):
        self.folder, self.files, self.port = folder, files or folder / "files", free_port()
        self.database = folder / "db.sqlite3"
        self.process: subprocess.Popen | None = None
        self.content: dict = {}
        self.extra: dict[str, str] = {}

    def build(self, *, drafts: int = 1) -> ServedSite:
        """Fill the database; takes a quarter of a minute."""
        built = subprocess.run(
            [sys.executable, "-m", "tests.servers.build_site", str(drafts)],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert built.returncode == 0, built.stderr[-2000:]
        self.content = json.loads(built.stdout.splitlines()[-1])
        return self

    def copy(self, folder: Path, *, files: Path | None = None) -> ServedSite:
        """Return the same site, freshly built, in another folder."""
        other = ServedSite(folder, files=files)
        with contextlib.closing(sqlite3.connect(self.database)) as source:
            source.execute("VACUUM INTO ?", (str(other.database),))
        other.content = self.content
        return other

    @property
    def environment(self) -> dict:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            "TEST_DATABASE_URL": f"sqlite:///{self.database}",
            "TEST_FILES_DIR": str(self.files),
            **self.extra,
        }

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, *, workers: int = 2, threads: int = 64) -> ServedSite:
        """Start the server, replacing a running one, which has the same port."""
        self.kill()
        log = (self.folder / "gunicorn.log").open("a")
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "portal.wsgi", "--config", "python:portal.gunicorn"),
                *("--worker-class", "gthread"),
                *("--workers", str(workers), "--threads", str(threads), "--timeout", "120"),
                *("--bind", f"127.0.0.1:{self.port}"),
            ],
            cwd=ROOT,
            env=self.environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        for _ in range(200):
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.url}/healthz", timeout=1):
                return self
            time.sleep(0.1)
        raise AssertionError((self.folder / "gunicorn.log").read_text()[-2000:])

    def kill(self) -> None:
        """Kill master and workers at once, as a power cut does."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def rows(self, query: str) -> list[tuple]:
        with contextlib.closing(sqlite3.connect(self.database, timeout=10)) as connection:
            return connection.execute(query).fetchall()

    def rows_changed(self, statement: str) -> None:
        """Change rows outside the site, in place of the passing of time."""
        with contextlib.closing(sqlite3.connect(self.database, timeout=10)) as connection, connection:
            connection.execute(statement)

    def worker_memory(self) -> int:
        """Return the peak memory of the workers, in bytes."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        peaks = [
            int(line.split()[1]) * 1024
            for child in children
            for line in Path(f"/proc/{child}/status").read_text().splitlines()
            if line.startswith("VmHWM")
        ]
        return max(peaks)
