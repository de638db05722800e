"""The app contest_contests."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContestsConfig(AppConfig):
    """Contests: the page tree, its milestones, prizes, rules, and the phases that follow from them."""

    name = "contest_pages.contests"
    label = "contest_contests"
    verbose_name = _("Contests")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Connect the signals that invalidate the page cache and guard pages, and narrow rights to contests."""
        from django.db.models.signals import post_delete, post_save
        from wagtail.documents import get_document_model
        from wagtail.images import get_image_model
        from wagtail.models import Page, PageViewRestriction, Site
        from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

        from contest_pages.units.models import Unit

        from . import (
            cache_invalidation,
            checks,  # noqa: F401
            form_choices,
            page_guards,
            permission_policies,
            tasks,
        )
        from .models import ContestPage

        for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
            signal.connect(
                cache_invalidation.on_published, dispatch_uid=f"contest_contests.published.{id(signal)}"
            )
        for sender in (Site, PageViewRestriction, Unit, get_image_model(), get_document_model()):
            for signal in (post_save, post_delete):
                signal.connect(
                    cache_invalidation.on_published,
                    sender=sender,
                    dispatch_uid=f"contest_contests.saved.{sender.__name__}.{id(signal)}",
                )
        post_delete.connect(
            cache_invalidation.on_published, sender=Page, dispatch_uid="contest_contests.deleted"
        )
        page_published.connect(
            tasks.on_contest_published,
            sender=ContestPage,
            dispatch_uid="contest_contests.draw_pictures",
        )
        page_guards.connect()
        permission_policies.connect()
        form_choices.connect()
        post_save.connect(cache_invalidation.on_setting_saved, dispatch_uid="contest_contests.settings")
