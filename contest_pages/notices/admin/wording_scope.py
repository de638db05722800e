"""What the addresses of wordings name: a wording, and the contest for which it is changed, or all contests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from contest_pages.contests.models import ContestPage
from contest_pages.notices.errors import UnknownWording
from contest_pages.notices.permissions import may_word_for
from contest_pages.notices.queries import WordingState, wording_states
from contest_pages.notices.wordings import Wording, wording_of


@dataclass(frozen=True)
class Scope:
    """For what a wording is changed: a contest, or all contests (None)."""

    contest: ContestPage | None

    @property
    def key(self) -> int | None:
        """Return the key of the contest."""
        return self.contest.pk if self.contest is not None else None

    @property
    def title(self) -> str:
        """Return what stands for it."""
        return self.contest.title if self.contest is not None else _("All contests")

    @property
    def list_url(self) -> str:
        """Return the list of its wordings."""
        return reverse("contest_wordings") + (f"?contest={self.key}" if self.contest is not None else "")

    def url(self, name: str, declared: Wording, *more: Any) -> str:
        """Return the address of a screen, which has one name for a contest and one for all."""
        if self.contest is None:
            return reverse(f"contest_{name}_of_all", args=[declared.key, *more])
        return reverse(f"contest_{name}", args=[self.key, declared.key, *more])


def opened(request: HttpRequest, wording: str, contest_id: int | None) -> tuple[Wording, Scope]:
    """Return what an address names; raises PermissionDenied before it says whether there is such a wording."""
    if not may_word_for(request.user, contest_id):
        raise PermissionDenied
    originals = ContestPage.objects.originals()
    contest = get_object_or_404(originals, pk=contest_id) if contest_id is not None else None
    try:
        return wording_of(wording), Scope(contest)
    except UnknownWording:
        raise Http404 from None


def state_of(declared: Wording, scope: Scope) -> WordingState:
    [state] = wording_states(scope.key, keys=[declared.key])
    return state


def default_label(state: WordingState) -> str:
    """Return what going back leads to."""
    return _("Back to the wording of all contests") if state.inherited else _("Back to the default wording")
