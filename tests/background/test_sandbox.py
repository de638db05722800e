"""Limits within which scripts read untrusted files."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from contest_pages import checks
from contest_pages.background.sandbox import harness, runner

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


#: Tries what a library that a malformed file has taken over would try, and says what it got.
ATTACK = """
import os, socket, sys
sys.path.insert(0, {folder!r})
import harness

def attack(order):
    got = {{}}
    for name, path in order["paths"].items():
        try:
            got[name] = len(open(path, "rb").read())
        except OSError as error:
            got[name] = type(error).__name__
    for name, address in (("tcp", ("127.0.0.1", order["port"])), ("unix", order["unix"])):
        try:
            family = socket.AF_UNIX if name == "unix" else socket.AF_INET
            with socket.socket(family) as line:
                line.settimeout(3)
                line.connect(address)
            got[name] = "connected"
        except OSError as error:
            got[name] = type(error).__name__
    try:
        os.kill(os.getppid(), 0)
        got["signal"] = "sent"
    except OSError as error:
        got["signal"] = type(error).__name__
    with open(os.path.join(order["folder"], "made"), "w") as file:
        file.write("x")
    got["source"] = len(open(order["source"], "rb").read())
    got["uid"] = os.getuid()
    got["walls"] = harness.walls
    return got

harness.run(attack)
"""


@pytest.fixture
def attacked(tmp_path):
    """Return what an attack from inside the sandbox got."""
    folder = Path(harness.__file__).parent
    script, source, out = tmp_path / "scripts/attack.py", tmp_path / "upload", tmp_path / "out"
    secret = tmp_path / "private/other_upload"
    for made in (script.parent, out, secret.parent):
        made.mkdir()
    script.write_text(ATTACK.format(folder=str(folder)))
    source.write_bytes(b"source")
    secret.write_bytes(b"secret")
    with socket.socket() as tcp, socket.socket(socket.AF_UNIX) as unix:
        tcp.bind(("127.0.0.1", 0))
        unix.bind(str(tmp_path / "socket"))
        tcp.listen()
        unix.listen()
        order = {
            "source": str(source),
            "folder": str(out),
            "port": tcp.getsockname()[1],
            "unix": str(tmp_path / "socket"),
            "paths": {
                "passwords": "/etc/passwd",
                "settings": str(folder.parents[2] / "portal/settings/base.py"),
                "other upload": str(secret),
                "environment": f"/proc/{os.getpid()}/environ",
            },
        }
        answer = runner.run(script, order, seconds=20)
    assert (out / "made").exists()
    return answer["facts"]


def test_a_script_reads_its_source_and_fills_its_folder_and_has_no_network(attacked):
    assert attacked["source"] == 6
    if attacked["walls"]["network"]:
        assert attacked["tcp"] != "connected"
        assert attacked["uid"] == 65534
    assert attacked["environment"] in ("PermissionError", "FileNotFoundError")


def test_where_the_kernel_has_landlock_a_script_reads_no_other_file(attacked):
    if not attacked["walls"]["files"]:
        pytest.skip("no Landlock in this kernel")
    refused = [attacked[name] for name in ("passwords", "settings", "other upload")]
    assert refused == ["PermissionError"] * 3


def test_the_check_before_deployment_says_which_walls_are_missing(monkeypatch):
    walls = {"network": True, "files": False, "memory": True}
    monkeypatch.setattr(checks.runner, "run", lambda *_args, **_more: {"facts": walls})
    assert [problem.id for problem in checks.check_sandbox(None)] == ["contest_pages.W007"]
    walls["files"] = True
    assert checks.check_sandbox(None) == []
