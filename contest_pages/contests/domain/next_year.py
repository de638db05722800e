"""Copy a contest for the next year: the same pages and rules, dates a year later, no registrations and entries."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page

from contest_pages import audit, hooks
from contest_pages.contests.domain.copying import point_at, rows_of
from contest_pages.contests.errors import TitleTaken
from contest_pages.contests.models import ContestChildMixin, ContestPage
from contest_pages.vietnamese import slug_of


@dataclass(frozen=True)
class Decision:
    """What the organisers must decide before the copied page is published."""

    page: Page
    words: str


def usual_title(contest: ContestPage) -> str:
    """Return the contest's title with its year made the next one, or with that year where it names none."""
    if not contest.year:
        return contest.title
    later = contest.title.replace(str(contest.year), str(contest.year + 1))
    return (
        later
        if later != contest.title
        else _("%(title)s of %(year)d")
        % {
            "title": contest.title,
            "year": contest.year + 1,
        }
    )


def a_year_later(value):
    """Return the same day and hour of the next year, in local time; 29 February becomes the 28th."""
    if isinstance(value, datetime.datetime):
        local = timezone.localtime(value)
        return timezone.make_aware(
            datetime.datetime.combine(a_year_later(local.date()), local.time().replace(tzinfo=None))
        )
    if value.month == 2 and value.day == 29:
        value = value.replace(day=28)
    return value.replace(year=value.year + 1)


@transaction.atomic
def make_next_year(*, contest: ContestPage, title: str, actor) -> tuple[ContestPage, list[Decision]]:
    """Copy a contest as drafts beside it; return the copy and the decisions that remain.

    Plan, rules, forms, rounds and ceremonies come along; news, results, registrations, entries, attempts and
    reviews are not copied. Raises TitleTaken where a page of this address exists already: a second click
    makes no second contest.
    """
    index = Page.objects.select_for_update().parent_of(contest).get()
    slug = slug_of(title)
    if not slug or index.get_children().filter(slug=slug).exists():
        raise TitleTaken(_("There is a page of this name already. Give another title."))
    copy = _copy(contest, index, actor, title=title, slug=slug, draft_title=title)
    made = {contest.pk: copy}
    for page in contest.get_children().order_by("path").specific():
        if not isinstance(page, Page) or not isinstance(page, ContestChildMixin):
            continue
        if page.is_carried_over and not page.alias_of_id:
            copy.refresh_from_db()
            made[page.pk] = _copy(page, copy, actor)
    decisions = []
    openings = {
        made[key].pk: at
        for planned in hooks.call("planned_openings", contest=contest)
        for key, at in planned.items()
        if key in made
    }
    for page in made.values():
        if page.pk in openings:
            page.opens_at = openings[page.pk]
        _renew_texts(page, contest.year)
        notes = [*_reset_for_next_year(page, made, actor), *_texts_of_last_year(page, contest.year)]
        decisions += [Decision(page, words) for words in notes]
    carried_over = hooks.call("contest_carried_over", contest=contest, copy=copy, actor=actor)
    decisions += [Decision(copy, words) for words in carried_over]
    audit.record("wagtail.create", copy, actor=actor)
    return ContestPage.objects.get(pk=copy.pk), decisions


def _copy(page: Page, to: Page, actor, **changed) -> Page:
    """Return a draft of a page elsewhere, without its history."""
    return page.copy(
        to=to, update_attrs=changed, copy_revisions=False, keep_live=False, user=actor, log_action=""
    ).specific


def _reset_for_next_year(page: Page, made: dict[int, Page], actor) -> list[str]:
    """Move dates, point references to the copies, drop what belongs to last year; save all as a draft."""
    keys = {pk: copy.pk for pk, copy in made.items()}
    for row in rows_of(page):
        point_at(row, keys)
        _move_dates(row)
        if row is not page:
            row.save()
    words = page.reset_for_next_year()
    page.save()
    page = type(page).objects.get(pk=page.pk)
    page.save_revision(user=actor)
    return words


def _move_dates(row: models.Model) -> None:
    for field in set(row._meta.concrete_fields) - set(Page._meta.concrete_fields):
        value = getattr(row, field.attname)
        if value is not None and isinstance(field, models.DateField):
            setattr(row, field.attname, a_year_later(value))


def _renew_texts(page: Page, year: int | None) -> None:
    """Let titles, and what a ceremony's backdrop says, name the next year."""
    if year is None or not isinstance(page, ContestChildMixin):
        return
    for name in ("title", *page.texts_of_the_year):
        setattr(page, name, getattr(page, name).replace(str(year), str(year + 1)))


def _texts_of_last_year(page: Page, year: int | None) -> list[str]:
    """Return a sentence for each text that still mentions last year."""
    if year is None:
        return []
    return [
        _("The text of “%(field)s” still speaks of %(year)d.") % {"field": field.verbose_name, "year": year}
        for field in page._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | StreamField)
        and field.name not in ("url_path", "slug", "draft_title")
        and str(year) in str(getattr(page, field.attname))
    ]
