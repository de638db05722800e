"""Text messages of every kind that can go to a contestant with a phone only: they hold what they announce, in few parts."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from anyascii import anyascii
from django.utils import translation
from wagtail.models import Page, Site

from contest_pages.data_requests.domain import answer, submit_request
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.judging.domain.seating import add_seat
from contest_pages.judging.letters import code_channel
from contest_pages.judging.models import Candidate, RecheckRequest
from contest_pages.mailings.domain import Draft, begin_draft
from contest_pages.notices.enums import Channel
from contest_pages.notices.kinds import channel_to, kind_of, kinds
from contest_pages.notices.letter_form import LetterForms
from contest_pages.notices.logic.segments import segments_of, shortened
from contest_pages.notices.queries import words_in_force
from contest_pages.registrations.domain.leaving import cancel, withdraw
from contest_pages.registrations.letters import by_phone
from contest_pages.registrations.models import Registration
from contest_pages.review.domain.disqualifying import disqualify
from contest_pages.review.enums import Decision
from contest_pages.review.models import Review
from contest_pages.standings.models import Ranking
from tests.factories import (
    CommitteeMemberFactory,
    ContestPlanPageFactory,
    EntryFactory,
    PrizeFactory,
    RegistrationFactory,
    give,
)
from tests.factories.judging import JuryRoundPageFactory
from tests.factories.pages import NOW
from tests.registrations.helpers import enter
from tests.review.helpers import moderator, say

from .values import missing_values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

#: As long as the titles of contests in the plans.
TITLE = (
    "Cuộc thi trực tuyến “Tìm hiểu pháp luật về chuyển đổi số, định danh và xác thực điện tử "
    "trên địa bàn tỉnh Sơn La năm 2024”"
)
HOST = "https://chuyendoiso.sonla.gov.vn"
LINK = f"{HOST}/thi-sinh/"
REASON = (
    "Thông tin khai trong phiếu đăng ký không đúng với giấy tờ tùy thân mà đơn vị đã gửi kèm theo danh sách."
)
CODE = "ABCD2345"
CASES: dict[str, tuple[str, Callable]] = {}


def case(kind: str):
    """Register a function that prepares a letter of a kind and returns its ids and what its text must hold."""

    def decorate(function: Callable) -> Callable:
        CASES[f"{kind} {function.__name__}"] = (kind, function)
        return function

    return decorate


@pytest.fixture
def scene(stage, roles):
    """Return a contest with a long title on a province's host, and a contestant of it who has a phone only."""
    Site.objects.update(hostname="chuyendoiso.sonla.gov.vn", port=443)
    Page.objects.filter(pk=stage.contest.pk).update(title=TITLE)
    stage.contest.refresh_from_db()
    registration = RegistrationFactory(
        pk=1234567, page=stage.form, contest=stage.contest, email="", phone="0912345678", code=CODE
    )
    return SimpleNamespace(stage=stage, roles=roles, registration=registration, recipient=None)


def entry_of(scene, **fields) -> Entry:
    return EntryFactory(registration=scene.registration, round=scene.stage.round, **fields)


def decided(scene, decision: Decision, **more):
    entry = entry_of(scene, submitted=True)
    say(entry, moderator(scene.roles), decision, REASON, **more)
    return {"review": Review.objects.get().pk}, entry


@case("registrations.link")
def pending(scene):
    scene.registration = enter(scene.stage, email="", page=scene.stage.form)
    return {}, ["Mã xác nhận", "Không cho ai biết"]


@case("registrations.link")
def sent_again(scene):
    return {"onward": "bai-thi/1234/nop/"}, [LINK, CODE, "bai-thi/1234/nop/"]


@case("registrations.link")
def refused_to_the_owner(scene):
    name = scene.registration.members.get().full_name
    scene.registration = RegistrationFactory(
        page=scene.stage.form, contest=scene.stage.contest, email="", full_name=name, pending=True
    )
    return {}, ["không cần đăng ký lại", f"{HOST}/thi-sinh/"]


@case("registrations.link")
def refused_to_an_outsider(scene):
    refused_to_the_owner(scene)
    Registration.objects.filter(pk=scene.registration.pk).update(phone="0987654321")
    return {}, ["chưa được ghi nhận", "hỏi đơn vị"]


@case("registrations.tried")
def tried(scene):
    return {}, [CODE, "bị từ chối", LINK]


@case("registrations.link_closed")
def link_closed(scene):
    return {}, [CODE, "liên kết cũ", LINK]


@case("registrations.disputed")
def disputed(scene):
    return {}, [CODE, "đã bị hủy", "Ban Tổ chức"]


@case("registrations.welcome")
def welcome(scene):
    return {}, [f"Mã: {CODE}", "Trang thí sinh:", LINK]


@case("registrations.cancelled")
def cancelled(scene):
    cancel(registration=scene.registration, reason=REASON, actor=scene.roles["organisers"], now=NOW)
    return {}, [CODE, "Lý do: Thông tin khai trong phiếu đăng ký", "Ban Tổ chức"]


@case("registrations.withdrawn")
def withdrawn(scene):
    withdraw(registration=scene.registration, now=NOW)
    return {}, [CODE, "đã rút đăng ký", "Ban Tổ chức"]


@case("registrations.amended")
def amended(scene):
    page = ContestPlanPageFactory(
        parent=scene.stage.contest,
        slug="sua-doi-bo-sung-the-le",
        document_type="decision",
        number="1234/QĐ-BTC",
        issued_on=datetime.date(2024, 7, 1),
        issuer="Ban Tổ chức Cuộc thi tìm hiểu pháp luật",
        amends=scene.stage.rules.page_ptr,
        amendment_reason=REASON,
    )
    return {"document": page.pk}, ["Quyết định số 1234/QĐ-BTC", page.full_url]


@case("registrations.new_phone")
def new_phone(scene):
    Registration.objects.filter(pk=scene.registration.pk).update(new_phone="0987654321")
    return {}, ["Mã xác nhận", f"{HOST}/dang-ky/so-moi/"]


@case("registrations.contact_changed")
def contact_changed(scene):
    return {"address": "0987654321"}, [CODE, f"{HOST}/dang-ky/khong-phai-toi/"]


@case("rosters.entered")
def entered(scene):
    roster = RegistrationFactory(
        page=scene.stage.form, kind="individual", email="dm@vidu.example", full_name="Lò Văn Đầu"
    )
    Registration.objects.filter(pk=scene.registration.pk).update(roster=roster)
    return {}, ["Đơn vị đã đăng ký cho bạn", f"Mã: {CODE}", LINK]


@case("entries.checked")
def taken(scene):
    entry = entry_of(scene, submitted=True)
    return {"entry": entry.pk}, [entry.code, "Đã nhận", LINK]


@case("entries.checked")
def broken(scene):
    entry = entry_of(scene, submitted=True)
    Entry.objects.filter(pk=entry.pk).update(state=EntryState.FAILED)
    return {"entry": entry.pk}, [entry.code, "chưa đạt yêu cầu", LINK]


@case("entries.checked")
def broken_with_a_term(scene):
    _ids, entry = decided(scene, Decision.CHANGES, until=NOW + datetime.timedelta(days=5))
    return {"entry": entry.pk}, [entry.code, "trước 12:00 ngày 15/7/2024", LINK]


@case("entries.not_handed_in")
def not_handed_in(scene):
    entry = entry_of(scene, draft=True)
    return {"entry": entry.pk}, ["chưa nộp video", "hạn 24:00 ngày 31/7/2024", LINK]


@case("review.decision")
def accepted(scene):
    ids, entry = decided(scene, Decision.ACCEPT)
    return ids, [entry.code, "đã qua vòng sơ loại", LINK]


@case("review.decision")
def rejected(scene):
    ids, entry = decided(scene, Decision.REJECT)
    return ids, [entry.code, "không qua vòng sơ loại", "Lý do:", LINK]


@case("review.decision")
def rejected_with_a_second_look(scene):
    type(scene.stage.rules).objects.update(complaint_days=5)
    ids, entry = decided(scene, Decision.REJECT)
    return ids, [entry.code, "xem lại trước 24:00 ngày 15/7/2024", "Lý do:", LINK]


@case("review.decision")
def changes(scene):
    ids, entry = decided(scene, Decision.CHANGES, until=NOW + datetime.timedelta(days=5))
    return ids, [entry.code, "trước 12:00 ngày 15/7/2024", "Nội dung cần sửa:", LINK]


@case("review.decision")
def disqualified(scene):
    _ids, entry = decided(scene, Decision.ACCEPT)
    disqualify(entry=entry, reason=REASON, actor=scene.roles["organisers"], now=NOW)
    return {"review": Review.objects.order_by("pk").last().pk}, [entry.code, "đã bị loại", "Lý do:", LINK]


@case("review.term")
def term(scene):
    _ids, entry = decided(scene, Decision.CHANGES, until=NOW + datetime.timedelta(days=5))
    return {"entry": entry.pk}, [entry.code, "12:00 ngày 15/7/2024", LINK]


def awarded(scene, **revoked):
    prize = PrizeFactory(contest=scene.stage.contest, name="Giải phong trào", amount=5_000_000)
    award = give(prize, registration=scene.registration, **revoked)
    return {"award": award.pk}


@case("standings.won")
def won(scene):
    return awarded(scene), ["Giải phong trào", "Chúc mừng", LINK]


@case("standings.award_ended")
def award_ended(scene):
    by = scene.roles["organisers"]
    return awarded(scene, revoked_at=NOW, revoked_by=by, revoked_because=REASON), [CODE, "Lý do: Thông tin"]


@case("data_requests.answer")
def answered(scene):
    request = submit_request(registration=scene.registration, kind="correct", now=NOW, words="Sửa")
    answer(request=request, words=REASON, actor=scene.roles["organisers"], now=NOW)
    return {"request": request.pk}, [CODE, "đã trả lời", LINK]


@case("data_requests.answer")
def answered_without_a_page(scene):
    ids, _held = answered(scene)
    Registration.objects.filter(pk=scene.registration.pk).update(status="withdrawn")
    return ids, [CODE, "Thông tin khai trong phiếu đăng ký"]


def mailing_of(scene, template: str, audience: str, gap: str = "", **filters) -> dict:
    """Write a mailing with the text message of a template, its gap filled in."""
    contest = scene.stage.contest
    message = words_in_force(contest.pk)[template].message.replace("[...]", gap)
    draft = Draft(audience, filters, "", "Thư", "Thư", message)
    actor = scene.roles["organisers"]
    return {"mailing": begin_draft(contest=contest, draft=draft, actor=actor, now=NOW).pk}


@case("mailings.message")
def invited(scene):
    gap = "8 giờ ngày 20/12/2024, Nhà hát tỉnh"
    return mailing_of(scene, "mailings.ceremony", "registrations", gap), [gap, CODE]


@case("mailings.message")
def closing(scene):
    return mailing_of(scene, "mailings.closing", "entries", states=["none"]), [
        "24:00 ngày 31/7/2024",
        LINK,
    ]


@case("mailings.message")
def missing_paper(scene):
    return mailing_of(scene, "mailings.missing_paper", "registrations", "ảnh thẻ"), [CODE, LINK]


def juror_term(scene) -> int:
    """Make the recipient of the message a juror who has a phone only, and return the term."""
    member = CommitteeMemberFactory(contest=scene.stage.contest, committee="jury", phone="0912345678")
    page = JuryRoundPageFactory(parent=scene.stage.contest)
    scene.recipient = member
    actor = scene.roles["organisers"]
    return add_seat(round_page=page, member=member, actor=actor, now=NOW).terms.get().pk


@case("judging.code")
def juror_code(scene):
    return {"term": juror_term(scene)}, ["Mã giám khảo", "Không đưa mã cho ai"]


@case("judging.invitation")
def juror_invitation(scene):
    return {"term": juror_term(scene)}, ["24:00 ngày 20/7/2024", f"{HOST}/cham/"]


@case("judging.reminder")
def juror_reminder(scene):
    return {"term": juror_term(scene), "left": 3}, ["24:00 ngày 20/7/2024", f"{HOST}/cham/"]


@case("judging.recheck_answer")
def recheck_answered(scene):
    page = JuryRoundPageFactory(parent=scene.stage.contest)
    candidate = Candidate.objects.create(
        round_id=page.pk, number=1, entry=entry_of(scene, accepted=True), added_at=NOW
    )
    ranking = Ranking.objects.create(
        contest=scene.stage.contest, round_id=page.pk, basis="jury", number=1, frozen_at=NOW
    )
    recheck = RecheckRequest.objects.create(
        round_id=page.pk,
        number=1,
        candidate=candidate,
        registration=scene.registration,
        ranking=ranking,
        asked_at=NOW,
        answered_at=NOW,
        answered_by=scene.roles["organisers"],
        outcome="confirmed",
        reply=REASON,
    )
    return {"recheck": recheck.pk}, [candidate.code, "phúc tra", LINK]


def test_every_kind_that_can_be_a_text_message_is_in_the_table():
    ways = (channel_to, by_phone, code_channel)
    by_text = {kind.key for kind in kinds() if kind.channel in ways}
    assert {kind for kind, _prepare in CASES.values()} == by_text
    assert {kind.key for kind in kinds() if kind.channel} == by_text


@pytest.mark.parametrize("name", CASES)
def test_a_text_message_holds_what_it_announces_in_three_parts_without_diacritics_in_two(scene, name):
    key, prepare = CASES[name]
    ids, held = prepare(scene)
    recipient = scene.recipient or Registration.objects.get(pk=scene.registration.pk)
    with translation.override("vi"):
        letter = kind_of(key).compose(recipient, **ids)
        text = LetterForms().of(letter).text
    assert letter.channel == Channel.SMS
    assert missing_values(letter) == set()
    assert [words for words in held if words not in text] == []
    assert "%(" not in text
    assert TITLE not in text
    plain, full = segments_of(anyascii(text)), segments_of(text)
    assert plain.is_plain, text
    assert (plain.count <= 2, full.count <= 3) == (True, True), f"{plain.length}, {full.length}: {text}"


@pytest.mark.parametrize("status", ["withdrawn", "cancelled"])
def test_no_text_message_leads_to_a_page_that_is_closed(scene, status):
    Registration.objects.filter(pk=scene.registration.pk).update(status=status)
    registration = Registration.objects.get(pk=scene.registration.pk)
    text = LetterForms().of(kind_of("registrations.welcome").compose(registration)).text
    assert CODE in text
    assert "/thi-sinh/" not in text


def test_a_long_text_is_cut_after_a_word():
    assert shortened(TITLE, 30) == "Cuộc thi trực tuyến “Tìm hiểu…"
    assert shortened("Sắc màu Sơn La", 30) == "Sắc màu Sơn La"
    assert shortened("  Hai\n dòng ", 30) == "Hai dòng"
    assert len(shortened(TITLE, 30)) <= 30
