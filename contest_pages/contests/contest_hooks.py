"""Hooks of contests: URLs, settings, readiness checks, change times of pages, housekeeping."""

from __future__ import annotations

from django.utils import timezone
from wagtail.models import Page

from contest_pages import hooks
from contest_pages.publishing.page_search import index_again

from . import cache_invalidation, permissions, readiness, urls
from .domain.page_workflow import create_page_workflow
from .domain.scheduled_publishing import publish_scheduled
from .models import ContestPage
from .page_refusals import reasons_against


@hooks.register("default_settings")
def default_settings():
    """Declare the settings of this feature."""
    return {
        # No rule may allow a file larger than this, in bytes.
        "MAX_VIDEO_BYTES": 2 * 1024**3,
        # Seconds for which a process may reuse the rules and the form that it has read; 0: none.
        "RULES_CACHE_SECONDS": 1,
    }


@hooks.register("url_patterns", order=50)
def url_patterns():
    """Add the addresses of this feature."""
    return urls.urlpatterns


@hooks.register("role_permissions")
def role_permissions():
    """Declare the rights that each role gets from this feature."""
    return permissions.ROLE_PERMISSIONS


@hooks.register("address_records")
def address_records():
    """Say which pages the addresses of the admin name, Wagtail's own included."""
    return {
        "contest_id": ContestPage,
        "page_id": Page,
        "page_pk": Page,
        "round_id": Page,
        "parent_id": Page,
        "parent_page_id": Page,
        "page_to_move_id": Page,
        "destination_id": Page,
        "locale_id": None,
        "user_id": None,
    }


@hooks.register("check_page")
def check_page(page, context):
    """Check the contest itself, its plan and rules, its rounds, its texts."""
    for check in readiness.READINESS_CHECKS:
        yield from check(page, context)


@hooks.register("page_refusals")
def page_refusals(page, action, to, together):
    """Refuse what would harm those who take part."""
    return reasons_against(page, action, timezone.now(), to=to, together=together)


@hooks.register("next_page_change")
def next_page_change(now):
    """Return when a round, milestone or banner next changes a page."""
    return cache_invalidation.next_change(now)


@hooks.register("search_texts")
def search_texts():
    """Index the titles of pages without marks again."""
    return {"pages": index_again()}


@hooks.register("housekeeping")
def housekeeping(now):
    """Publish and unpublish what is due."""
    return publish_scheduled(now)


@hooks.register("roles_assigned")
def roles_assigned(groups, pages):
    """Let editors, who may publish, approve what writers wrote."""
    create_page_workflow(pages=[page for page in pages if page.depth > 1], approvers=groups["editors"])
