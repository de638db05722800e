"""Sites that leave out features of ours, or add one of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hosts.stranger import settings as stranger

ROOT = Path(__file__).resolve().parent.parent
OURS = [name for name in stranger.INSTALLED_APPS if name.startswith("contest_pages")]

pytestmark = pytest.mark.host


def run(module: str, database: Path, **environment: str) -> None:
    """Run a module in another site's process, and fail with what it wrote."""
    environment = {**os.environ, "HOST_DATABASE": str(database), "DJANGO_SETTINGS_MODULE": "", **environment}
    done = subprocess.run(
        [sys.executable, "-m", module], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def bare(tmp_path_factory) -> Path:
    """Return the database of a site before the extension is installed."""
    path = tmp_path_factory.mktemp("bare") / "site.sqlite3"
    run("tests.hosts.bare", path, HOST_WITHOUT=" ".join(OURS))
    return path


@pytest.fixture
def database(bare, tmp_path) -> Path:
    """Return a copy of that database."""
    return Path(shutil.copy(bare, tmp_path / "site.sqlite3"))


@pytest.mark.parametrize("feature", ["quizzes", "rosters", "ceremonies"])
def test_a_site_without_a_feature_migrates_and_serves_its_pages(database, feature):
    run("tests.hosts.smoke", database, HOST_WITHOUT=f"contest_pages.{feature}")


def test_a_kind_of_round_is_added_by_one_folder_and_one_line_of_installed_apps(database):
    run("tests.hosts.smoke", database, HOST_WITH="tests.hosts.spelling")
