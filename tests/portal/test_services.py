"""The units of systemd: what they share, what the daily run does, and how open they leave a service."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
SERVICES = sorted(DEPLOY.glob("*.service"))
#: What systemd-analyze says of a service without any bounds is above 9.
MOST_OPEN = 2.5


@pytest.fixture
def root(tmp_path):
    """Return a folder that looks like a server with the units in it."""
    units = tmp_path / "etc/systemd/system"
    units.mkdir(parents=True)
    for path in (*SERVICES, *DEPLOY.glob("*.timer")):
        shutil.copy(path, units)
    for path in DEPLOY.glob("*.service.d"):
        shutil.copytree(path, units / path.name)
    if Path("/usr/lib/systemd/system").exists():
        shutil.copytree("/usr/lib/systemd/system", tmp_path / "usr/lib/systemd/system", symlinks=True)
    programs = tmp_path / "opt/contest/.venv/bin"
    programs.mkdir(parents=True)
    for name in ("python", "gunicorn"):
        (programs / name).write_text("#!/bin/sh\n")
        (programs / name).chmod(0o755)
    return tmp_path


def test_all_services_have_the_same_bounds_and_say_none_of_them_themselves():
    shared = (DEPLOY / "contest-.service.d/hardening.conf").read_text()
    for bound in (
        "ProtectHome=true",
        "PrivateDevices=true",
        "CapabilityBoundingSet=\n",
        "UMask=0027",
        "ProtectSystem=strict",
    ):
        assert bound in shared
    for path in SERVICES:
        assert path.name.startswith("contest-")
        assert not re.search(r"^(Protect|Private|Restrict|User=|Capability)", path.read_text(), re.MULTILINE)


def test_the_daily_run_prunes_tasks_and_sessions_and_erases_by_a_timer():
    commands = re.findall(r"manage\.py (\w+)", (DEPLOY / "contest-daily.service").read_text())
    assert commands == ["prune_db_task_results", "clearsessions", "contest_erase_expired"]
    timer = (DEPLOY / "contest-daily.timer").read_text()
    assert "OnCalendar=*-*-*" in timer
    assert "Persistent=true" in timer


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd on this machine")
@pytest.mark.parametrize("service", [path.name for path in SERVICES])
def test_systemd_takes_the_units_and_finds_them_closed(root, service):
    verified = subprocess.run(
        ["systemd-analyze", "verify", f"--root={root}", service], capture_output=True, text=True
    )
    ours = [line for line in verified.stderr.splitlines() if "contest" in line]
    assert ours == []
    report = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", f"--root={root}", "--no-pager", service],
        capture_output=True,
        text=True,
    )
    exposure = re.search(r"Overall exposure level for \S+: ([0-9.]+)", report.stdout)
    assert exposure, report.stderr
    assert float(exposure[1]) <= MOST_OPEN
