"""The example configuration of nginx, run unchanged except for certificates, ports and folders."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parents[2] / "deploy/nginx.conf"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def adapted(folder: Path, *, port: int, site: int, static: Path, sign_in: int = 0) -> str:
    """Return the example as a complete configuration that needs no root: same directives, other paths."""
    text = EXAMPLE.read_text()
    text = re.sub(r"listen 443 ssl;", f"listen 127.0.0.1:{port};", text)
    text = re.sub(r"\n\s*listen \[::\]:443 ssl;", "", text)
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{site}").replace("127.0.0.1:8001", f"127.0.0.1:{site}")
    text = text.replace("127.0.0.1:8002", f"127.0.0.1:{sign_in or site}")
    text = text.replace("/var/cache/nginx/contest", str(folder / "cache"))
    text = text.replace("/var/log/nginx/contest.log", str(folder / "access.log"))
    text = text.replace("/var/log/nginx/contest-error.log", str(folder / "error.log"))
    text = text.replace("/etc/nginx/contest-headers.conf", str(EXAMPLE.with_name("nginx-headers.conf")))
    text = text.replace("/srv/contest/static", str(static)).replace("/srv/contest", str(folder))
    text = text.replace("X-Forwarded-Proto https", "X-Forwarded-Proto http").replace("$host;", "$http_host;")
    temporary = "\n".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Its workers must have access to the folder of the user who runs the test.
    user = "user root;\n" if os.geteuid() == 0 else ""
    return (
        f"{user}worker_processes 2;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\ndaemon off;\n"
        f"events {{ worker_connections 512; }}\nhttp {{\ninclude /etc/nginx/mime.types;\n{temporary}\n{text}\n}}\n"
    )


class Nginx:
    """A running nginx in front of a site, until `stop`."""

    def __init__(self, folder: Path, *, site: int, static: Path, sign_in: int = 0):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        configuration = folder / "nginx.conf"
        configuration.write_text(adapted(folder, port=self.port, site=site, static=static, sign_in=sign_in))
        self.process = subprocess.Popen(
            [NGINX, "-e", str(folder / "error.log"), "-c", str(configuration)], stderr=subprocess.PIPE
        )
        for _try in range(100):
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError((folder / "error.log").read_text())

    @property
    def url(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        """Stop it."""
        self.process.terminate()
        self.process.wait(10)
