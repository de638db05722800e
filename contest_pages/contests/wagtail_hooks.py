"""Wagtail hooks of contests."""

from __future__ import annotations

from django.db.models import Value
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from .admin import bulk_actions, page_actions  # noqa: F401  (they register hooks)
from .admin.amendment_letter import amendment_letter, may_announce
from .admin.assignments import OwnContestsPanel, assign, assignments
from .admin.edit_view import ContestEditView
from .admin.files_api import OwnDocumentsViewSet, OwnImagesViewSet
from .admin.home_panels import narrow_panels
from .admin.next_year import may_make, next_year
from .admin.remarks import dismiss_remark
from .admin.translating import offered_languages, translate
from .admin.usual_pages import usual_pages
from .admin.words_beside import amount_words, time_words
from .domain.amendment_letter import ANNOUNCE
from .domain.assigning import LIFT, LIMIT
from .domain.remarks import DISMISS, RESTORE
from .domain.usual_pages import missing_usual_pages
from .models import ContestChildMixin, ContestPage, ContestPlanPage
from .permissions import is_limited, may_assign, pages_to_choose
from .views.avatars import avatar


@hooks.register("register_admin_urls")
def contest_urls():
    """Register the screens that offer the usual pages and next year's contest, amounts and times in words."""
    return [
        path("contest/<number:page_id>/usual-pages/", usual_pages, name="contest_usual_pages"),
        path("contest/<number:page_id>/next-year/", next_year, name="contest_next_year"),
        path(
            "contest/<number:page_id>/remarks/<slug:digest>/", dismiss_remark, name="contest_dismiss_remark"
        ),
        path(
            "contest/<number:page_id>/remarks/<slug:digest>/show/",
            dismiss_remark,
            {"dismissed": False},
            name="contest_restore_remark",
        ),
        path("contest/<number:page_id>/amendment-letter/", amendment_letter, name="contest_amendment_letter"),
        path("contest/<number:page_id>/translate/<number:locale_id>/", translate, name="contest_translate"),
        path("contest/assignments/", assignments, name="contest_assignments"),
        path("contest/assignments/<str:user_id>/", assign, name="contest_assign"),
        path("contest/avatars/<path:name>", avatar, name="contest_avatar"),
        path("contest/amount-in-words/", amount_words, name="contest_amount_words"),
        path("contest/time-in-words/", time_words, name="contest_time_words"),
    ]


@hooks.register("insert_global_admin_css")
def screen_style():
    """Load what all our screens share."""
    return format_html('<link rel="stylesheet" href="{}">', static("contest_pages/css/admin.css"))


@hooks.register("insert_editor_js")
def keep_what_is_pasted():
    """Keep numbers, headings and tables of documents that are pasted into a text."""
    return format_html(
        '<script type="module" src="{}" data-contest-paste data-pictures="{}" data-merged="{}"></script>',
        static("contest_pages/js/paste.js"),
        _("Pictures of the pasted text were left out: add them as blocks of their own."),
        _("Merged cells of the pasted table were split: please look the table over."),
    )


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
@hooks.register("after_publish_page")
def offer_usual_pages(request, page):
    """Redirect the editor of a contest without children to the offer of its usual pages, once a session.

    Autosave makes the page before its editor presses anything, and follows no redirect: then the next press
    leads there.
    """
    if not isinstance(page, ContestPage) or not page.is_leaf() or not request.accepts("text/html"):
        return None
    offered = request.session.get("contest_usual_pages_offered", [])
    if page.pk in offered or not page.permissions_for_user(request.user).can_add_subpage():
        return None
    request.session["contest_usual_pages_offered"] = [*offered, page.pk]
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


@hooks.register("register_page_header_buttons")
def next_year_button(page, user, next_url=None, view_name=None):
    """Put “Next year's contest” into the contest's menu."""
    if isinstance(page, ContestPage) and page.pk and page.original is page and may_make(user, page):
        yield Button(
            gettext_lazy("Next year's contest"),
            reverse("contest_next_year", args=[page.pk]),
            icon_name="calendar",
            priority=6,
        )


@hooks.register("register_page_header_buttons")
def amendment_letter_button(page, user, next_url=None, view_name=None):
    """Put the letter to everybody registered into the menu of a published amendment."""
    if isinstance(page, ContestPlanPage) and page.amends_id and page.live and may_announce(user, page):
        yield Button(
            gettext_lazy("Tell everybody registered"),
            reverse("contest_amendment_letter", args=[page.pk]),
            icon_name="mail",
            priority=7,
        )


@hooks.register("register_page_header_buttons")
def translation_buttons(page, user, next_url=None, view_name=None):
    """Offer a contest's pages in the languages of the site in which it has none yet."""
    if isinstance(page, ContestPage) and page.pk:
        for locale in offered_languages(user, page):
            yield Button(
                _("Make the pages in %(language)s") % {"language": locale.get_display_name()},
                reverse("contest_translate", args=[page.pk, locale.pk]),
                icon_name="globe",
                priority=7,
            )


@hooks.register("register_page_header_buttons")
def assignments_button(page, user, next_url=None, view_name=None):
    """Put the people in charge into the contest's menu."""
    if isinstance(page, ContestPage) and page.pk and page.original is page and may_assign(user):
        yield Button(
            gettext_lazy("People in charge"),
            f"{reverse('contest_assignments')}?contest={page.pk}",
            icon_name="group",
            priority=8,
        )


class AssignmentsItem(MenuItem):
    """Shown to those who assign contests."""

    def is_shown(self, request):
        """Say whether the menu has it."""
        return may_assign(request.user)


@hooks.register("register_settings_menu_item")
def assignments_item():
    """Add the people in charge to the settings."""
    return AssignmentsItem(
        gettext_lazy("People in charge of contests"),
        reverse("contest_assignments"),
        name="contest-assignments",
        icon_name="group",
        order=610,
    )


@hooks.register("construct_homepage_panels")
def own_contests_panel(request, panels):
    """Say to limited users on which contests they work, and list them nothing of others."""
    if is_limited(request.user):
        narrow_panels(panels, request.user)
        panels.append(OwnContestsPanel())


@hooks.register("construct_admin_api", order=1000)
def narrow_files(router):
    """Replace Wagtail's own lists of files, which ask for no right."""
    router.register_endpoint("documents", OwnDocumentsViewSet)
    router.register_endpoint("images", OwnImagesViewSet)


@hooks.register("construct_page_chooser_queryset")
def narrow_page_chooser(pages, request):
    """Leave the pages of other contests out of choosers."""
    return pages_to_choose(pages, request.user)


@hooks.register("before_edit_page", order=1000)
def edit_with_readiness(request, page):
    """Edit a contest's page with the readiness panel; Wagtail has no hook for side panels.

    A page that code made has no revision: it gets one, by which two editors of it hear of each other's changes.
    """
    if isinstance(page, ContestPage | ContestChildMixin):
        if page.latest_revision_id is None and page.permissions_for_user(request.user).can_edit():
            page.save_revision(changed=False, clean=False)
        return ContestEditView.as_view()(request, page.pk)
    return None


@hooks.register("construct_explorer_page_queryset")
def name_no_contest_below_it(parent_page, pages, request):
    """Spare the list below a contest the contest's title in each row."""
    if isinstance(parent_page, ContestPage):
        return pages.annotate(listed_in_contest=Value(True))
    return pages


@hooks.register("register_log_actions")
def contest_actions(actions):
    """Register the verbs of contests."""
    actions.register_action(
        ANNOUNCE,
        gettext_lazy("Announce an amendment"),
        gettext_lazy("Letter about the amendment sent to everybody registered"),
    )
    actions.register_action(LIMIT, gettext_lazy("Limit to contests"), gettext_lazy("Limited to contests"))
    actions.register_action(
        LIFT, gettext_lazy("Lift the limit to contests"), gettext_lazy("Works on all contests again")
    )
    actions.register_action(DISMISS, gettext_lazy("Set a remark aside"), gettext_lazy("Remark set aside"))
    actions.register_action(RESTORE, gettext_lazy("Show a remark again"), gettext_lazy("Remark shown again"))
    actions.register_action(
        "contest.refuse_publishing",
        gettext_lazy("Refuse publishing"),
        gettext_lazy("Not published: it would harm those who take part"),
    )
    actions.register_action(
        "contest.refuse_unpublishing",
        gettext_lazy("Refuse unpublishing"),
        gettext_lazy("Not unpublished on schedule: it would harm those who take part"),
    )
