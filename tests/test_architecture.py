"""What keeps the house in order: who imports whom, who points to whom, how large a file may grow."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from wagtail.log_actions import registry

ROOT = Path(__file__).resolve().parent.parent
EXTENSION = ROOT / "contest_pages"
LAYERS = [
    "contest_units",
    "contest_contests",
    "contest_banners",
    "contest_ceremonies",
    "contest_activities",
    "contest_registrations",
    "contest_rosters",
    "contest_entries",
    "contest_review",
    "contest_quizzes",
    "contest_results",
]
LINES = 400


def tracked(*patterns: str) -> list[Path]:
    """Return the files that git tracks or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return [ROOT / name for name in listed if (ROOT / name).is_file()]


def test_features_import_only_downwards():
    run = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("label", LAYERS)
def test_a_feature_points_only_to_its_own_or_a_lower_layer(label):
    below = set(LAYERS[: LAYERS.index(label) + 1])
    for model in apps.get_app_config(label).get_models():
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model is not None:
                target = field.related_model._meta.app_label
                assert target in below or not target.startswith("contest_"), (
                    f"{model.__name__}.{field.name} → {target}"
                )


#: How a round is arranged goes with the round; what was decided in it keeps the round from going.
ARRANGEMENTS = {"ReviewPlan", "ReviewChain"}


@pytest.mark.parametrize("label", LAYERS)
def test_a_row_about_citizens_outlives_the_page_it_points_to(label):
    from wagtail.models import Page

    for model in apps.get_app_config(label).get_models():
        for field in model._meta.concrete_fields:
            if model.__name__ in ARRANGEMENTS:
                continue
            if field.is_relation and issubclass(field.related_model, Page) and not issubclass(model, Page):
                parental = type(field).__name__ == "ParentalKey"
                assert parental or field.remote_field.on_delete.__name__ == "PROTECT", (
                    f"{model.__name__}.{field.name}"
                )


@pytest.mark.parametrize("label", LAYERS)
def test_labels_tables_and_page_classes_carry_the_prefix(label):
    from wagtail.models import Page

    for model in apps.get_app_config(label).get_models():
        assert model._meta.db_table.startswith("contest_")
        if issubclass(model, Page):
            assert model.__name__.startswith("Contest") or "Round" in model.__name__


@pytest.mark.parametrize("label", LAYERS)
def test_constraints_and_related_names_on_the_hosts_models_carry_the_prefix(label):
    for model in apps.get_app_config(label).get_models():
        for constraint in model._meta.constraints:
            assert constraint.name.startswith("contest_"), constraint.name
        for field in model._meta.local_fields:
            if field.is_relation and not field.related_model._meta.app_label.startswith("contest_"):
                related = field.remote_field.related_name
                if field.remote_field.parent_link:
                    continue
                assert related == "+" or (related or "").startswith("contest_"), (
                    f"{model.__name__}.{field.name}"
                )


@pytest.mark.parametrize("label", LAYERS)
def test_histories_are_short_and_begin_once(label):
    folder = Path(apps.get_app_config(label).path) / "migrations"
    assert not list(folder.glob("0002_initial*"))


def test_commands_tags_and_static_files_carry_the_prefix():
    commands = {path.stem for path in EXTENSION.rglob("management/commands/*.py")} - {"__init__"}
    assert {name for name in commands if not name.startswith("contest_")} == {
        "set_up_roles",
        "erase_expired",
        "verify_reviews",
        "import_units",
        "load_vietnam_units",
        "recompute_standings",
    }
    tags = {path.stem for path in EXTENSION.rglob("templatetags/*.py")} - {"__init__"}
    assert all(name.startswith("contest_") for name in tags)
    for folder in EXTENSION.rglob("static"):
        assert {child.name for child in folder.iterdir()} == {"contest_pages"}
    for folder in EXTENSION.rglob("templates"):
        assert all(child.name.startswith("contest_") for child in folder.iterdir())


def test_no_file_grows_beyond_400_lines():
    too_long = {
        str(path.relative_to(ROOT)): count
        for path in tracked("*.py", "*.html", "*.css", "*.js", "Makefile")
        if "migrations" not in path.parts and (count := len(path.read_text().splitlines())) > LINES
    }
    assert too_long == {}


def test_logic_imports_no_models_and_no_requests():
    forbidden = ("models", "http", "views", "forms", "db")
    for path in EXTENSION.glob("*/logic.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = (
                [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else [a.name for a in getattr(node, "names", [])]
                if isinstance(node, ast.Import)
                else []
            )
            for name in names:
                assert not set(name.split(".")) & set(forbidden), (
                    f"{path.parent.name}/logic.py imports {name}"
                )


def test_no_migration_is_missing(db):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_the_catalogues_are_complete():
    run = subprocess.run(
        [sys.executable, ".ci/messages.py", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout


def test_every_audit_verb_that_the_code_writes_is_registered():
    written = set()
    for path in EXTENSION.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and node.value.startswith("contest.")
            ):
                written.add(node.value)
    assert {verb for verb in written if not registry.action_exists(verb)} == set()
    assert "contest.accept" in written


def test_every_command_and_setting_is_documented():
    docs = "\n".join(path.read_text() for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
    from contest_pages.conf import DEFAULTS

    commands = {
        path.stem
        for path in [
            *EXTENSION.rglob("management/commands/*.py"),
            *(ROOT / "home").rglob("management/commands/*.py"),
        ]
    } - {"__init__"}
    assert {name for name in [*DEFAULTS, *commands] if name not in docs} == set()
