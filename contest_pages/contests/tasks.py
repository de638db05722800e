"""Jobs of contests."""

from __future__ import annotations

from django_tasks import task

from contest_pages.background.enqueue import BEHIND, enqueue

from .domain.pictures import draw_pictures
from .models import ContestPage


@task()
def draw_pictures_of(contest_pk: int) -> None:
    """Draw what pages and social networks show of a published contest. Idempotent."""
    contest = ContestPage.objects.live().filter(pk=contest_pk).select_related("hero_image").first()
    if contest is not None:
        draw_pictures(contest)


def on_contest_published(sender, instance: ContestPage, **kwargs) -> None:
    """Have the pictures of a contest drawn that has just been published."""
    enqueue(draw_pictures_of, instance.pk, priority=BEHIND)
