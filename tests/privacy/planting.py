"""Plant a person: type about one contestant whatever contestants, contacts of units and staff can type."""

from __future__ import annotations

import datetime
import uuid

from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from contest_pages import audit
from contest_pages.data_requests.domain import answer, extend, submit_request
from contest_pages.entries.domain.drafts import EntryText, begin_draft, save_text
from contest_pages.entries.models import Entry
from contest_pages.judging.domain.assigning import assign_everybody, declare_conflicts, excuse
from contest_pages.judging.domain.candidates import add_candidate, change_state
from contest_pages.judging.domain.paper import Typed, give_back, type_copy
from contest_pages.judging.domain.rechecking import answer_recheck
from contest_pages.judging.domain.scoring import (
    Filled,
    answer_reopening,
    ask_reopening,
    save_draft,
    seal_sheet,
)
from contest_pages.judging.domain.seating import add_seat
from contest_pages.judging.models import GapCase, RecheckRequest, SeatTerm
from contest_pages.notices.notifying import notify
from contest_pages.quizzes.domain.attempts import begin, save_answers
from contest_pages.quizzes.models import Accommodation
from contest_pages.quizzes.queries.snapshots import snapshot_of
from contest_pages.registrations.access.links import confirm_path, personal_path
from contest_pages.registrations.models import (
    AnswerFile,
    CommitteeMatch,
    ConflictOfInterest,
    Registration,
)
from contest_pages.review.domain.appeals import submit_appeal
from contest_pages.review.enums import Answer, Decision
from contest_pages.review.logic.decisions import CheckAnswer
from contest_pages.review.models import CaseComment, DeskNotes
from contest_pages.rosters.models import Reminder, RosterList
from contest_pages.standings.domain.awarding import decide_by_chair
from contest_pages.standings.domain.publishing import revoke_award
from contest_pages.standings.domain.ranking import exclude, lift_exclusion
from contest_pages.standings.models import RankedRow, Ranking, Subject
from tests.entries.tus_client import create, hints, location, patch
from tests.factories import (
    CommitteeMemberFactory,
    ContestResultsPageFactory,
    EntryFactory,
    PrizeFactory,
    QuizRoundPageFactory,
    RegistrationFactory,
    UnitFactory,
    VideoAssetFactory,
    give,
    put_rank,
)
from tests.factories.judging import JuryRoundPageFactory
from tests.factories.pages import NOW
from tests.http.test_log_filters import work_off
from tests.registrations.helpers import token, typed, url
from tests.review.helpers import case_of, moderator, say

from .planted import PERSON


def registered(site) -> Registration:
    """Register a team of one through the form and confirm through the link."""
    browser = Client(enforce_csrf_checks=True)
    row = {
        "full_name": PERSON["name"],
        "birth_date": "1/2/2009",
        "identity": PERSON["identity"],
        "guardian_name": PERSON["guardian"],
        "guardian_agrees": "on",
        "child_agrees": "on",
    }
    question = site.form.question_list[0]
    fields = {
        "email": PERSON["email"],
        "phone": PERSON["phone"],
        "team_name": PERSON["team"],
        f"extra_{question.clean_name}": PERSON["address"],
    }
    response = browser.post(url(site), typed(site.form, row, kind="team", **fields) | token(browser))
    assert response.status_code == 302, response.context["form"].errors
    registration = Registration.objects.get()
    work_off()
    browser.post(confirm_path(registration), token(browser))
    registration.refresh_from_db()
    assert registration.status == "active"
    work_off()
    assert Client().get(personal_path(registration)).status_code == 200
    return registration


def plant(site, registration: Registration, roles) -> Registration:
    """Let all of them write about the person whatever they can; return the registration of the unit's contact."""
    staff = roles["organisers"]
    _plant_unfinished(site, registration)
    entry = _submitted(site, registration)
    _plant_in_review(entry, roles)
    _plant_in_judging(site, registration, staff)
    _plant_in_standings(site, entry, staff)
    _plant_in_registration(site, registration, staff)
    contact = _plant_in_roster(site, registration, staff)
    _look_up(registration, staff)
    work_off()
    return contact


def _plant_unfinished(site, registration) -> None:
    """Save a draft and send its video twice, the second time in part; type a prediction that is no number."""
    draft = begin_draft(round_page=site.round, registration=registration, now=NOW)
    authors = (registration.members.get(),)
    save_text(entry=draft, text=EntryText(title=PERSON["draft"], authors=authors), now=NOW)
    film, browser = PERSON["video sent"].encode(), Client()
    name = hints(filename=PERSON["name of the video"], filetype="video/mp4")
    assert patch(browser, location(create(browser, draft, len(film), **name)), film, 0).status_code == 204
    film = PERSON["video on its way"].encode()
    patch(browser, location(create(browser, draft, len(film) + 100, **name)), film, 0)
    quiz = snapshot_of(QuizRoundPageFactory(parent=site.contest).pk)
    attempt, _new = begin(snapshot=quiz, registration=registration, now=NOW)
    save_answers(attempt, quiz, given={}, typed=PERSON["prediction"], now=NOW)


def _submitted(site, registration) -> Entry:
    entry = EntryFactory(
        registration=registration,
        round=site.round,
        submitted=True,
        slot=2,
        title=PERSON["title"],
        summary=PERSON["summary"],
        link=PERSON["link"],
        link_evidence={"author_name": PERSON["host"]},
        script_file_name=PERSON["script name"],
        script=ContentFile(PERSON["file"].encode(), name="x"),
        video=VideoAssetFactory(ready=True, original=ContentFile(PERSON["video"].encode(), name="x")),
    )
    entry.authors.set(registration.members.all())
    entry.subtitles.create(language="vi", text=PERSON["subtitle"])
    return entry


def _plant_in_review(entry, roles) -> None:
    staff = roles["organisers"]
    CaseComment.objects.create(case=entry.case, author=staff, words=PERSON["comment"], written_at=NOW)
    DeskNotes.objects.create(case=entry.case, moderator=staff, fields={"x": PERSON["note"]}, saved_at=NOW)
    checks = tuple(
        CheckAnswer(question, Answer.NO, PERSON["note of a check"])
        for question in case_of(entry).step.questions
    )
    mai = moderator(roles, "Mai Lan", username="mai", email="mai@coquan.example")
    say(entry, mai, Decision.REJECT, PERSON["reason"], answers=checks)
    submit_appeal(entry=entry, words=PERSON["complaint"], now=NOW)
    Entry.objects.filter(pk=entry.pk).update(changes_wanted=PERSON["changes"])


def _plant_in_judging(site, registration, staff) -> None:
    """Judge a late work, write its sheet again, begin another one, excuse a juror, close a case, let the work leave."""
    by = {"actor": staff, "now": NOW}
    page = JuryRoundPageFactory(parent=site.contest)
    entry = EntryFactory(registration=registration, round=site.round, accepted=True, slot=8)
    candidate = add_candidate(round_page=page, entry=entry, reason=PERSON["late work"], **by)
    for number in range(3):
        member = CommitteeMemberFactory(contest=site.contest, full_name=f"Giám khảo mẫu {number}")
        add_seat(round_page=page, member=member, **by)
    assign_everybody(round_page=page, **by)
    first, second, third = SeatTerm.objects.filter(round_id=page.pk).select_related("seat").order_by("pk")
    points = {criterion.key: criterion.most for criterion in page.rules.criteria}
    sheet = {"round_page": page, "candidate": candidate, "now": NOW}
    for term in (first, second):
        declare_conflicts(term=term, now=NOW)
        term.refresh_from_db()
    sealed = seal_sheet(**sheet, term=first, filled=Filled(points, PERSON["jury remark"]), op_id=uuid.uuid4())
    asked = ask_reopening(round_page=page, term=first, sheet=sealed, because=PERSON["reopening"], now=NOW)
    answer_reopening(reopening=asked, allow=True, actor=staff, now=NOW)
    again = Filled(points, reason=PERSON["new sheet"])
    seal_sheet(**sheet, term=first, filled=again, op_id=uuid.uuid4())
    save_draft(**sheet, term=second, filled=Filled(points, PERSON["jury note"], PERSON["draft reason"]))
    typed = Typed(points, sum(points.values()), True)
    type_copy(round_page=page, seat=second.seat, candidate=candidate, typed=typed, **by)
    give_back(seat=second.seat, candidate=candidate, reason=PERSON["paper back"], **by)
    assignment = candidate.assignments.get(seat=third.seat)
    excuse(assignment=assignment, excuse="absent", reason=PERSON["excuse"], **by)
    GapCase.objects.create(
        candidate=candidate,
        lowest=1,
        highest=2,
        opened_at=NOW,
        closed_at=NOW,
        closed_by=staff,
        how="kept",
        reason=PERSON["gap"],
    )
    ranking = Ranking.objects.create(
        contest=site.contest,
        round_id=page.pk,
        basis="jury",
        number=1,
        rules=page.rules.as_json(),
        frozen_at=NOW,
        digest="0" * 64,
    )
    recheck = RecheckRequest.objects.create(
        round_id=page.pk,
        number=1,
        candidate=candidate,
        registration=registration,
        ranking=ranking,
        words=PERSON["recheck"],
        asked_at=NOW,
    )
    answer_recheck(recheck=recheck, outcome="corrected", reply=PERSON["recheck reply"], **by)
    change_state(candidate=candidate, state="withdrawn", reason=PERSON["leaving"], actor=staff)


def _plant_in_standings(site, entry, staff) -> None:
    """Decide a tie, exclude the contestant and lift it again; publish a pasted name, give prizes and revoke two."""
    subject, by = Subject.of_round(site.round), {"actor": staff, "now": NOW}
    row = put_rank(site.round, 1, entry=entry)
    Ranking.objects.update(published_at=None)
    tie = {"division": row.division, "rank": 1, "codes": [entry.code]}
    decide_by_chair(subject=subject, **tie, reason=PERSON["tie"], **by)
    exclusion = exclude(subject=subject, registration=entry.registration, reason=PERSON["exclusion"], **by)
    lift_exclusion(exclusion=exclusion, reason=PERSON["lifting"], **by)
    row = put_rank(site.round, 1, entry=entry)
    RankedRow.objects.filter(pk=row.pk).update(name=PERSON["pasted name"])
    Ranking.objects.update(ranked_at=NOW, published_at=NOW)
    ContestResultsPageFactory(parent=site.contest)
    prize = PrizeFactory(contest=site.contest)
    give(prize, registration=entry.registration, remark=PERSON["remark"])
    for recipient in ({"member": entry.registration.members.get()}, {"entry": entry}):
        revoke_award(award=give(prize, **recipient, ranking=row.ranking), reason=PERSON["revocation"], **by)


def _plant_in_registration(site, registration, staff) -> None:
    file = ContentFile(PERSON["file"].encode(), name="x")
    AnswerFile.objects.create(
        registration=registration,
        name="a",
        label="A",
        file=file,
        file_name=PERSON["file name"],
        content_type="application/pdf",
        size=8,
    )
    Registration.objects.filter(pk=registration.pk).update(
        new_email=PERSON["new email"],
        new_phone=PERSON["new phone"],
        former_contacts=PERSON["former contact"],
        ended_because=PERSON["end"],
    )
    notify("registrations.contact_changed", registration, address=PERSON["former contact"])
    registration.notices.filter(state="waiting").update(due_at=NOW + datetime.timedelta(hours=1))
    committee = CommitteeMemberFactory(contest=site.contest)
    ConflictOfInterest.objects.create(
        member=committee, registration=registration, nature=PERSON["relation"], declared_at=NOW
    )
    CommitteeMatch.objects.create(
        committee_member=committee,
        member=registration.members.get(),
        strength="possible",
        decision="allowed",
        reason=PERSON["match"],
        found_at=NOW,
    )
    request = submit_request(registration=registration, kind="correct", now=NOW, words=PERSON["request"])
    extend(request=request, reason=PERSON["extension"], actor=staff)
    answer(request=request, words=PERSON["answer"], actor=staff, now=NOW)
    Accommodation.objects.create(
        registration=registration, extra_minutes=5, reason=PERSON["accommodation"], by=staff, at=NOW
    )
    audit.record("contest.correct_registration", registration, actor=staff, reason=PERSON["correction"])


def _plant_in_roster(site, registration, staff) -> Registration:
    unit = UnitFactory()
    contact = RegistrationFactory(
        page=site.form,
        kind="roster",
        unit=unit,
        full_name=PERSON["contact"],
        email=PERSON["contact's email"],
    )
    Registration.objects.filter(pk=registration.pk).update(roster=contact)
    RosterList.objects.create(
        roster=contact,
        file=ContentFile(PERSON["row of a list"].encode(), name="x"),
        file_name=PERSON["file name"],
        brought_at=NOW,
    )
    Reminder.objects.create(
        page=site.form,
        unit=unit,
        address=PERSON["contact's email"],
        subject="Nhắc",
        words="Xin gửi danh sách.",
        by=staff,
        asked_at=NOW,
    )
    return contact


def _look_up(registration, staff) -> None:
    """Let an organiser search for the person and read the registration."""
    office = Client()
    office.force_login(staff, backend="contest_pages.accounts.backends.ThrottledBackend")
    address = reverse("contest_registrations_registration_modeladmin_index")
    response = office.get(address, {"q": PERSON["name"]})
    assert response.status_code == 200
    assert registration.code in response.content.decode()
