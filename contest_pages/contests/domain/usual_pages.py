"""Create the usual pages of a contest as drafts in one step."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Page

from contest_pages import audit
from contest_pages.contests.models import ContestPage, ContestRoundPage
from contest_pages.vietnamese import slug_of


def missing_usual_pages(contest: ContestPage) -> list[Any]:
    """Return the page types usually found below a contest of which it has none yet, in usual order."""
    present = {type(child) for child in contest.get_children().specific()}
    usual = [
        model
        for model in ContestPage.allowed_subpage_models()
        if model.usual_title and model.is_creatable and model not in present
        if not (model.usual_for and contest.kinds) or model.usual_for & set(contest.kinds)
    ]
    return sorted(usual, key=lambda model: model.usual_order)


@transaction.atomic
def create_usual_pages(
    *,
    contest: ContestPage,
    models: list[type[Page]],
    actor,
    opens_at: datetime.datetime | None = None,
    closes_at: datetime.datetime | None = None,
) -> list[Page]:
    """Add a draft of each page type below the contest and return the new pages; rounds get the times.

    Types that meanwhile exist are left out, so that a second click makes no second page. Each new
    page gets its usual title, shows in the contest's menu once published, and has a first revision
    and an entry in the log.
    """
    ContestPage.objects.select_for_update().get(pk=contest.pk)
    made = []
    for model in missing_usual_pages(contest):
        if model not in models:
            continue
        title = str(model.usual_title)
        page = model(title=title, slug=slug_of(title), show_in_menus=True, live=False, owner=actor)
        if isinstance(page, ContestRoundPage):
            page.opens_at, page.closes_at = opens_at, closes_at
        contest.refresh_from_db()
        contest.add_child(instance=page)
        page.save_revision(user=actor)
        audit.record("wagtail.create", page, actor=actor)
        made.append(page)
    return made
