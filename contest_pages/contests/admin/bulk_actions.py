"""Publishing and taking down many pages at once: each page once, counted as it then is, named while they are few."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction
from wagtail.models import Page

from contest_pages.publishing.page_actions import PageAction, agreed

#: So many pages are named; of more only the number is given.
NAMED = 5


def _once(objects, below) -> list[Page]:
    """Return pages and what lies below them, each once: a page below may be chosen too."""
    found = {}
    for page in objects:
        found[page.pk] = page
        found |= {other.pk: other for other in below(page)}
    return [page.specific for page in found.values()]


def _named(pages: list[Page]) -> str:
    """Return the titles of a few pages, to stand after their number; empty for many."""
    titles = ", ".join(f"“{page.title}”" for page in pages)
    return f": {titles}" if 0 < len(pages) <= NAMED else ""


class PublishPages(PublishBulkAction):
    """Publish pages that were asked about together; what did not become public is not counted."""

    @classmethod
    def execute_action(cls, objects, include_descendants=False, user=None, **kwargs):
        """Publish the newest draft of each page; return what became public and what waits for its time."""
        drafts = (
            (lambda page: page.get_descendants().not_live()) if include_descendants else (lambda page: ())
        )
        pages = [
            page
            for page in _once(objects, drafts)
            if user is None or page.permissions_for_user(user).can_publish()
        ]
        with agreed(PageAction.PUBLISH, pages):
            for page in pages:
                revision = page.get_latest_revision() or page.save_revision(user=user)
                revision.publish(user=user)
        found = Page.objects.in_bulk([page.pk for page in pages])
        now = [page for page in found.values() if page.live and not page.has_unpublished_changes]
        return now, [page for page in found.values() if page not in now]

    def get_success_message(self, num_parent_objects, num_child_objects):
        """Return how many pages are public now, and how many wait for the time that was set for them."""
        public, waiting = num_parent_objects, num_child_objects
        sentences = []
        if public:
            words = ngettext(
                "%(count)d page has been published", "%(count)d pages have been published", len(public)
            )
            sentences.append(words % {"count": len(public)} + _named(public) + ".")
        if waiting:
            words = ngettext(
                "%(count)d page is not public yet: it waits for its time",
                "%(count)d pages are not public yet: they wait for their time",
                len(waiting),
            )
            sentences.append(words % {"count": len(waiting)} + _named(waiting) + ".")
        return " ".join(sentences) or _("No page was published.")


class UnpublishPages(UnpublishBulkAction):
    """Take pages down that were asked about together."""

    @classmethod
    def execute_action(cls, objects, include_descendants=False, user=None, permission_checker=None, **kwargs):
        """Unpublish each page; return those that were public, and nothing else."""
        published = (lambda page: page.get_descendants().live()) if include_descendants else (lambda page: ())
        pages = [
            page
            for page in _once(objects, published)
            if page.live and (permission_checker is None or permission_checker(page))
        ]
        with agreed(PageAction.UNPUBLISH, pages):
            for page in pages:
                page.unpublish(user=user)
        return pages, []

    def get_success_message(self, num_parent_objects, num_child_objects):
        """Return how many pages are not public any more."""
        pages = num_parent_objects
        if not pages:
            return _("No page was unpublished: none of them was public.")
        words = ngettext(
            "%(count)d page has been unpublished", "%(count)d pages have been unpublished", len(pages)
        )
        return words % {"count": len(pages)} + _named(pages) + "."


hooks.register("register_bulk_action", PublishPages, order=1)
hooks.register("register_bulk_action", UnpublishPages, order=1)
