"""The wheel carries what it needs, and another site runs on it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Build the wheel from pyproject.toml as a host's installer would, in a clean folder."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_templates_static_files_and_the_catalogue(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "contest_pages/templates/contest_pages/base.html",
        "contest_pages/contests/templates/contest_contests/contest_page.html",
        "contest_pages/review/templates/contest_review/admin/desk.html",
        "contest_pages/registrations/templates/contest_registrations/letters/welcome.txt",
        "contest_pages/static/contest_pages/css/review.css",
        "contest_pages/static/contest_pages/js/forms.js",
        "contest_pages/static/contest_pages/vendor/contest_pages.css",
        "contest_pages/static/contest_pages/vendor/fonts/be-vietnam-pro-vietnamese-400-normal.woff2",
        "contest_pages/static/contest_pages/vendor/fonts/Tinos_400Regular.ttf",
        "contest_pages/locale/vi/LC_MESSAGES/django.mo",
        "contest_pages/entries/sandbox/probe.py",
        "contest_pages/management/commands/contest_set_up_roles.py",
    } <= names


def test_the_wheel_carries_nothing_of_the_portal_or_the_tests(wheel):
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"contest_pages"}


def test_every_file_of_the_extension_is_in_the_wheel(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    listed = subprocess.run(
        ["git", "ls-files", "contest_pages"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert set(listed) - names == set()


@pytest.mark.host
def test_a_strangers_site_runs_on_the_wheel(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    (tmp_path / "run" / "tests").mkdir(parents=True)
    (tmp_path / "run" / "tests" / "__init__.py").touch()
    for name in ("hosts", "database.py"):
        (tmp_path / "run" / "tests" / name).symlink_to(ROOT / "tests" / name)
    run = subprocess.run(
        [sys.executable, "-m", "tests.hosts.smoke"],
        cwd=tmp_path / "run",
        env={
            **os.environ,
            "PYTHONPATH": f"{tmp_path / 'site'}:{tmp_path / 'run'}",
            "DJANGO_SETTINGS_MODULE": "",
        },
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert f"smoke passed with {tmp_path}" in run.stdout
