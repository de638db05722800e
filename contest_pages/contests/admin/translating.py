"""Make the pages of a contest in another language."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Locale

from contest_pages.admin.confirm_screen import confirm_screen
from contest_pages.contests.domain.translating import missing_languages, translate_contest
from contest_pages.contests.models import ContestPage


def may_translate(user, contest: ContestPage) -> bool:
    """Say whether a user may make a contest's pages in another language: who may add pages below the contest."""
    return (
        getattr(settings, "WAGTAIL_I18N_ENABLED", False)
        and contest.original is contest
        and contest.permissions_for_user(user).can_add_subpage()
    )


def translate(request: HttpRequest, page_id: int, locale_id: int) -> HttpResponse:
    """Say what is made; on POST make it and lead to the new contest."""
    contest = get_object_or_404(ContestPage, pk=page_id)
    locale = get_object_or_404(Locale, pk=locale_id)
    if not may_translate(request.user, contest):
        raise PermissionDenied
    if request.method == "POST":
        made = translate_contest(contest=contest, locale=locale, actor=request.user)
        words = _(
            "All pages of “%(contest)s” stand in %(language)s as drafts: translate them and publish them."
        )
        messages.success(request, words % {"contest": contest.title, "language": locale.get_display_name()})
        return redirect("wagtailadmin_explore", made.pk)
    return confirm_screen(
        request,
        None,
        title=_("Make the pages in %(language)s") % {"language": locale.get_display_name()},
        subtitle=contest.title,
        intro=_(
            "All pages of this contest are copied as drafts, for you to translate. Forms, rules and rounds stay those of the original, so that registrations and works come together in one place."
        ),
        submit=_("Make these pages"),
        back=reverse("wagtailadmin_explore", args=[contest.pk]),
    )


def offered_languages(user, contest: ContestPage) -> list[Locale]:
    """Return the languages in which a user may make the pages of a contest."""
    return missing_languages(contest) if may_translate(user, contest) else []
