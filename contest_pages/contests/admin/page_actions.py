"""Refusals as messages on the screens of Wagtail: pages ask again when they are saved, moved or deleted."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from contest_pages.contests.domain.copying import point_at_copies
from contest_pages.contests.models import ContestRoundPage, ContestRulesPage
from contest_pages.contests.publish_checks import as_published
from contest_pages.publishing.page_actions import PageAction, reasons_against, records_below

_ACTIONS = {action.value for action in PageAction}


@hooks.register("before_publish_page")
def refuse_publishing(request, page):
    """Refuse to publish what would harm; the draft stays."""
    if reasons := reasons_against(PageAction.PUBLISH, page):
        words = _("Not published; the draft is kept. %(reasons)s") % {"reasons": " ".join(reasons)}
        messages.error(request, words)
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("before_unpublish_page")
def refuse_taking_down(request, page):
    """Refuse to unpublish what is needed, with all that goes down with it."""
    pages = (
        _with_published_below([page.specific]) if request.POST.get("include_descendants") else [page.specific]
    )
    if reasons := _reasons(PageAction.UNPUBLISH, pages):
        messages.error(request, _("Nothing was unpublished. %(reasons)s") % {"reasons": reasons})
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("before_delete_page")
def refuse_deleting(request, page):
    """Refuse to delete what keeps records, or is needed, at or below a page."""
    if reasons := _reasons(PageAction.DELETE, [page.specific]):
        messages.error(request, reasons)
        parent = page.get_parent()
        return redirect("wagtailadmin_explore", parent.pk if parent else page.pk)
    return None


@hooks.register("before_move_page")
def refuse_moving(request, page, destination):
    """Refuse to move to another contest what belongs to this one."""
    if reasons := reasons_against(PageAction.MOVE, page.specific, to=destination):
        messages.error(request, " ".join(reasons))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("before_copy_page")
def say_what_is_copied(request, page):
    """Say before that registrations and the like stay behind; refuse aliases of what people take part in."""
    page = page.specific
    if request.method == "POST":
        below = page.get_descendants(inclusive=True) if request.POST.get("copy_subpages") else [page]
        taken_part_in = [
            found for found in (below_page.specific for below_page in below) if _is_taken_part_in(found)
        ]
        if request.POST.get("alias") and taken_part_in:
            words = _(
                "“%(page)s” cannot be shown at a second place: people would take part where nothing is taken. Link to it instead."
            )
            messages.error(request, words % {"page": taken_part_in[0].title})
            return redirect("wagtailadmin_pages:copy", page.pk)
    elif records := records_below(page):
        words = _("The copy is a page of its own: %(records)s stay with “%(page)s”.")
        messages.info(request, words % {"records": records, "page": page.title})
    return None


@hooks.register("after_copy_page")
def point_copies_at_copies(request, page, new_page):
    """Let copied pages refer to what was copied with them, and to nothing of another contest."""
    if lost := point_at_copies(page, new_page, actor=request.user):
        words = _("Choose again in the copies, which may not refer to another contest: %(fields)s.")
        messages.warning(request, words % {"fields": "; ".join(lost)})


def _is_taken_part_in(page: Page) -> bool:
    return isinstance(page, ContestRoundPage | ContestRulesPage) or getattr(
        page, "takes_registrations", False
    )


@hooks.register("before_bulk_action")
def refuse_in_bulk(request, action_type, objects, action):
    """Refuse in bulk what is refused for single pages: Wagtail calls no other hook for bulk actions."""
    if getattr(action, "models", None) != [Page] or action_type not in _ACTIONS:
        return None
    pages = [page.specific for page in objects]
    form = action.cleaned_form.cleaned_data
    match PageAction(action_type):
        case PageAction.PUBLISH:
            reasons = _reasons_against_publishing(pages, with_drafts_below=form.get("include_descendants"))
            words = _("Nothing was published. %(reasons)s")
        case PageAction.UNPUBLISH:
            pages = _with_published_below(pages) if form.get("include_descendants") else pages
            reasons = _reasons(PageAction.UNPUBLISH, pages)
            words = _("Nothing was unpublished. %(reasons)s")
        case PageAction.DELETE:
            reasons, words = _reasons(PageAction.DELETE, pages), "%(reasons)s"
        case PageAction.MOVE:
            reasons, words = _reasons(PageAction.MOVE, pages, to=form["chooser"]), "%(reasons)s"
    if not reasons:
        return None
    messages.error(request, words % {"reasons": reasons})
    return redirect(action.next_url)


def _reasons_against_publishing(pages: list[Page], *, with_drafts_below: bool) -> str:
    """Return the reasons against publishing the drafts of all these pages at once, which know of each other."""
    if with_drafts_below:
        pages = pages + [below for page in pages for below in page.get_descendants().not_live().specific()]
    drafts = as_published(pages)
    found = [
        reason for page in drafts for reason in reasons_against(PageAction.PUBLISH, page, together=drafts)
    ]
    return " ".join(dict.fromkeys(found))


def _with_published_below(pages: list[Page]) -> list[Page]:
    return pages + [below for page in pages for below in page.get_descendants().live().specific()]


def _reasons(action: PageAction, pages: list[Page], *, to: Page | None = None) -> str:
    found = [reason for page in pages for reason in reasons_against(action, page, to=to)]
    return " ".join(dict.fromkeys(found))
