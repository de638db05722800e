"""The staff of the review: their names, and who belongs to a step."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet

from contest_pages.contests.enums import Committee

from .permissions import may_manage

REVIEW, MANAGE = "review_entry", "manage_review"


def committee_of(user) -> Committee:
    """Return the committee that the review's role of a user belongs to: organisers manage, the secretariat assists."""
    return Committee.ORGANISERS if may_manage(user) else Committee.SECRETARIAT


def as_of_now(user):
    """Return a user with the current permissions, not those cached at the beginning of the request."""
    return get_user_model().objects.get(pk=user.pk)


def holders_of(codename: str) -> QuerySet:
    """Return the active users with a permission of the review, by a group or of their own."""
    permission = Permission.objects.filter(content_type__app_label="contest_review", codename=codename)
    return (
        get_user_model()
        .objects.filter(is_active=True)
        .filter(Q(groups__permissions__in=permission) | Q(user_permissions__in=permission))
        .distinct()
    )


def moderators_of(step) -> QuerySet:
    """Return the users who may decide at a step."""
    people = holders_of(REVIEW).order_by("last_name", "first_name", "pk")
    return people.filter(groups=step.group_id) if step.group_id else people


def group_of_moderators() -> Group | None:
    """Return the group that reviews and does not manage: the site's moderators, whatever its name."""
    ours = Group.objects.filter(permissions__content_type__app_label="contest_review")
    managing = ours.filter(permissions__codename=MANAGE).values("pk")
    return ours.filter(permissions__codename=REVIEW).exclude(pk__in=managing).order_by("pk").first()


def group_of_organisers() -> Group | None:
    """Return the group that manages the review."""
    return Group.objects.filter(permissions__codename=MANAGE).order_by("pk").first()
