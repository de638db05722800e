"""The staff reads every kind of letter without what opens anything: no token of a link and no code is ever made."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.utils import translation
from wagtail.log_actions import log

from contest_pages.accounts.models import SignIn
from contest_pages.data.capabilities import PLACEHOLDER, CapabilitySigner, hidden_capabilities
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.judging.domain.rechecking import answer_recheck
from contest_pages.judging.domain.seating import add_seat
from contest_pages.judging.models import RecheckRequest
from contest_pages.mailings.domain import Draft, begin_draft
from contest_pages.notices import kinds
from contest_pages.notices.domain import previewing
from contest_pages.notices.domain.previewing import preview
from contest_pages.notices.domain.sending import compose
from contest_pages.notices.enums import Channel
from contest_pages.notices.letter_form import LetterForms
from contest_pages.notices.models import LetterWording, Notice
from contest_pages.notices.notifying import notify
from contest_pages.registrations.logic.codes import is_sms_code, sms_code
from contest_pages.registrations.models import Registration
from contest_pages.review.models import Review, ReviewCase
from contest_pages.rosters.models import Reminder
from contest_pages.staff.models import GroupChange
from tests.admin.contest_objects import contest_with_everything
from tests.factories import (
    CommitteeMemberFactory,
    EntryFactory,
    PrizeFactory,
    RegistrationFactory,
    UnitFactory,
    UserFactory,
    give,
)
from tests.factories.judging import JuryRoundPageFactory
from tests.factories.pages import NOW

from .values import missing_values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

#: What Django's signers and its generator of tokens write, and a code of a text message.
SECRET = re.compile(r"[\w.%-]+:[\w-]{6}:[\w-]{30,}|\b[a-z0-9]{6,7}-[0-9a-f]{30,}\b|\b[0-9]{6}\b")


@pytest.fixture
def kept(settings):
    """Keep letters waiting: jobs are written and not run."""
    settings.TASKS = {**settings.TASKS, "kept": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "TASK_BACKEND": "kept"}


@pytest.fixture
def letters(index, roles, kept):
    """Return one letter of each kind that is wanted now, and further ones where the words differ."""
    user = UserFactory(email="kiem.duyet@vidu.example")
    user.groups.set(roles["moderators"].groups.all())
    world = contest_with_everything(index, "Alpha", "alpha", moderator=user)
    Notice.objects.all().delete()
    person, form = world.registration, world.form
    people = {
        "pending": RegistrationFactory(page=form, pending=True),
        "phone": RegistrationFactory(page=form, pending=True, email="", phone="0912000001"),
        "active_phone": RegistrationFactory(page=form, email="", phone="0912000002"),
        "twin": RegistrationFactory(page=form, pending=True, full_name=person.members.get().full_name),
        "moving": RegistrationFactory(page=form, new_email="moi@vidu.example", new_phone="0912000003"),
        "member": RegistrationFactory(page=form),
    }
    roster = RegistrationFactory(page=form, unit=UnitFactory(), kind="roster")
    Registration.objects.filter(pk=people["member"].pk).update(roster=roster)
    Entry.objects.filter(pk=world.entry.pk).update(
        state=EntryState.CHANGES_ASKED, changes_wanted="Sửa hình", changes_until=NOW
    )
    ReviewCase.objects.filter(entry=world.entry).update(expects=user)
    reminder = Reminder.objects.create(
        page=form,
        unit=UnitFactory(),
        address="xa@vidu.example",
        subject="Nhắc",
        words="Xin",
        by=user,
        asked_at=NOW,
    )
    change = GroupChange.objects.create(
        person=user,
        group=Group.objects.first(),
        action="add",
        state="open",
        requested_by=UserFactory(),
        requested_at=NOW,
    )
    sign_in = SignIn.objects.create(
        user=user, account="a", kind="password_changed", succeeded=True, address="192.0.2.1"
    )
    line = log(world.news, "contest.refuse_publishing", data={"title": "Tin", "reasons": ["Vòng đang mở"]})
    prize = PrizeFactory(contest=world.contest)
    award = give(prize, registration=person)
    revoked = give(
        prize, registration=people["member"], revoked_at=NOW, revoked_by=user, revoked_because="Trùng"
    )
    draft = EntryFactory(registration=person, round=world.round, draft=True, slot=9)
    words = {"subject": "Thư mời", "text": "Mời {name}: {link}", "message": "Mời: {link}"}
    mailing = begin_draft(
        contest=world.contest, draft=Draft("registrations", {}, "", **words), actor=user, now=NOW
    )
    juror = CommitteeMemberFactory(
        contest=world.contest, committee="jury", full_name="Quàng Thị Hoa", email="hoa@vidu.example"
    )
    jury_round = JuryRoundPageFactory(parent=world.contest)
    term = add_seat(round_page=jury_round, member=juror, actor=user, now=NOW).terms.get()
    recheck = RecheckRequest.objects.get(registration=person)
    answer_recheck(recheck=recheck, outcome="corrected", reply="Đã cộng lại", actor=user, now=NOW)
    review = Review.objects.get(pk=world.review.pk)
    Entry.objects.filter(pk=review.entry_id).update(state=EntryState.ACCEPTED)
    return [
        *(notify("registrations.link", one) for one in (person, *people.values())),
        notify("registrations.link", person, onward="tac-pham/1/"),
        notify("registrations.tried", person),
        notify("registrations.link_closed", person),
        notify("registrations.disputed", person),
        notify("registrations.welcome", person),
        notify("registrations.welcome", people["active_phone"]),
        notify("registrations.cancelled", person),
        notify("registrations.withdrawn", person),
        notify("registrations.amended", person, document=world.amendment.pk),
        notify("registrations.new_email", people["moving"]),
        notify("registrations.new_phone", people["moving"]),
        notify("registrations.contact_changed", person, address="cu@vidu.example"),
        notify("registrations.contact_changed", person, address="0912000009"),
        notify("rosters.entered", people["member"]),
        notify("rosters.reminder", reminder, contest=world.contest),
        notify("review.decision", person, review=review.pk),
        notify("review.term", person, entry=world.entry.pk),
        notify("review.passed_on", user, review=review.pk),
        notify("review.changes_back", user, entry=world.entry.pk),
        notify("review.appeal", user, entry=world.entry.pk),
        notify("review.step", user, step=world.step.pk, waiting=2, kind="due"),
        notify("review.claim_over", user, entries=[world.entry.pk]),
        notify("entries.checked", person, entry=world.accepted.pk),
        notify("entries.not_handed_in", person, entry=draft.pk),
        notify("standings.won", person, award=award.pk),
        notify("standings.award_ended", people["member"], award=revoked.pk),
        notify("data_requests.answer", person, request=world.request.pk),
        notify("mailings.message", person, mailing=mailing.pk),
        notify("mailings.message", people["active_phone"], mailing=mailing.pk),
        notify("judging.code", juror, term=term.pk),
        notify("judging.invitation", juror, term=term.pk),
        notify("judging.reminder", juror, term=term.pk, left=3),
        notify("judging.conflict", user, term=term.pk, candidates=[world.paper.candidate_id]),
        notify("judging.recheck_answer", person, recheck=recheck.pk),
        notify("staff.welcome", user),
        notify("staff.password_set", user),
        notify("staff.groups_changed", user, changes=[change.pk]),
        notify("staff.approval_wanted", user, changes=[change.pk]),
        notify("staff.request_refused", user, change=change.pk),
        notify("accounts.password_reset", user),
        notify("accounts.proof_changed", user, sign_in=sign_in.pk),
        notify("notices.action_refused", user, line=line.pk),
    ]


def real(notice: Notice) -> str:
    """Return what would be sent."""
    with translation.override(settings.LANGUAGE_CODE):
        _recipient, letter = compose(notice)
        forms = LetterForms().of(letter, notice.contest)
        return f"{forms.subject}\n{forms.text}"


def secrets_of(text: str) -> set[str]:
    return set(SECRET.findall(text))


def test_no_preview_of_any_kind_holds_a_token_or_a_code(letters):
    assert {notice.kind for notice in letters} == {kind.key for kind in kinds.kinds()}
    with_secrets = set()
    for notice in letters:
        shown, sent = preview(notice), real(notice)
        assert (shown.is_unwanted, shown.error) == (False, ""), notice.kind
        assert shown.text, notice.kind
        assert secrets_of(f"{shown.subject}\n{shown.text}") == set(), notice.kind
        if found := secrets_of(sent):
            with_secrets.add(notice.kind)
            assert not [secret for secret in found if secret in shown.text], notice.kind
    # The pattern finds what it is about: these letters hold secrets when they are sent.
    assert with_secrets >= {
        "registrations.link",
        "registrations.link_closed",
        "registrations.welcome",
        "registrations.new_email",
        "registrations.new_phone",
        "registrations.contact_changed",
        "rosters.entered",
        "mailings.message",
        "accounts.password_reset",
    }


def test_every_letter_has_what_its_wording_says_that_it_has(letters):
    """A placeholder without a value takes its line along: editors read which ones some letters do not have."""
    found = {}
    with translation.override(settings.LANGUAGE_CODE):
        for notice in letters:
            _recipient, letter = compose(notice)
            if letter.wording and (missing := missing_values(letter)):
                found[letter.wording, letter.channel] = missing
    # In this scene no request is answered, and no registration was cancelled.
    assert found == {
        ("data_requests.answer", Channel.EMAIL): {"answer"},
        ("registrations.cancelled", Channel.EMAIL): {"reason"},
    }


def test_each_of_the_two_ways_hides_the_tokens_of_links_by_itself(letters, monkeypatch):
    monkeypatch.setattr(previewing, "without_secrets", lambda text: text)
    assert [notice.kind for notice in letters if secrets_of(preview(notice).text)] == []
    assert PLACEHOLDER in preview(letters[0]).text


def test_a_token_that_a_feature_makes_by_itself_is_taken_out_of_secret_addresses(stage, monkeypatch, kept):
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    words = "Mời mở https://vidu.example/thi-sinh/12.1:abcdef:token-of-a-feature/tac-pham/"
    kinds.letter("tests.letter", "x")(lambda registration: kinds.Letter("a@b.vn", "x", text=words))
    notice = notify("tests.letter", RegistrationFactory(page=stage.form))
    assert preview(notice).text.startswith("Mời mở\nhttps://vidu.example/thi-sinh/…/tac-pham/\n")


def test_a_preview_changes_nothing_and_hides_for_itself_alone(letters):
    before = list(Notice.objects.values())
    for notice in letters:
        preview(notice)
    assert list(Notice.objects.values()) == before
    signer = CapabilitySigner(salt="x")
    with hidden_capabilities():
        assert signer.sign("1") == sms_code(1, "0912", NOW) == PLACEHOLDER
        assert not is_sms_code(PLACEHOLDER, 1, "0912", NOW)
    assert signer.unsign(signer.sign("1")) == "1"
    assert is_sms_code(sms_code(1, "0912", NOW), 1, "0912", NOW)


def test_a_letter_whose_address_was_emptied_is_shown_all_the_same(letters):
    for notice in (n for n in letters if n.kind == "registrations.contact_changed"):
        Notice.objects.filter(pk=notice.pk).update(state="sent", sent_at=NOW, address="")
        notice.refresh_from_db()
        assert "khong-phai-toi" in preview(notice).text
        assert notice.address == ""


def test_a_letter_that_is_not_wanted_or_cannot_be_composed_is_said_to_be_so(letters, monkeypatch):
    gone = SimpleNamespace(link=letters[0])
    Registration.objects.filter(pk=gone.link.recipient_id).update(status="cancelled", ended_because="x")
    assert preview(gone.link).is_unwanted
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))

    def broken(registration):
        raise LookupError("Quàng Văn Suối")

    kinds.letter("tests.broken", "x")(broken)
    assert preview(notify("tests.broken", gone.link.recipient)).error == "LookupError"


def test_each_letter_to_a_contestant_greets_the_person_and_names_the_contest_once(letters):
    LetterWording.objects.all().delete()
    seen = set()
    for notice in letters:
        if not isinstance(notice.recipient, Registration) or notice.channel != "email":
            continue
        with translation.override(settings.LANGUAGE_CODE):
            _recipient, letter = compose(notice)
            forms = LetterForms().of(letter, notice.contest)
        if letter.own_words is not None:  # organisers word their mailings
            continue
        title = notice.contest.title
        text = " ".join(forms.text.split())
        assert (forms.subject.count(title), text.count(title)) == (1, 1), notice.kind
        name = notice.recipient.members.first().full_name
        assert text.startswith(f"Chào bạn {name}" if "name" in letter.values else "Chào bạn,"), notice.kind
        assert "Ban Tổ chức" in text
        seen.add(notice.kind)
    assert len(seen) > 15
