"""Create the usual pages of a contest as drafts in one step."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Page

from contest_pages import audit
from contest_pages.contests.logic.schedule import Span, weekly
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
    weeks: int = 1,
) -> list[Page]:
    """Add a draft of each page type below the contest and return the new pages; rounds of contestants get the times.

    Of rounds that are held weekly there are as many as `weeks`, each a week after the one before. Types that meanwhile exist are left out, so that a second click makes no second page. Each new
    page gets its usual title, shows in the contest's menu once published, and has a first revision
    and an entry in the log.
    """
    ContestPage.objects.select_for_update().get(pk=contest.pk)
    made = []
    for model in missing_usual_pages(contest):
        if model not in models:
            continue
        if weeks > 1 and issubclass(model, ContestRoundPage) and model.repeated_title:
            times = weekly_times(opens_at, closes_at, weeks)
            titles = [str(model.repeated_title) % {"number": week + 1} for week in range(weeks)]
        else:
            times, titles = [(opens_at, closes_at)], [str(model.usual_title)]
        for title, (begin, end) in zip(titles, times, strict=True):
            page = model(title=title, slug=slug_of(title), show_in_menus=True, live=False, owner=actor)
            if isinstance(page, ContestRoundPage) and page.is_for_contestants:
                page.opens_at, page.closes_at = begin, end
            page.fill_as_usual()
            contest.refresh_from_db()
            contest.add_child(instance=page)
            page.save_revision(user=actor)
            audit.record("wagtail.create", page, actor=actor)
            made.append(page)
    return made


def weekly_times(
    opens_at: datetime.datetime | None, closes_at: datetime.datetime | None, weeks: int
) -> list[tuple[datetime.datetime | None, datetime.datetime | None]]:
    """Return opening and closing of weekly rounds; without an opening none of them has times yet.

    A closing within a week of the opening is that of the first round; a later one ends the last round, and the
    rounds follow one another. Without one each round lasts a week.
    """
    if opens_at is None:
        return [(None, None)] * weeks
    long_enough = opens_at + datetime.timedelta(days=7)
    spans = weekly(Span(opens_at, closes_at or long_enough), weeks, last_end=closes_at)
    return [(span.begin, span.end) for span in spans]
