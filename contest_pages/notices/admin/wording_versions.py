"""The versions of a wording: what each has changed, using one again, going back to the default."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from contest_pages.admin.confirm_screen import confirm_screen
from contest_pages.data.numbers import read_number
from contest_pages.errors import ContestError
from contest_pages.http import query_params
from contest_pages.notices.domain.wording import back_to_default, use_again
from contest_pages.notices.logic.placeholders import in_words
from contest_pages.notices.logic.wording_changes import Piece, changes
from contest_pages.notices.models import LetterWording
from contest_pages.notices.queries import WordingState, wording_versions
from contest_pages.notices.wordings import Wording, Words

from .wording_forms import WordingForm
from .wording_scope import Scope, default_label, opened, state_of
from .wording_views import say_done

_PAGE_SIZE = 10


@dataclass(frozen=True)
class ShownVersion:
    """A version with its texts as editors read them, and what each has that the one before has not."""

    version: LetterWording
    texts: list[tuple[str, list[Piece]]]
    is_in_force: bool
    again_url: str


@require_GET
def versions(request: HttpRequest, wording: str, contest_id: int | None = None) -> HttpResponse:
    """Show the versions, the newest first, each with what has changed."""
    declared, scope = opened(request, wording, contest_id)
    state = state_of(declared, scope)
    page = Paginator(wording_versions(declared.key, scope.key), _PAGE_SIZE).get_page(
        query_params.number(request.GET, "p")
    )
    return render(
        request,
        "contest_notices/admin/wording_versions.html",
        {
            "scope": scope,
            "state": state,
            "page": page,
            "versions": _shown_versions(scope, state, page),
            "edit_url": scope.url("wording", declared),
            "default_url": scope.url("wording_default", declared),
            "default_label": default_label(state),
        },
    )


def _shown_versions(scope: Scope, state: WordingState, page) -> list[ShownVersion]:
    """Return the versions of a page; the first is compared with what letters have without versions."""
    declared, found = state.declared, list(page)
    before = {version.number: version for version in found}
    if found and found[-1].number > 1:
        earlier = wording_versions(declared.key, scope.key).filter(number=found[-1].number - 1)
        before |= {version.number: version for version in earlier}
    inherited = state.inherited_words

    def words_at(number: int) -> Words:
        version = before.get(number)
        return inherited if version is None or version.is_default else version.words

    return [
        ShownVersion(
            version,
            _compared(declared, words_at(version.number - 1), words_at(version.number)),
            is_in_force=version.number == state.number,
            again_url=scope.url("wording_again", declared, version.number),
        )
        for version in found
    ]


def _compared(declared: Wording, before: Words, after: Words) -> list[tuple[str, list[Piece]]]:
    labels = declared.words_of()
    fields = WordingForm(declared=declared, words=after).fields
    return [
        (
            str(field.label),
            changes(in_words(getattr(before, name), labels), in_words(getattr(after, name), labels)),
        )
        for name, field in fields.items()
    ]


@require_POST
def use_version_again(
    request: HttpRequest, wording: str, number: int, contest_id: int | None = None
) -> HttpResponse:
    """Append a copy of an earlier version."""
    declared, scope = opened(request, wording, contest_id)
    try:
        saved = use_again(
            declared=declared,
            contest=scope.contest,
            number=number,
            based_on=read_number(request.POST.get("based_on")) or 0,
            actor=request.user,
            now=timezone.now(),
        )
    except LetterWording.DoesNotExist:
        raise Http404 from None
    except ContestError as refused:
        messages.error(request, refused.message)
    else:
        say_done(request, saved)
    return redirect(scope.url("wording_versions", declared))


@require_http_methods(["GET", "POST"])
def default_wording(request: HttpRequest, wording: str, contest_id: int | None = None) -> HttpResponse:
    """Ask, then go back to the wording of all contests, or to that of the software."""
    declared, scope = opened(request, wording, contest_id)
    state, back = state_of(declared, scope), scope.url("wording", declared)
    if request.method == "POST":
        try:
            saved = back_to_default(
                declared=declared,
                contest=scope.contest,
                based_on=query_params.number(request.GET, "from") or 0,
                actor=request.user,
                now=timezone.now(),
            )
        except ContestError as refused:
            messages.error(request, refused.message)
        else:
            say_done(request, saved)
        return redirect(back)
    if not state.has_own:
        messages.info(request, _("The wording is as it was: nothing was changed."))
        return redirect(back)
    return confirm_screen(
        request,
        None,
        title=default_label(state),
        subtitle=f"{declared.name} · {scope.title}",
        intro=_("The present wording stays in the list of versions and can be used again."),
        submit=default_label(state),
        back=back,
    )
