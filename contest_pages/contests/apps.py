"""The app contest_contests."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContestsConfig(AppConfig):
    """Contests: the page tree, its milestones, prizes, rules, and the clock that reads them."""

    name = "contest_pages.contests"
    label = "contest_contests"
    verbose_name = _("Contests")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Tell the page cache what visitors see."""
        from django.db.models.signals import post_delete, post_save
        from wagtail.documents import get_document_model
        from wagtail.images import get_image_model
        from wagtail.models import Page, PageViewRestriction, Site
        from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

        from contest_pages import page_cache
        from contest_pages.readiness import inspectors
        from contest_pages.roles import roles_laid
        from contest_pages.sweeping import sweepers
        from contest_pages.units.models import Unit

        from . import publishing
        from .domain.page_workflow import on_roles_laid
        from .inspections import INSPECTORS
        from .scheduling import publish_due

        for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
            signal.connect(publishing.on_published, dispatch_uid=f"contest_contests.published.{id(signal)}")
        for sender in (Site, PageViewRestriction, Unit, get_image_model(), get_document_model()):
            for signal in (post_save, post_delete):
                signal.connect(
                    publishing.on_published,
                    sender=sender,
                    dispatch_uid=f"contest_contests.saved.{sender.__name__}.{id(signal)}",
                )
        post_delete.connect(publishing.on_published, sender=Page, dispatch_uid="contest_contests.deleted")
        post_save.connect(publishing.on_setting_saved, dispatch_uid="contest_contests.settings")
        if publishing.next_change not in page_cache.borders:
            page_cache.borders.append(publishing.next_change)
        inspectors.extend(inspector for inspector in INSPECTORS if inspector not in inspectors)
        roles_laid.connect(on_roles_laid, dispatch_uid="contest_contests.lay_page_workflow")
        if publish_due not in sweepers:
            sweepers.append(publish_due)
