"""Hooks: what features contribute to each other, documented, checked at the start."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.core.exceptions import AppRegistryNotReady, ImproperlyConfigured

from contest_pages import conf, hooks

ROOT = Path(__file__).resolve().parent.parent


def test_each_hook_is_documented_with_its_arguments():
    rows = dict(re.findall(r"^\| `(\w+)` \|([^|]*)\|", (ROOT / "docs/hooks.md").read_text(), re.M))
    assert rows.keys() == hooks.HOOKS.keys()
    for name, arguments in hooks.HOOKS.items():
        assert re.findall(r"`(\w+)`(?=[:, ]|$)", rows[name])[: len(arguments)] == list(arguments), name


def test_each_hook_is_called_with_the_arguments_it_names():
    called = {}
    for folder in ("contest_pages", "home"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "hooks.call":
                    called[node.args[0].value] = tuple(keyword.arg for keyword in node.keywords)
    assert called == hooks.HOOKS


def test_functions_are_called_in_their_order_and_none_is_no_answer():
    with (
        hooks.register_temporarily("round_notes", lambda round_page: "second", app="second", order=2),
        hooks.register_temporarily("round_notes", lambda round_page: "first", app="first", order=1),
        hooks.register_temporarily("round_notes", lambda round_page: None, app="silent"),
    ):
        assert [hook(round_page=None) for hook in hooks.functions("round_notes")[-2:]] == ["first", "second"]
    assert "first" not in hooks.apps_of("round_notes")


def test_a_second_function_of_one_app_is_refused():
    with (
        hooks.register_temporarily("housekeeping", lambda now: []),
        pytest.raises(ImproperlyConfigured, match="has its"),
        hooks.register_temporarily("housekeeping", lambda now: []),
    ):
        pass


def test_a_hook_that_does_not_exist_is_refused():
    with pytest.raises(ImproperlyConfigured, match="no hook"):
        hooks.register("housekeping")(lambda now: [])


def test_hooks_cannot_be_called_before_all_apps_are_ready(monkeypatch):
    monkeypatch.setattr(hooks, "_is_discovered", False)
    with pytest.raises(AppRegistryNotReady):
        hooks.functions("housekeeping")


def test_two_features_cannot_declare_the_same_setting():
    conf._defaults_of_features.cache_clear()
    with (
        hooks.register_temporarily("default_settings", lambda: {"QUIZ_PLACES": 1}),
        pytest.raises(ImproperlyConfigured, match="QUIZ_PLACES"),
    ):
        conf.get("QUIZ_PLACES")
    assert conf.get("QUIZ_PLACES") == 0
