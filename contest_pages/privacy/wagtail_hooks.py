"""The place of notices in Wagtail's admin."""

from __future__ import annotations

from wagtail.snippets.models import register_snippet

from .admin.viewsets import ConsentNoticeViewSet

register_snippet(ConsentNoticeViewSet)
