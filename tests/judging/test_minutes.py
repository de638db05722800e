"""Minutes of a judging: what stands in them, for whom, at any moment."""

from __future__ import annotations

import io

import docx
import pytest
import time_machine
from django.urls import reverse
from django.utils.translation import gettext as _
from docx.oxml.ns import qn
from pypdf import PdfReader
from wagtail.models import PageLogEntry

from contest_pages.admin.roles import ROLES
from contest_pages.contests.domain.assigning import limit_to_contests
from contest_pages.judging.domain import gaps
from contest_pages.judging.domain.assigning import excuse
from contest_pages.judging.domain.candidates import add_candidate, change_state
from contest_pages.judging.domain.paper import Typed, type_copy
from contest_pages.judging.domain.seating import replace_juror
from contest_pages.judging.domain.voiding import declare_void
from contest_pages.judging.enums import CandidateState, Excuse, GapEnd
from contest_pages.judging.exports.minutes import minutes_document, write_minutes
from contest_pages.judging.exports.minutes_findings import runs
from contest_pages.judging.models import Assignment, GapCase
from contest_pages.judging.queries.minutes import judging_minutes
from contest_pages.standings.domain.publishing import publish
from contest_pages.standings.domain.ranking import exclude, freeze, rank
from contest_pages.standings.models import Subject
from tests.factories import (
    CommitteeMemberFactory,
    ContestPageFactory,
    EntryFactory,
    RegistrationFactory,
    UserFactory,
)
from tests.factories.pages import NOW, hanoi

from .conftest import FULL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

AFTER = hanoi("2024-07-21 08:00")
#: 71.5 points, which stand nowhere else.
ODD = {"noi-dung": 41_000, "hinh-thuc": 20_500, "suc-lan-toa": 10_000}
LOWER = {"noi-dung": 30_000, "hinh-thuc": 20_500, "suc-lan-toa": 10_000}


def text_of(content: bytes) -> str:
    """Return the words of a PDF or a DOCX."""
    if content.startswith(b"%PDF"):
        words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    else:
        body = docx.Document(io.BytesIO(content)).element.body
        words = " ".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    return " ".join(words.split())


def written(page, *, kind="docx", with_points=True, now=AFTER) -> str:
    page = type(page).objects.get(pk=page.pk)
    return text_of(write_minutes(judging_minutes(page, with_points=with_points), kind, now))


def download(client, user, jury, kind="docx") -> str:
    client.force_login(user)
    answer = client.get(reverse("contest_jury_minutes", args=[jury.page.pk, kind]))
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    return text_of(answer.content)


def seal_everything(jury, points=None):
    for term in range(3):
        for candidate in range(3):
            jury.seal(term, candidate, points or {**FULL, "noi-dung": 50_000 - 1000 * candidate})


def subject_of(jury) -> Subject:
    return Subject.of_round(type(jury.page).objects.get(pk=jury.page.pk))


# --- for whom, and when --------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["nobody", *(role.key for role in ROLES)])
@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_organisers_and_secretaries_alone_download_minutes(role, kind, client, roles, jury):
    client.force_login(roles[role])
    answer = client.get(reverse("contest_jury_minutes", args=[jury.page.pk, kind]))
    assert (answer.status_code == 200) is (role in ("organisers", "secretaries"))


def test_minutes_of_another_contest_are_refused(client, roles, jury, index):
    limit_to_contests(user=roles["organisers"], contests=[ContestPageFactory(parent=index)], actor=None)
    client.force_login(roles["organisers"])
    assert client.get(reverse("contest_jury_minutes", args=[jury.page.pk, "pdf"])).status_code == 302


@pytest.mark.parametrize("kind", ["xlsx", "PDF", "exe"])
def test_there_are_two_kinds_of_file(kind, client, roles, jury):
    client.force_login(roles["organisers"])
    assert client.get(reverse("contest_jury_minutes", args=[jury.page.pk, kind])).status_code == 404


def test_organisers_read_points_after_the_closing_alone(client, roles, jury):
    jury.seal(points=ODD)
    before = download(client, roles["organisers"], jury)
    with time_machine.travel(AFTER, tick=False):
        after = download(client, roles["organisers"], jury)
    assert "71,5" not in before
    assert "71,5" in after


def test_secretaries_read_points_once_all_is_sealed(client, roles, jury):
    for term in range(3):
        for candidate in range(3):
            if (term, candidate) != (2, 2):
                jury.seal(term, candidate, ODD)
    assert "71,5" not in download(client, roles["secretaries"], jury)
    with time_machine.travel(AFTER, tick=False):
        assert "71,5" not in download(client, roles["secretaries"], jury)
    jury.seal(2, 2, ODD)
    assert "71,5" in download(client, roles["secretaries"], jury)


def test_a_round_in_which_nothing_is_sealed_shows_secretaries_nothing(client, roles, scored):
    client.force_login(roles["secretaries"])
    answer = client.get(reverse("contest_jury_minutes", args=[scored.page.pk, "pdf"]))
    assert _("Not ranked yet.") in text_of(answer.content)


def test_each_download_leaves_a_line_that_says_whether_it_had_points(client, roles, jury):
    download(client, roles["organisers"], jury, "pdf")
    line = PageLogEntry.objects.get(action="contest.export_judging_minutes")
    assert line.user == roles["organisers"]
    assert line.data == {"kind": "pdf", "with_points": False}


@pytest.mark.parametrize(
    ("name", "role"),
    [("contest_jury_progress", "organisers"), ("contest_paper_round", "secretaries")],
)
def test_the_screens_offer_both_files(name, role, client, roles, jury):
    client.force_login(roles[role])
    html = client.get(reverse(name, args=[jury.page.pk])).content.decode()
    for kind in ("pdf", "docx"):
        assert reverse("contest_jury_minutes", args=[jury.page.pk, kind]) in html


# --- contents ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_they_say_who_judged_what_by_which_rule(kind, jury):
    seal_everything(jury)
    text = written(jury.page, kind=kind)
    for member in ("Lò Văn Minh", "Quàng Thị Hoa", "Cầm Bá Sơn"):
        assert text.count(member) >= 2  # in the composition, and where the jurors sign
    for entry in (candidate.entry for candidate in jury.candidates):
        assert entry.code in text
        assert entry.title in text
    for sentence in jury.page.rule_sentences():
        assert sentence in text
    assert "100" in text


def test_points_stand_by_work_and_seat_with_the_result(jury):
    jury.seal(0, 0, ODD)
    jury.seal(1, 0, ODD)
    jury.seal(2, 0, {**ODD, "noi-dung": 44_000})
    for candidate in (1, 2):
        for term in range(3):
            jury.seal(term, candidate)
    row = next(row for row in tables(jury.page, _("Totals of the sheets by work and seat")) if row[0] == "1")
    assert row[2:] == ["71,5", "71,5", "74,5", "72,5"]


def tables(page, caption: str) -> list[list[str]]:
    document = minutes_document(judging_minutes(type(page).objects.get(pk=page.pk), with_points=True), AFTER)
    return [row for block in document.body if getattr(block, "caption", "") == caption for row in block.rows]


def test_authors_stay_hidden_while_the_jury_judges_blind(jury):
    name = jury.candidates[0].entry.registration.members.get().full_name
    seal_everything(jury)
    assert name not in written(jury.page)
    organiser = UserFactory()
    for step in (freeze, rank):
        step(subject=subject_of(jury), actor=organiser, now=AFTER)
    assert name not in written(jury.page)
    publish(subject=subject_of(jury), actor=organiser, now=AFTER)
    assert name in written(jury.page)


def test_they_name_absences_replacements_late_works_samples_and_works_that_left(jury, scored):
    newcomer = CommitteeMemberFactory(contest=scored.stage.contest, committee="jury", full_name="Vì Văn Thay")
    assignment = Assignment.objects.get(seat__number=2, candidate__number=3)
    excuse(
        assignment=assignment,
        excuse=Excuse.ABSENT,
        reason="Ốm từ buổi sáng.",
        actor=jury.actor,
        now=NOW,
    )
    replace_juror(term=jury.terms[0], member=newcomer, reason="Chuyển công tác.", actor=jury.actor, now=NOW)
    for is_sample, reason in ((False, "Theo biên bản số 5."), (True, "Bài mẫu.")):
        entry = EntryFactory(
            registration=RegistrationFactory(page=scored.stage.form),
            round=scored.stage.round,
            submitted=True,
            state="accepted",
        )
        add_candidate(
            round_page=jury.page,
            entry=entry,
            reason=reason,
            actor=jury.actor,
            now=NOW,
            is_sample=is_sample,
        )
    change_state(
        candidate=jury.candidates[1],
        state=CandidateState.DISQUALIFIED,
        reason="Trùng tác phẩm đã đăng.",
        actor=jury.actor,
    )
    text = written(jury.page, with_points=False)
    for words in (
        "Ốm từ buổi sáng.",
        "Vì Văn Thay",
        "Lò Văn Minh",
        "Chuyển công tác.",
        "Theo biên bản số 5.",
        "Trùng tác phẩm đã đăng.",
        _("Sample, counts nothing"),
    ):
        assert words in text, words


def test_corrections_voids_and_paper_are_named_by_their_sheet_numbers(jury):
    seal_everything(jury, FULL)
    sheet = jury.page.sheets.get(candidate__number=1, seat__number=3)
    declare_void(sheet=sheet, reason="Chấm nhầm tác phẩm.", actor=jury.actor, now=NOW)
    for typist in (
        UserFactory(first_name="Một", last_name="Thư"),
        UserFactory(first_name="Hai", last_name="Thư"),
    ):
        type_copy(
            round_page=jury.page,
            seat=jury.seats[2],
            candidate=jury.candidates[0],
            typed=Typed(ODD, sum(ODD.values()), True),
            actor=typist,
            now=NOW,
        )
    text = written(jury.page)
    assert "TP-01-G3" in text
    assert "Chấm nhầm tác phẩm." in text
    assert _("Juror %(seat)d: works %(works)s") % {"seat": 3, "works": "1"} in text
    assert "Thư Một" in text
    assert "Thư Hai" in text
    assert "71,5" in text


def test_cases_stand_there_with_how_they_were_closed(scored):
    from .conftest import arranged

    scored.page.gap_limit = 10_000
    scored.page.save()
    jury = arranged(scored)
    seal_everything(jury, FULL)
    sheet = jury.page.sheets.get(candidate__number=1, seat__number=3)
    declare_void(sheet=sheet, reason="Nhầm.", actor=jury.actor, now=NOW)
    jury.seal(2, 0, ODD)
    assert _("not closed yet.") in written(jury.page)
    gaps.close_case(
        case=GapCase.objects.get(),
        how=GapEnd.KEPT,
        reason="Ban Giám khảo đã hội ý, giữ nguyên điểm.",
        actor=jury.actor,
        now=AFTER,
    )
    text = written(jury.page)
    assert "Ban Giám khảo đã hội ý, giữ nguyên điểm." in text
    assert "28,5" in text
    assert _("not closed yet.") not in text


def test_they_are_a_draft_until_the_ranking_is_sealed(jury):
    seal_everything(jury)
    organiser = UserFactory()

    def document():
        page = type(jury.page).objects.get(pk=jury.page.pk)
        return minutes_document(judging_minutes(page, with_points=True), AFTER)

    assert document().draft
    freeze(subject=subject_of(jury), actor=organiser, now=AFTER)
    assert document().draft
    ranking = rank(subject=subject_of(jury), actor=organiser, now=AFTER)
    assert not document().draft
    text = written(jury.page)
    assert ranking.digest in text
    assert jury.page.sheet_chain.last_hash in text
    assert "docs/verifying-rankings.md" in text


def test_equal_works_are_named_with_what_parted_them_or_as_sharing_a_rank(scored):
    from .conftest import arranged

    criterion = scored.page.criteria.get(name="Nội dung")
    criterion.tie_order = 1
    criterion.save()
    jury = arranged(scored)
    for term in range(3):
        jury.seal(term, 0, ODD)
        jury.seal(term, 1, ODD)
        jury.seal(term, 2, {**ODD, "noi-dung": 42_000, "hinh-thuc": 19_500})
    for step in (freeze, rank):
        step(subject=subject_of(jury), actor=UserFactory(), now=AFTER)
    text = written(jury.page)
    first, second, best = (candidate.entry.code for candidate in jury.candidates)
    assert _("Rank %(rank)d is shared by %(codes)s") % {"rank": 2, "codes": f"{first}, {second}"} in text
    words = _("%(before)s before %(after)s, both with %(points)s points: %(comparator)s")
    label = _("more points for “%(name)s”") % {"name": "Nội dung"}
    assert words % {"before": best, "after": first, "points": "71,5", "comparator": label} in text


def test_an_excluded_contestant_stands_there_with_the_reason(jury):
    seal_everything(jury)
    freeze(subject=subject_of(jury), actor=jury.actor, now=AFTER)
    exclude(
        subject=subject_of(jury),
        registration=jury.candidates[0].entry.registration,
        reason="Khai sai tuổi.",
        actor=jury.actor,
        now=AFTER,
    )
    assert "Khai sai tuổi." in written(jury.page)


def test_what_was_typed_is_no_markup(jury):
    change_state(
        candidate=jury.candidates[0],
        state=CandidateState.WITHDRAWN,
        reason='#import "x" *đậm* $y$ \x07',
        actor=jury.actor,
    )
    for kind in ("pdf", "docx"):
        assert '#import "x" *đậm* $y$' in written(jury.page, kind=kind)


@pytest.mark.parametrize(("numbers", "words"), [([], ""), ([2], "2"), ([3, 1, 2, 5, 7, 8], "1–3, 5, 7–8")])
def test_runs_of_numbers_are_written_as_one(numbers, words):
    assert runs(numbers) == words


# --- size ----------------------------------------------------------------------------------------------


def test_minutes_cost_the_same_queries_for_any_number_of_works(jury, scored, django_assert_max_num_queries):
    seal_everything(jury)
    page = type(jury.page).objects.get(pk=jury.page.pk)
    with django_assert_max_num_queries(40) as few:
        written_document(page)
    for _number in range(4):
        entry = EntryFactory(
            registration=RegistrationFactory(page=scored.stage.form),
            round=scored.stage.round,
            submitted=True,
            state="accepted",
        )
        add_candidate(round_page=jury.page, entry=entry, reason="Muộn.", actor=jury.actor, now=NOW)
    page = type(jury.page).objects.get(pk=jury.page.pk)
    with django_assert_max_num_queries(len(few)):
        written_document(page)


def written_document(page):
    return minutes_document(judging_minutes(page, with_points=True), AFTER)
