"""The demo's juries: the finished contest was judged whole; a contest of short films is being judged now."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from fractions import Fraction

from django.contrib.auth import get_user_model
from django.utils import timezone

from contest_pages.committees.models import CommitteeMember
from contest_pages.contests.enums import Committee
from contest_pages.contests.models import ContestPage, ContestRulesPage, Milestone
from contest_pages.entries.models import EntryRoundPage
from contest_pages.judging.access import juror_path
from contest_pages.judging.domain import assigning, candidates, gaps, paper, proposing, scoring, seating
from contest_pages.judging.domain.inviting import invite_jurors
from contest_pages.judging.enums import AssignmentRule, GapEnd, SeatRole
from contest_pages.judging.models import Candidate, GapCase, JuryCriterion, JuryRoundPage, SeatTerm
from contest_pages.standings.domain import awarding, publishing, ranking
from contest_pages.standings.models import Subject
from contest_pages.units.models import Unit

from . import jury_texts as texts
from .build import at, child_of, contest_base, fill_children, publish

#: Each juror's own measure: what is added to content and form.
_MEASURES = ((0, 0), (1, -0.5), (-1.5, 0.5), (0.5, 1), (0, -1), (-0.5, 0))


def _user(username: str):
    return get_user_model().objects.get(username=username)


def _page(contest: ContestPage, editor, *, opens_at, closes_at, **fields) -> JuryRoundPage:
    """Publish a contest's jury round with the usual score sheet; its first criterion decides between equals."""
    page = child_of(contest, JuryRoundPage)
    page.introduction, page.opens_at, page.closes_at = texts.INTRODUCTION, opens_at, closes_at
    for name, value in fields.items():
        setattr(page, name, value)
    usual = list(page.criteria.all())
    page.criteria = [
        JuryCriterion(
            key=criterion.key,
            name=criterion.name,
            most=criterion.most,
            step=criterion.step,
            description=words,
            tie_order=None if place else 1,
            sort_order=place,
        )
        for place, (criterion, words) in enumerate(zip(usual, texts.LOOKED_AT, strict=True))
    ]
    publish(page, editor)
    return JuryRoundPage.objects.get(pk=page.pk)


class _Jury:
    """A jury at work: seats by account, works by their place in the list of finalists."""

    def __init__(self, page: JuryRoundPage):
        self.page, self.organiser = page, _user("bantochuc")
        self.keys = [criterion.key for criterion in page.rules.criteria]

    def seat(self, accounts: Sequence[str], now: datetime.datetime) -> None:
        """Name the committee and give each member a seat: the first is the chair, the second the deputy."""
        roles = [SeatRole.CHAIR, SeatRole.DEPUTY, *[SeatRole.MEMBER] * len(accounts)]
        for account, role in zip(accounts, roles, strict=False):
            member = CommitteeMember.objects.create(
                contest=self.page.contest.original,
                committee=Committee.JURY,
                full_name=texts.JURORS[account],
                email=f"{account}@vidu.example",
                user=_user(account),
            )
            seating.add_seat(round_page=self.page, member=member, role=role, actor=self.organiser, now=now)

    def term(self, account: str) -> SeatTerm:
        """Return the term of an account's person."""
        terms = SeatTerm.objects.select_related("seat", "member__user")
        return terms.get(round_id=self.page.pk, member__user__username=account)

    def work(self, place: int) -> Candidate:
        """Return the work at a place of the list of finalists, which begins with 0."""
        works = Candidate.objects.select_related("entry__video", "entry__registration")
        return works.get(round_id=self.page.pk, number=place + 1)

    def declare(self, account: str, now: datetime.datetime, *units: str) -> None:
        """Let a juror declare the units of these codes, or that there is no conflict of interest."""
        found = tuple(Unit.objects.filter(code__in=units))
        term = self.term(account)
        assigning.declare_conflicts(
            term=term,
            units=found,
            nature="Tôi từng công tác tại đây." if found else "",
            actor=term.member.user,
            now=now,
        )

    def points(self, values: Sequence[float]) -> dict[str, int]:
        """Return points as a sheet has them, in thousandths by criterion; those without a value are blank."""
        return {key: int(Fraction(value) * 1000) for key, value in zip(self.keys, values, strict=False)}

    def seal(
        self, account: str, place: int, values: Sequence[float], now: datetime.datetime, **words
    ) -> None:
        """Seal a juror's sheet for a work."""
        term = self.term(account)
        scoring.seal_sheet(
            round_page=self.page,
            term=term,
            candidate=self.work(place),
            filled=scoring.Filled(self.points(values), **words),
            now=now,
            op_id=uuid.uuid4(),
            actor=term.member.user,
        )

    def draft(self, account: str, place: int, values: Sequence[float], now: datetime.datetime) -> None:
        """Keep what a juror has written so far."""
        scoring.save_draft(
            round_page=self.page,
            term=self.term(account),
            candidate=self.work(place),
            filled=scoring.Filled(self.points(values)),
            now=now,
        )

    def ask(self, account: str, place: int, because: str, now: datetime.datetime):
        """Let a juror ask to write a sealed sheet again; return the request."""
        term = self.term(account)
        sheet = term.seat.sheets.get(candidate=self.work(place), is_live=True)
        return scoring.ask_reopening(round_page=self.page, term=term, sheet=sheet, because=because, now=now)

    def allow(self, request, now: datetime.datetime) -> None:
        """Let the chair allow a request."""
        chair = self.term("truongban")
        scoring.answer_reopening(reopening=request, allow=True, now=now, actor=chair.member.user, chair=chair)


def _measured(place: int, seat: int) -> tuple[float, float, float]:
    """Return what a seat gives a work: the work's points, the juror's own measure, a difference of taste."""
    content, form, message = texts.POINTS[place]
    more, nicer = _MEASURES[seat]
    taste = ((place % 4 + 2 * seat) % 5 - 2) / 2
    return content + more + taste, form + nicer, message - taste / 2 - (taste / 2) % 0.5


def judge_finished(contest: ContestPage, editor) -> None:
    """Judge the works of 2024: a conflict of interest, a mistake corrected, a case conferred, a tie, the publication."""
    page = _page(
        contest, editor, opens_at=at("2024-08-11"), closes_at=at("2024-08-31"), gap_limit=20_000, seats_min=4
    )
    found, accounts = _Jury(page), list(texts.JURORS)[:5]
    found.seat(accounts, at("2024-08-09", "09:00"))
    by = {"round_page": page, "actor": found.organiser, "now": at("2024-08-10", "16:30")}
    candidates.collect_candidates(**by)
    assigning.assign_everybody(**by)
    invite_jurors(**by)
    for seat, account in enumerate(accounts):
        units = ["SL-HTC"] if account == "giamkhao3" else []
        found.declare(account, at("2024-08-11", "19:00") + datetime.timedelta(minutes=7 * seat), *units)
    for place in range(len(texts.POINTS)):
        _evening(found, accounts, place, at("2024-08-12", "19:30") + datetime.timedelta(days=place))
    _write_again(found)
    _publish(page, found.organiser)


def _evening(found: _Jury, accounts: Sequence[str], place: int, begins: datetime.datetime) -> None:
    """Let every juror without a conflict of interest seal the sheet of one work."""
    for seat, account in enumerate(accounts):
        if (
            found.term(account)
            .seat.assignments.filter(candidate=found.work(place))
            .exclude(excuse="")
            .exists()
        ):
            continue
        values = _measured(place, seat)
        if (account, place) == ("giamkhao4", 5):  # did not watch the end: the jurors confer
            values = (values[0] - 14, values[1] - 5, values[2] - 4)
        if (account, place) == ("giamkhao2", 8):  # another work's points
            values = _measured(7, seat)
        who, words = texts.REMARKS.get(place, ("", ""))
        found.seal(
            account,
            place,
            values,
            begins + datetime.timedelta(minutes=20 * seat),
            remark=words if who == account else "",
        )


def _write_again(found: _Jury) -> None:
    """Correct a mistake by a new sheet, and close the case of the jurors who differed too much."""
    for account, place, day, words in (
        ("giamkhao2", 8, "2024-08-21", texts.MISTAKE),
        ("giamkhao4", 5, "2024-08-26", texts.CONFERRED),
    ):
        request = found.ask(account, place, words, at(day, "14:00"))
        found.allow(request, at(day, "15:10"))
        seat = list(texts.JURORS).index(account)
        found.seal(account, place, _measured(place, seat), at(day, "20:15"), reason=words)
    gaps.close_case(
        case=GapCase.objects.get(candidate__round_id=found.page.pk),
        how=GapEnd.AMENDED,
        reason=texts.CASE_CLOSED,
        actor=found.organiser,
        now=at("2024-08-27", "08:30"),
    )


def _publish(page: JuryRoundPage, organiser) -> None:
    """Rank on the day of the meeting about awards; the next day the results are published."""
    subject = Subject.of_round(page)
    meeting = {"subject": subject, "actor": organiser, "now": at("2024-09-15", "14:00")}
    ranking.freeze(**meeting)
    ranking.rank(**meeting)
    awarding.propose_awards(**meeting)
    publishing.publish(subject=subject, actor=organiser, now=at("2024-09-16", "09:30"))


def minute_contest(index, editor, now: datetime.datetime) -> ContestPage:
    """Publish a contest of short films whose works are being judged now."""
    today = timezone.localdate(now)

    def day(offset: int, time: str = "00:00") -> datetime.datetime:
        return at(str(today + datetime.timedelta(days=offset)), time)

    contest = contest_base(index, texts.MINUTE, "minute", editor)
    contest.milestones = [
        Milestone(label=label, kind=kind, starts_at=day(first), ends_at=day(last) if last else None, **more)
        for label, kind, first, last, more in (
            ("Nhận tác phẩm", "entries", -45, -9, {"precision": "day"}),
            ("Sơ loại tác phẩm", "review", -8, -6, {"precision": "day"}),
            ("Ban Giám khảo chấm", "judging", -5, 9, {"precision": "day"}),
            ("Họp xét giải", "awards", 14, None, {"precision": "day"}),
            ("Trao giải", "ceremony", 25, None, {"precision": "day", "tentative": True}),
        )
    ]
    publish(contest, editor)
    fill_children(
        contest,
        opens_at=day(-45, "08:00"),
        closes_at=day(-8),
        number="15/KH-BTC",
        issued_on=today - datetime.timedelta(days=60),
        editor=editor,
    )
    rules = child_of(contest, ContestRulesPage)
    rules.minimum_seconds, rules.maximum_seconds = 45, 75
    publish(rules, editor)
    round_page = child_of(contest, EntryRoundPage)
    round_page.gallery_opens_at = day(15)  # jurors judge without knowing the authors
    publish(round_page, editor)
    return ContestPage.objects.get(pk=contest.pk)


def announce(contest: ContestPage, editor) -> None:
    """Publish how the works of the open contest will be judged, and when by its milestones."""
    judging = contest.milestones.get(kind="judging")
    _page(contest, editor, opens_at=judging.starts_at, closes_at=judging.ends_at + datetime.timedelta(days=1))


def judge_minute(contest: ContestPage, editor, now: datetime.datetime) -> None:
    """Bring the judging of the short films half way: sheets, drafts, a request to the chair, paper typed once."""
    today = timezone.localdate(now)
    opens, closes = (at(str(today + datetime.timedelta(days=days))) for days in (-5, 10))
    page = _page(
        contest,
        editor,
        opens_at=opens,
        closes_at=closes,
        assignment=AssignmentRule.SOME,
        jurors_per_work=3,
        seats_min=3,
    )
    found = _Jury(page)
    begun = now - datetime.timedelta(days=5, hours=20)
    accounts = ["truongban", "giamkhao5", "giamkhao1", "giamkhao2", "giamkhao3", "giamkhao4"]
    found.seat(accounts, begun)
    by = {"round_page": page, "actor": found.organiser, "now": begun}
    candidates.collect_candidates(**by)
    proposal = proposing.propose_assignment(round_page=page, nth=1, now=begun)
    proposing.take_proposal(nth=1, digest=proposal.digest, **by)
    invite_jurors(**by)
    for hours, account in enumerate(accounts[:5]):
        found.declare(account, opens + datetime.timedelta(hours=8 + hours))
    _score_some(found, accounts, opens + datetime.timedelta(days=1, hours=19))
    found.ask(
        "giamkhao1", _places(found, "giamkhao1")[0], texts.MINUTE_ASKED, now - datetime.timedelta(hours=3)
    )
    _type_once(found, "giamkhao4", now - datetime.timedelta(hours=2))


def _places(found: _Jury, account: str) -> list[int]:
    """Return the places of the works that a juror judges."""
    numbers = found.term(account).seat.assignments.values_list("candidate__number", flat=True)
    return [number - 1 for number in sorted(numbers)]


def _score_some(found: _Jury, accounts: Sequence[str], begins: datetime.datetime) -> None:
    """Let one juror seal all sheets, others some; another has a draft, and one has not begun."""
    for seat, (account, sealed, drafts) in enumerate(
        (
            ("truongban", 2, 1),
            ("giamkhao5", 1, 0),
            ("giamkhao1", 9, 0),
            ("giamkhao2", 1, 2),
            ("giamkhao3", 0, 1),
        )
    ):
        for step, place in enumerate(_places(found, account)[: sealed + drafts]):
            values, now = _measured(place, seat), begins + datetime.timedelta(minutes=15 * step + 3 * seat)
            if step < sealed:
                found.seal(account, place, values, now)
            else:
                found.draft(account, place, values[:2] if step == sealed else values, now)


def _type_once(found: _Jury, account: str, now: datetime.datetime) -> None:
    """Let a secretary type the first paper sheet of a juror; the other secretary types it next."""
    values = (40, 25, 15)
    paper.type_copy(
        round_page=found.page,
        seat=found.term(account).seat,
        candidate=found.work(_places(found, account)[0]),
        typed=paper.Typed(found.points(values), sum(found.points(values).values()), is_signed=True),
        actor=_user("thuky1"),
        now=now,
    )


def juror_link() -> str:
    """Return the link that a juror of the running round got by letter; empty where there is none."""
    terms = SeatTerm.objects.filter(member__user__username="giamkhao3", until_at=None)
    term = terms.select_related("seat__round").order_by("-from_at").first()
    return f"{term.seat.round.get_site().root_url}{juror_path(term)}" if term else ""
