"""Rows of tasks hold keys of rows and names of fixed choices, never what a person typed."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import typing

from django_tasks.base import Task

import contest_pages

#: Texts that tasks take: each one of a few words in the code.
FIXED_WORDS = {
    ("contest_pages.review.tasks", "send_step_reminder", "kind"),
    ("contest_pages.registrations.tasks", "send_link", "onward"),
}


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
    assert len(tasks()) > 15
    others = set()
    for module, task in tasks():
        hints = typing.get_type_hints(task.func)
        for name in inspect.signature(task.func).parameters:
            if hints.get(name) not in (int, list[int], int | None):
                others.add((module, task.func.__name__, name))
    assert others == FIXED_WORDS
