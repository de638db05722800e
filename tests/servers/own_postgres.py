"""A separate PostgreSQL server, which can be crashed without affecting other databases."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from .harness import free_port


class OwnPostgres:
    """A cluster in its own folder; `crash` stops it as a power cut does and starts it again."""

    def __init__(self):
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        if not programs:
            raise SystemExit("This needs PostgreSQL's server: apt install postgresql.")
        self.programs, self.port = programs[-1].parent, free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="postgres-"))
        if os.geteuid() == 0:  # its programs refuse to run as root
            shutil.chown(self.folder, "postgres")
        self._run("initdb", "--pgdata", self.folder / "data", "--username", "postgres", "--auth", "trust")
        self.start()
        self._run(
            "createdb", "--host", self.folder, "--port", str(self.port), "--username", "postgres", "site"
        )

    def _run(self, program: str, *arguments) -> None:
        as_other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run(
            [*as_other, self.programs / program, *arguments],
            check=True,
            cwd="/",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    @property
    def url(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/site"

    def start(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c max_connections=200"
        log = self.folder / "log"
        self._run("pg_ctl", "start", "--wait", "--pgdata", self.folder / "data", "--log", log, "-o", options)

    def crash(self) -> None:
        self._run("pg_ctl", "stop", "--mode", "immediate", "--pgdata", self.folder / "data")
        self.start()

    def remove(self) -> None:
        self._run("pg_ctl", "stop", "--mode", "immediate", "--pgdata", self.folder / "data")
        shutil.rmtree(self.folder)
