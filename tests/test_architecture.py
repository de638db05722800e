"""The architecture: who imports whom, who points to whom, how large a file may grow, which words are used."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import sys
import tokenize
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from wagtail.log_actions import registry

ROOT = Path(__file__).resolve().parent.parent
EXTENSION = ROOT / "contest_pages"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
#: Our packages and root modules as the first contract lists them, from the top down; those beside each other by "|".
STACK = [[name.strip() for name in layer.split("|")] for layer in CONTRACTS[0]["layers"]]
FEATURES = [
    name.removeprefix("contest_pages.")
    for layer in STACK
    for name in layer
    if (EXTENSION / name.removeprefix("contest_pages.") / "apps.py").is_file()
    and name.startswith("contest_pages.")
]
#: The labels of the features that have models, from the bottom up.
LAYERS = [
    f"contest_{name}"
    for name in reversed(FEATURES)
    if any(True for _ in apps.get_app_config(f"contest_{name}").get_models())
]
LINES = 400
TEMPLATE_COLUMNS = 160
#: Words of docs/architecture.md that names, comments, docstrings and documents avoid.
AVOIDED = re.compile(
    r"twice is (as good|once)|\bin the way\b|\blaid(?! out)\b|\bsweep\w*|\bkept pages?\b"
    r"|\b(deeds?|caged?|wish(e[sd])?|anew|somebody|whoever|likeness(es)?|merits?|struck)\b"
    # As names only: they have their place in sentences.
    r"|^(told|said|brings)$",
    re.I | re.M,
)
#: Where these words are avoided.
WORDED = ("contest_pages", "home", "portal", "templates", "tests", ".ci", "deploy", "docs", "README.md")


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


#: What a feature keeps for itself: others use its queries, its domain and its `access`.
PRIVATE = {"views", "viewsets", "admin"}


def test_no_feature_imports_another_features_views_or_staff_screens():
    features = {path.parent.name for path in EXTENSION.glob("*/apps.py")}
    found, imports = set(), 0
    for path in (path for feature in features for path in (EXTENSION / feature).rglob("*.py")):
        feature = path.relative_to(EXTENSION).parts[0]
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.ImportFrom) or node.level or not node.module:
                continue
            for alias in node.names:
                root, other, *rest = [*f"{node.module}.{alias.name}".split("."), "", ""][:3]
                if root == "contest_pages" and other in features - {feature}:
                    imports += 1
                    if rest[0] in PRIVATE:
                        found.add(f"{path.relative_to(EXTENSION)} imports {node.module}.{alias.name}")
    assert found == set()
    assert imports > 100


#: How a round is arranged goes with the round; a user's choice of columns, assignments, the collection of files, whose
#: question sets there are and how letters are worded go with the contest; what was decided keeps the page from going.
ARRANGEMENTS = {
    "ReviewPlan",
    "ReviewChain",
    "ExportColumns",
    "ContestAssignment",
    "ContestCollection",
    "QuestionSet",
    "LetterWording",
}


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


def test_no_migration_names_a_model_that_a_host_may_replace():
    found = {
        f"{path.parent.parent.name}/{path.name}: {name}"
        for path in EXTENSION.rglob("migrations/0*.py")
        for name in ("wagtaildocs.document", "wagtailimages.image", "auth.user", "home.")
        if f"to='{name}" in path.read_text().lower() or f'to="{name}' in path.read_text().lower()
    }
    assert found == set()


def test_commands_tags_and_static_files_carry_the_prefix():
    commands = {path.stem for path in EXTENSION.rglob("management/commands/*.py")} - {"__init__"}
    assert {name for name in commands if not name.startswith("contest_")} == set()
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


def test_every_template_of_ours_that_is_named_exists():
    named = {
        (name, str(path.relative_to(ROOT)))
        for path in tracked("contest_pages/*.html", "contest_pages/*.txt", "contest_pages/*.py", "home/*.py")
        for name in re.findall(r"""["'](contest_\w+/[\w/-]+\.(?:html|txt))["']""", path.read_text())
    }
    missing = set()
    for name, where in named:
        try:
            get_template(name)
        except TemplateDoesNotExist:
            missing.add(f"{where} names {name}")
    assert missing == set()
    assert len(named) > 100


def test_no_line_of_a_template_is_longer_than_160_characters():
    too_long = {
        f"{path.relative_to(ROOT)}:{number}": len(line)
        for path in tracked("*.html")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > TEMPLATE_COLUMNS
    }
    assert too_long == {}


def test_the_file_that_is_timed_from_cold_exists():
    timed = re.search(r'^ONE_FILE = "(.+)"$', (ROOT / ".ci/run_tests.py").read_text(), re.MULTILINE)
    assert timed
    assert (ROOT / timed[1]).is_file()


def test_the_contracts_name_every_package_and_every_feature():
    packages = {path.name for path in EXTENSION.iterdir() if (path / "__init__.py").is_file()}
    modules = {path.stem for path in EXTENSION.glob("*.py")} - {"__init__", "apps"}
    named = {name.removeprefix("contest_pages.") for layer in STACK for name in layer} - {"home", "portal"}
    assert (packages - {"templatetags", "migrations"}) | modules == named
    plain, inside = CONTRACTS[1], CONTRACTS[2]
    with_logic = {name for name in FEATURES if list(EXTENSION.glob(f"{name}/logic*"))}
    assert {f"contest_pages.{name}.logic" for name in with_logic} == set(plain["source_modules"])
    with_models = {name for name in FEATURES if list(EXTENSION.glob(f"{name}/models*"))}
    assert {f"contest_pages.{name}.models" for name in with_models} == set(plain["forbidden_modules"])
    assert {f"contest_pages.{name}" for name in FEATURES} == set(inside["containers"])
    assert inside["exhaustive"]


def imported(path: Path) -> set[str]:
    """Return the modules that a file names in its imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


@pytest.mark.parametrize("feature", FEATURES)
def test_logic_imports_no_models_and_no_requests(feature):
    forbidden = {"models", "http", "views", "forms", "db"}
    for path in [*EXTENSION.glob(f"{feature}/logic.py"), *EXTENSION.glob(f"{feature}/logic/**/*.py")]:
        for name in imported(path):
            assert not set(name.split(".")) & forbidden, f"{path.relative_to(ROOT)} imports {name}"


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
    from contest_pages.conf import defaults

    commands = {
        path.stem
        for path in [
            *EXTENSION.rglob("management/commands/*.py"),
            *(ROOT / "home").rglob("management/commands/*.py"),
        ]
    } - {"__init__"}
    assert {name for name in [*defaults(), *commands] if name not in docs} == set()


def wording(path: Path) -> str:
    """Return names, comments and docstrings of a file; the source strings of translations are left out."""
    text = path.read_text()
    if path.suffix == ".html":
        return "\n".join(
            re.sub(r"'[^']*'|\"[^\"]*\"", "", tag) for tag in re.findall(r"\{[#{%].*?[#}%]\}", text, re.S)
        )
    if path.suffix != ".py":
        return text
    nodes = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = [
        ast.get_docstring(node) or "" for node in ast.walk(ast.parse(text)) if isinstance(node, nodes)
    ]
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    words = [t.string.replace("_", " ") for t in tokens if t.type in (tokenize.NAME, tokenize.COMMENT)]
    return "\n".join([*docstrings, *words])


def test_names_comments_and_documents_use_the_words_of_the_glossary():
    files = tracked(*(f"{folder}*" for folder in WORDED))
    checked = [
        path
        for path in files
        if path.suffix in (".py", ".html", ".md", ".js")
        and "migrations" not in path.parts
        and path != ROOT / "docs/architecture.md"
    ]
    assert len(checked) > 400
    found = {
        str(path.relative_to(ROOT)): sorted({match.group() for match in AVOIDED.finditer(wording(path))})
        for path in checked
    }
    assert {path: words for path, words in found.items() if words} == {}


def test_patterns_name_the_digits_that_they_take():
    """A class of all digits also takes those of other scripts, which a database and a browser read differently."""
    sources = [
        path for folder in (EXTENSION, ROOT / "home", ROOT / "portal") for path in folder.rglob("*.py")
    ]
    letters = r"[^\W\d"  # all letters of a word, and no digit
    assert [str(p.relative_to(ROOT)) for p in sources if r"\d" in p.read_text().replace(letters, "")] == []
