"""The contest's place in Wagtail's admin."""

from __future__ import annotations

from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets import Button

from .domain.usual_pages import missing_usual_pages
from .models import ContestPage
from .views.usual_pages import usual_pages


@hooks.register("register_admin_urls")
def usual_pages_url():
    """Register the screen that offers the usual pages."""
    return [path("contest/<int:page_id>/usual-pages/", usual_pages, name="contest_usual_pages")]


@hooks.register("after_create_page")
@hooks.register("after_publish_page")
def offer_usual_pages(request, page):
    """Lead the editor of a contest that has nothing below it yet to the offer of its usual pages."""
    if (
        isinstance(page, ContestPage)
        and page.is_leaf()
        and page.permissions_for_user(request.user).can_add_subpage()
    ):
        return redirect("contest_usual_pages", page.pk)


@hooks.register("register_page_header_buttons")
def usual_pages_button(page, user, next_url=None, view_name=None):
    """Put “Create the usual pages” into the contest's menu while some are missing."""
    if (
        isinstance(page, ContestPage)
        and page.pk
        and page.permissions_for_user(user).can_add_subpage()
        and missing_usual_pages(page)
    ):
        yield Button(
            gettext_lazy("Create the usual pages"),
            reverse("contest_usual_pages", args=[page.pk]),
            icon_name="folder-open-inverse",
            priority=5,
        )
