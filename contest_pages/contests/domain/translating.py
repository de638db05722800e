"""A contest in another language: all its pages at once, as drafts to be translated."""

from __future__ import annotations

from django.db import transaction
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.models import GroupPagePermission, Locale, Page

from contest_pages import audit
from contest_pages.contests.models import ContestIndexPage, ContestPage


def missing_languages(contest: ContestPage) -> list[Locale]:
    """Return the languages of the site in which this contest has no page yet."""
    present = contest.get_translations(inclusive=True).values_list("locale", flat=True)
    return list(Locale.objects.exclude(pk__in=present).order_by("pk"))


@transaction.atomic
def translate_contest(*, contest: ContestPage, locale: Locale, actor) -> ContestPage:
    """Copy a contest with all its pages into a language, as drafts, and return the copy; idempotent.

    The pages above it are copied where they are missing. Who works below the list of contests works below its
    translation too. Forms, rules and rounds go on belonging to the original.
    """
    Page.objects.select_for_update().get(pk=contest.pk)
    present = ContestPage.objects.filter(translation_key=contest.translation_key, locale=locale).first()
    if present is not None:
        return present
    action = CopyPageForTranslationAction(
        page=contest, locale=locale, copy_parents=True, include_subtree=True, user=actor
    )
    made = action.execute(skip_permission_checks=True)
    index = ContestIndexPage.objects.parent_of(contest).first()
    if index is not None:
        _give_same_rights(index, made.get_parent())
    audit.record("wagtail.create", made, actor=actor)
    return made


def _give_same_rights(source: Page, target: Page) -> None:
    rights = GroupPagePermission.objects.filter(page=source)
    GroupPagePermission.objects.bulk_create(
        [
            GroupPagePermission(group_id=right.group_id, permission_id=right.permission_id, page=target)
            for right in rights
        ],
        ignore_conflicts=True,
    )
