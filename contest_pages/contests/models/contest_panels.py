"""The tabs of the editor's form of a contest."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList, TabbedInterface
from wagtail.models import Page

from contest_pages.contests.admin_forms import MilestonesPanel, PrizesPanel

EDIT_HANDLER = TabbedInterface(
    [
        ObjectList(
            [
                *Page.content_panels,
                FieldPanel("kinds"),
                FieldPanel("theme"),
                FieldPanel("organiser"),
                FieldPanel("summary"),
                FieldPanel("hero_image"),
                FieldPanel("body"),
            ],
            heading=_("Contest"),
        ),
        ObjectList(
            [
                MilestonesPanel("milestones", heading=_("Milestones"), label=_("Milestone")),
                PrizesPanel("prizes", heading=_("Prizes"), label=_("Prize")),
            ],
            heading=_("Milestones, prizes"),
        ),
        ObjectList(
            [
                InlinePanel("contacts", heading=_("Contacts"), label=_("Contact")),
                FieldPanel("questions"),
                FieldPanel("partners"),
                InlinePanel("banners", heading=_("Banners"), label=_("Banner")),
            ],
            heading=_("Contacts, questions"),
        ),
        ObjectList(
            [*Page.promote_panels, FieldPanel("erase_on"), *Page.settings_panels], heading=_("Settings")
        ),
    ]
)
