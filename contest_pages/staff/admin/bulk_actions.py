"""Wagtail's actions for several users at once, under the rules of one account."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.users.views.bulk_actions import AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction

from contest_pages.staff.domain import add_to_group
from contest_pages.staff.queries import visible_accounts


class _VisibleAccountsMixin:
    """Acts on accounts that the user may see; others are left out without a word of them."""

    def get_all_objects_in_listing_query(self, parent_id) -> QuerySet:
        return super().get_all_objects_in_listing_query(parent_id).filter(pk__in=self._visible())

    def get_queryset(self, model, object_ids):
        visible = self._visible().filter(pk__in=object_ids).values_list("pk", flat=True)
        return super().get_queryset(model, list(visible))

    def _visible(self) -> QuerySet:
        return visible_accounts(self.request.user)


class AssignGroupAction(_VisibleAccountsMixin, AssignRoleBulkAction):
    """Lets several people join a group; confidential groups wait for a second person."""

    def check_perm(self, obj):
        """Refuse the own account to all but superusers."""
        user = self.request.user
        return super().check_perm(obj) and (user.is_superuser or obj != user)

    def get_execution_context(self):
        """Add the user who acts."""
        return {**super().get_execution_context(), "request": self.request}

    @classmethod
    def execute_action(cls, objects, role=None, request=None, **kwargs):
        """Let the people join, and say how many wait."""
        if role is None or request is None:
            return 0, 0
        waiting = add_to_group(people=objects, group=role, actor=request.user, now=timezone.now())
        if waiting:
            messages.warning(
                request,
                _("A second person has to approve: %(groups)s. Those who may have got a letter.")
                % {"groups": f"{role.name} ({len(waiting)})"},
            )
        return len(objects) - len(waiting), 0

    def get_success_message(self, num_parent_objects, num_child_objects):
        """Return nothing where all of them wait."""
        return (
            super().get_success_message(num_parent_objects, num_child_objects) if num_parent_objects else None
        )


class DeleteAccountsAction(_VisibleAccountsMixin, DeleteBulkAction):
    """Deletes several accounts."""


class SetActiveAction(_VisibleAccountsMixin, SetActiveStateBulkAction):
    """Closes or opens several accounts."""
