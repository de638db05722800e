"""What is known about the press on stage: of one ceremony for its screens, of many for public pages."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Subquery, Value
from django.db.models.functions import Left, Length

from contest_pages.ceremonies.enums import LaunchStage
from contest_pages.ceremonies.logic import clock
from contest_pages.ceremonies.models import ContestCeremonyPage, Press
from contest_pages.contests.models import ContestPage, ContestRoundPage
from contest_pages.contests.models.visibility import open_to_visitors


@dataclass(frozen=True)
class LaunchFacts:
    """A ceremony with its round and its contest's title, and the presses that were not taken back."""

    page: ContestCeremonyPage
    contest_title: str
    press_pk: int | None
    pressed_at: datetime.datetime | None
    rehearsed_at: datetime.datetime | None
    rehearsal_pk: int | None

    @property
    def round(self) -> ContestRoundPage | None:
        """Return the round that the press opens."""
        return self.page.opens_round

    def stage(self, now: datetime.datetime) -> LaunchStage:
        """Return what the button can do now."""
        opened = self.page.opens_round
        return clock.launch_stage(
            now,
            starts_at=self.page.starts_at,
            rehearsal_at=self.page.rehearsal_at,
            opens_at=opened.opens_at if opened else None,
            closes_at=opened.closes_at if opened else None,
            is_published=bool(self.page.live and opened and opened.live),
        )

    @property
    def is_opened_by_press(self) -> bool:
        """Say whether the round is open since a press: its page may have got another opening later."""
        return (
            self.pressed_at is not None and self.round is not None and self.round.opens_at == self.pressed_at
        )


def launch_facts(page_id: int) -> LaunchFacts | None:
    """Return the facts of a ceremony in one query; None for an unknown one."""
    presses = Press.objects.filter(undone_at=None).order_by("-pk")
    opened = presses.filter(round=OuterRef("opens_round"), is_rehearsal=False)
    rehearsed = presses.filter(ceremony=OuterRef("pk"), is_rehearsal=True)
    above = ContestPage.objects.annotate(
        below=Left(OuterRef("path"), Length(OuterRef("path")) - Value(ContestPage.steplen))
    )
    page = (
        ContestCeremonyPage.objects.select_related("opens_round")
        .annotate(
            is_open_to_visitors=Exists(
                open_to_visitors(ContestCeremonyPage.objects.filter(pk=OuterRef("pk")))
            ),
            contest_title=Subquery(above.filter(path=F("below")).values("title")[:1]),
            press_pk=Subquery(opened.values("pk")[:1]),
            pressed_at=Subquery(opened.values("pressed_at")[:1]),
            rehearsed_at=Subquery(rehearsed.values("pressed_at")[:1]),
            rehearsal_pk=Subquery(rehearsed.values("pk")[:1]),
        )
        .filter(pk=page_id)
        .first()
    )
    if page is None:
        return None
    return LaunchFacts(
        page,
        page.contest_title or "",
        page.press_pk,
        page.pressed_at,
        page.rehearsed_at,
        page.rehearsal_pk,
    )


def pressed_by(press_pk: int | None):
    """Return the user who pressed; None for no press."""
    press = Press.objects.select_related("by").filter(pk=press_pk).first() if press_pk else None
    return press and press.by


def last_taken_back(page_id: int) -> Press | None:
    """Return the ceremony's last press that was taken back, with its users; None where none was."""
    return (
        Press.objects.filter(ceremony=page_id, is_rehearsal=False, undone_at__isnull=False)
        .select_related("by", "undone_by")
        .first()
    )


def announced_openings(
    rounds: Iterable[ContestRoundPage], now: datetime.datetime
) -> dict[int, datetime.datetime]:
    """Return {round: when its ceremony begins}, for rounds that a press on stage is still to open, in one query.

    The opening of such a round is only what happens if nobody presses: the public reads the time of the launch.
    """
    openings = {page.pk: page.opens_at for page in rounds if page.opens_at is None or page.opens_at > now}
    if not openings:
        return {}
    ceremonies = ContestCeremonyPage.objects.live().filter(opens_round__in=openings).order_by("-starts_at")
    begins = dict(ceremonies.values_list("opens_round", "starts_at"))
    return {pk: at for pk, at in begins.items() if openings[pk] is None or openings[pk] > at}
