"""Guards of the pages of contests, whichever way they are published, taken down, moved or deleted.

Screens ask before they act (`admin/page_actions.py`); here everything else is asked: Wagtail's API, workflows,
schedules, commands, code. A new page is not asked about: it is made by code, or as a draft by the editor's form.
"""

from __future__ import annotations

from django.db.models.signals import pre_delete, pre_save
from wagtail.models import Page, get_page_models
from wagtail.signals import page_published, pre_page_move

from contest_pages.contests.models import ContestChildMixin, ContestPage
from contest_pages.publishing.page_actions import (
    PageAction,
    PageActionRefused,
    note_refusal,
    reasons_against,
    refuse_if_needed,
)


def connect() -> None:
    """Connect the guards; deletions of contests' pages only, so that other deletions stay fast."""
    pre_page_move.connect(before_moving, dispatch_uid="contest_contests.before_moving")
    page_published.connect(after_publishing, dispatch_uid="contest_contests.after_publishing")
    pre_save.connect(before_saving, sender=Page, dispatch_uid="contest_contests.before_saving")
    for model in get_page_models():
        if _is_guarded(model):
            name = model._meta.label
            pre_save.connect(
                before_saving, sender=model, dispatch_uid=f"contest_contests.before_saving.{name}"
            )
            pre_delete.connect(
                before_deleting, sender=model, dispatch_uid=f"contest_contests.deleting.{name}"
            )


def _is_guarded(model: type[Page] | None) -> bool:
    return model is not None and issubclass(model, ContestPage | ContestChildMixin)


def before_saving(sender, instance: Page, raw: bool, update_fields, **kwargs) -> None:
    """Raise PageActionRefused where saving a page publishes it or takes it down, and a feature has reasons against it.

    Wagtail saves some pages without what their own type adds: then the stored rest counts.
    """
    if raw or (update_fields is not None and "live" not in update_fields):
        return
    if not _is_guarded(instance.cached_content_type.model_class()):
        return
    action = _action_of_saving(instance)
    if action is not None:
        page = instance.specific
        page.live = instance.live
        refuse_if_needed(action, page)


def _action_of_saving(page: Page) -> PageAction | None:
    """Return what saving a page as it stands does to what the public sees.

    An alias is public from the start, and follows its source afterwards.
    """
    if page._state.adding:
        return PageAction.PUBLISH if page.alias_of_id and page.live else None
    if page.alias_of_id:
        return None
    before = Page.objects.filter(pk=page.pk).values_list("live", "live_revision_id").first()
    if before is None or before == (page.live, page.live_revision_id):
        return None
    if page.live:
        return PageAction.PUBLISH
    return PageAction.UNPUBLISH if before[0] else None


def before_moving(sender, instance: Page, parent_page_after: Page, **kwargs) -> None:
    """Raise PageActionRefused where a page may not go to its new parent."""
    refuse_if_needed(PageAction.MOVE, instance.specific, to=parent_page_after)


def before_deleting(sender, instance: Page, **kwargs) -> None:
    """Raise PageActionRefused where a page keeps records or is needed."""
    refuse_if_needed(PageAction.DELETE, instance)


def after_publishing(sender, instance: Page, **kwargs) -> None:
    """Make a draft of a copy that came into the tree published and must not be: Wagtail asks nobody."""
    if not _is_guarded(type(instance)):
        return
    if reasons := reasons_against(PageAction.PUBLISH, instance):
        Page.objects.filter(pk=instance.pk).update(
            live=False, has_unpublished_changes=True, live_revision=None, first_published_at=None
        )
        instance.live = False
        note_refusal(PageActionRefused(PageAction.PUBLISH, instance, reasons))
