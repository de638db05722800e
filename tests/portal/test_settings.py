"""Settings: production starts complete or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def example() -> dict[str, str]:
    """Return the environment that deploy/environment.example shows."""
    lines = (ROOT / "deploy/environment.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def manage(tmp_path, *arguments, without: str = "") -> subprocess.CompletedProcess:
    environment = {**example(), "DATA_DIR": str(tmp_path), "DATABASE_URL": "sqlite://:memory:"}
    environment.pop(without, None)
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={
            **environment,
            "DJANGO_SETTINGS_MODULE": "portal.settings.production",
            "PATH": os.environ["PATH"],
        },
        capture_output=True,
        text=True,
    )


def test_production_passes_djangos_deployment_check(tmp_path):
    (tmp_path / "private").mkdir()
    run = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert run.returncode == 0, run.stderr
    assert "no issues" in run.stdout


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "RECAPTCHA_PRIVATE_KEY", "DATA_DIR"]
)
def test_a_missing_name_stops_the_start_with_a_sentence(tmp_path, name):
    run = manage(tmp_path, "check", without=name)
    assert run.returncode != 0
    assert f"The environment lacks {name}:" in run.stderr
    assert "deploy/environment.example" in run.stderr


def test_the_demo_refuses_to_run_in_production(tmp_path):
    run = manage(tmp_path, "load_demo")
    assert run.returncode != 0
    assert "development settings only" in run.stderr


def test_no_secret_stands_in_the_example():
    values = example()
    assert values["SECRET_KEY"].startswith("replace-me")
    assert values["EMAIL_HOST_PASSWORD"] == ""


def test_static_files_are_collected_and_named_by_what_is_in_them(tmp_path):
    (tmp_path / "private").mkdir()
    run = manage(tmp_path, "collectstatic", "--noinput")
    assert run.returncode == 0, run.stderr[-2000:]
    assert list((tmp_path / "static/contest_pages/vendor").glob("contest_pages.*.css.gz"))
