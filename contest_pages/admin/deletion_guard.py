"""Refusal, with a sentence, to delete accounts that records refer to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.shortcuts import redirect
from wagtail import hooks


def guard_user_deletion(explain: Callable[[Any], str]) -> None:
    """Register `explain` for deletions of accounts, single and in bulk.

    `explain` gets a user and returns why the account may not be deleted, or an empty text.
    """

    def refuse(request, users):
        for user in users:
            if why := explain(user):
                messages.error(request, why)
                return redirect("wagtailusers_users:index")
        return None

    def before_delete_user(request, user):
        return refuse(request, [user])

    def before_bulk_action(request, action_type, objects, action_class_instance):
        if action_type == "delete" and get_user_model() in getattr(action_class_instance, "models", ()):
            return refuse(request, objects)
        return None

    hooks.register("before_delete_user", before_delete_user)
    hooks.register("before_bulk_action", before_bulk_action)
