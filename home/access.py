"""Who may change what belongs to the portal alone."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission

from contest_pages.roles import ROLES

#: Roles that arrange the look and the foot of the site.
MAY_ARRANGE = ("administrators",)


def on_roles_laid(sender, **kwargs) -> None:
    """Give the permission to the groups of these roles, and take it from those of the others."""
    permission = Permission.objects.get(
        content_type__app_label="home", content_type__model="portalsettings", codename="change_portalsettings"
    )
    for role in ROLES:
        group = Group.objects.filter(name=role.group).first()
        if group is not None:
            change = group.permissions.add if role.key in MAY_ARRANGE else group.permissions.remove
            change(permission)
