"""Rows of tasks hold keys of rows, never what a person typed."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import typing

from django_tasks.base import Task

import contest_pages


def tasks() -> list[tuple[str, Task]]:
    """Return every task of the extension with its module."""
    found = []
    for module in pkgutil.walk_packages(contest_pages.__path__, "contest_pages."):
        if module.name.rpartition(".")[2] == "tasks" or ".tasks." in module.name:
            names = vars(importlib.import_module(module.name)).values()
            found += [
                (module.name, value)
                for value in names
                if isinstance(value, Task) and value.func.__module__ == module.name
            ]
    return found


def test_tasks_take_keys_alone():
    assert len(tasks()) > 5
    others = set()
    for module, task in tasks():
        hints = typing.get_type_hints(task.func)
        for name in inspect.signature(task.func).parameters:
            if hints.get(name) not in (int, list[int], int | None):
                others.add((module, task.func.__name__, name))
    assert others == set()
