"""Pages that hold citizens' records are not deleted; the editor is told in words."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.models import Page


def guard_deletion(explain: Callable[[Page], str]) -> None:
    """Register `explain` for deletions, single and in bulk.

    `explain` gets a page and returns why neither it nor anything below it may be deleted, or an
    empty text. The database refuses as well (PROTECT); this is the sentence.
    """

    def refuse(request, pages):
        for page in pages:
            if why := explain(page):
                messages.error(request, why)
                parent = page.get_parent()
                return redirect("wagtailadmin_explore", parent.pk if parent else page.pk)
        return None

    def before_delete_page(request, page):
        return refuse(request, [page])

    def before_bulk_action(request, action_type, objects, action_class_instance):
        if action_type == "delete" and getattr(action_class_instance, "models", None) == [Page]:
            return refuse(request, objects)
        return None

    hooks.register("before_delete_page", before_delete_page)
    hooks.register("before_bulk_action", before_bulk_action)
