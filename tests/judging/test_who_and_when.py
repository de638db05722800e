"""Who opens which page of a juror in which state of the round, who may write there, and that nothing tells others' points."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.db import transaction

from contest_pages.judging.access import juror_path
from contest_pages.judging.domain.assigning import assign_everybody, declare_conflicts
from contest_pages.judging.domain.seating import add_seat, change_role
from contest_pages.judging.enums import SeatKind, SeatRole
from contest_pages.judging.models import JuryRoundPage, ScoreSheet, SheetDraft
from contest_pages.standings.domain.publishing import publish
from contest_pages.standings.domain.ranking import freeze, rank
from contest_pages.standings.models import Subject
from tests.factories import CommitteeMemberFactory, UserFactory
from tests.factories.pages import NOW, hanoi

from .screens import address

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

BEFORE, AFTER = hanoi("2024-06-30 08:00"), hanoi("2024-07-21 08:00")
STATES = {
    "before": BEFORE,
    "open": NOW,
    "closed": AFTER,
    "frozen": AFTER,
    "ranked": AFTER,
    "published": AFTER,
}
#: What each seat gives, which stands nowhere else on its pages: chair, deputy, juror, trainee.
GIVEN = ("31,5", "33,5", "35,5", "37,5")
PAGES = ("", "huong-dan/", "xung-dot/", "bai-1/", "khoa/", "phieu/", "truong-ban/")
#: What each person gets of PAGES, whatever the state: a page, the way to confirm the device, or nothing. The link is enough
#: for the guide, which says nothing of the round's works.
OWN, LEADS, DEVICE = "pppppp-", "ppppppp", "dpddddd"
WHO = {
    "chair": LEADS,
    "deputy": LEADS,
    "juror": OWN,
    "trainee": OWN,
    "another juror": DEVICE,
    "anonymous": DEVICE,
    "organisers": DEVICE,
    "secretaries": DEVICE,
    "moderators": DEVICE,
    "editors": DEVICE,
    "nobody": DEVICE,
}
#: The chair's sheets are all sealed.
WRITERS = ("deputy", "juror", "trainee")


@pytest.fixture
def panel(jury):
    """Return the jury with a chair, a deputy and a trainee, all with accounts."""
    change_role(seat=jury.seats[0], role=SeatRole.CHAIR, actor=jury.actor)
    change_role(seat=jury.seats[1], role=SeatRole.DEPUTY, actor=jury.actor)
    member = CommitteeMemberFactory(
        contest=jury.page.get_parent().specific, committee="jury", full_name="Vì Thị Mai"
    )
    add_seat(round_page=jury.page, member=member, actor=jury.actor, now=NOW, kind=SeatKind.TRAINEE)
    assign_everybody(round_page=jury.page, actor=jury.actor, now=NOW)
    declare_conflicts(term=jury.terms[3], actor=jury.actor, now=NOW)
    for term in jury.terms:
        term.member.user = UserFactory()
        term.member.save()
    return jury


def points(seat: int) -> dict[str, int]:
    return {"noi-dung": int(GIVEN[seat].replace(",", "")) * 100, "hinh-thuc": 0, "suc-lan-toa": 0}


def bring(panel, state: str) -> None:
    """Bring the round into a state; while it is open, the first work is still to be judged by all but the chair."""
    if state == "before":
        return
    for seat in range(4):
        for candidate in range(3):
            if state != "open" or candidate or not seat:
                panel.seal(term=seat, candidate=candidate, points=points(seat))
    subject = Subject.of_round(JuryRoundPage.objects.get(pk=panel.page.pk))
    steps = (freeze, rank, publish)
    for step in steps[: ("closed", "frozen", "ranked", "published").index(state) if state != "open" else 0]:
        step(subject=subject, actor=panel.actor, now=AFTER)


def sign_in(client, panel, roles, who: str) -> int:
    """Sign a person in and return the seat whose link they try."""
    seats = ("chair", "deputy", "juror", "trainee")
    if who in seats:
        client.force_login(panel.terms[seats.index(who)].member.user)
        return seats.index(who)
    if who == "anonymous":
        client.logout()
    elif who == "another juror":
        client.force_login(panel.terms[1].member.user)
    else:
        client.force_login(roles[who])
    return 2


def kind_of(answer) -> str:
    if answer.status_code == 302:
        return "d" if answer.headers["Location"].endswith("/xac-nhan/") else "r"
    return {200: "p", 404: "-"}.get(answer.status_code, "?")


@pytest.mark.parametrize("state", STATES)
def test_a_link_opens_its_own_jurors_pages_alone_and_shows_nobody_elses_points(state, panel, roles, client):
    bring(panel, state)
    opened, leaked = {}, []
    with time_machine.travel(STATES[state], tick=False):
        for who in WHO:
            seat = sign_in(client, panel, roles, who)
            answers = [client.get(f"{juror_path(panel.terms[seat])}{page}") for page in PAGES]
            opened[who] = "".join(map(kind_of, answers))
            others = [given for number, given in enumerate(GIVEN) if number != seat]
            leaked += [(who, given) for given in others for a in answers if given in a.content.decode()]
    assert opened == WHO
    assert not leaked


@pytest.mark.parametrize("state", STATES)
def test_points_are_written_in_the_open_round_by_the_jurors_own_account_alone(state, panel, roles, client):
    bring(panel, state)
    form = {"points-noi-dung": "40", "points-hinh-thuc": "20", "points-suc-lan-toa": "10"}
    wrote = {}
    with time_machine.travel(STATES[state], tick=False):
        # Those who may not write come first: a sealed sheet is closed to all.
        for who in sorted(WHO, key=lambda who: who in WRITERS):
            seat = sign_in(client, panel, roles, who)
            sheets = ScoreSheet.objects.count()
            path = juror_path(panel.terms[seat])
            saved = client.post(f"{path}bai-1/", {**form, "save": "auto"})
            drafts = SheetDraft.objects.count()
            client.post(f"{path}bai-1/", {**form, "seal": "1", "seal-sure": "on"})
            client.post(f"{path}khoa/", {"seal-sure": "on"})
            wrote[who] = (saved.status_code, drafts, ScoreSheet.objects.count() - sheets)
    may = {who: state == "open" and who in WRITERS for who in WHO}
    assert wrote == {who: (200, 1, 1) if may[who] else (403, 0, 0) for who in WHO}


def seen(client, path: str) -> str:
    """Return a page without what differs at each visit."""
    page = client.get(path).content.decode()
    return re.sub(r'op_id" value="[^"]*"|nonce="[^"]*"|[A-Za-z0-9]{64}', "", page)


@pytest.mark.parametrize("given", [(0, 0), (50_000, 50_000), (0, 50_000)], ids=["low", "high", "far apart"])
def test_a_juror_cannot_tell_from_any_page_whether_and_how_others_have_sealed(given, panel, client):
    client.force_login(panel.terms[2].member.user)
    path = juror_path(panel.terms[2])
    before = [seen(client, f"{path}{page}") for page in PAGES[:-1]]
    for seat, content in enumerate(given):
        panel.seal(term=seat, points={"noi-dung": content, "hinh-thuc": 0, "suc-lan-toa": 0})
    assert [seen(client, f"{path}{page}") for page in PAGES[:-1]] == before


def test_neither_the_chair_nor_the_organisers_can_tell_the_points_from_a_page_of_the_open_round(
    panel, roles, client
):
    pages = []
    for content in (0, 50_000):
        with transaction.atomic():
            sheet = panel.seal(term=2, points={"noi-dung": content, "hinh-thuc": 0, "suc-lan-toa": 0})
            client.force_login(panel.terms[0].member.user)
            chair = seen(client, f"{juror_path(panel.terms[0])}truong-ban/")
            client.force_login(roles["organisers"])
            screens = [
                seen(client, address(name, panel.page))
                for name in ("contest_jury_panel", "contest_jury_progress", "contest_jury_sheets")
            ]
            # PostgreSQL counts on after a rollback: the key differs, and tells nothing.
            own = re.compile(rf'{sheet.check_code}|<option value="{sheet.pk}"')
            pages.append([own.sub("", page) for page in (chair, *screens)])
            transaction.set_rollback(True)
    assert pages[0] == pages[1]
