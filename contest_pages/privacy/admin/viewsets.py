"""The list of notices about personal data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from contest_pages.privacy.models import ConsentNotice


class ConsentNoticeViewSet(SnippetViewSet):
    """Notices about personal data, with drafts and versions."""

    model = ConsentNotice
    icon = "lock"
    menu_label = _("Notices about personal data")
    menu_name = "contest-notices"
    menu_order = 245
    add_to_admin_menu = True
    list_display = ["title", LiveStatusTagColumn(label=_("State")), UpdatedAtColumn()]
