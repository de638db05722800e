"""Secretaries print sheets, type them, compare what differs; nobody else does, and no points of others are shown."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from django.urls import reverse

from contest_pages.admin.roles import ROLES, permission_names
from contest_pages.contests.domain.assigning import limit_to_contests
from contest_pages.judging.domain.assigning import excuse
from contest_pages.judging.domain.paper import Typed, type_copy
from contest_pages.judging.enums import Excuse
from contest_pages.judging.models import Assignment, PaperCopy, ScoreSheet
from tests.factories import ContestPageFactory, UserFactory
from tests.factories.pages import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

POINTS = {"noi-dung": 42_500, "hinh-thuc": 25_000, "suc-lan-toa": 0}
FIELDS = {
    "points-noi-dung": "42,5",
    "points-hinh-thuc": "25.0",
    "points-suc-lan-toa": "0",
    "own_sum": "67,5",
    "signed": "1",
}
MISREAD = {**FIELDS, "points-hinh-thuc": "26", "own_sum": "68,5"}


@pytest.fixture
def secretary(roles, client):
    """Return a secretary who is signed in."""
    client.force_login(roles["secretaries"])
    return roles["secretaries"]


def address(jury, name="sheet", number="TP-01-G1"):
    url = reverse(f"contest_paper_{name}", args=[jury.page.pk])
    return f"{url}?number={number}" if name == "sheet" else url


def colleague_types(jury, points=None, seat=0):
    points = points or POINTS
    return type_copy(
        round_page=jury.page,
        seat=jury.seats[seat],
        candidate=jury.candidates[0],
        typed=Typed(points, sum(points.values()), True),
        actor=UserFactory(),
        now=NOW,
    )


@pytest.mark.parametrize("role", ["nobody", *(role.key for role in ROLES)])
@pytest.mark.parametrize("name", ["rounds", "round", "sheet", "sheets", "tables", "spare"])
def test_only_secretaries_open_the_screens(client, roles, jury, role, name):
    client.force_login(roles[role])
    url = reverse("contest_paper_rounds") if name == "rounds" else address(jury, name)
    answer = client.get(url)
    home = (reverse("wagtailadmin_home"), reverse("wagtailadmin_login"))
    is_refused = answer.status_code == 302 and answer.url.partition("?")[0] in home
    assert is_refused is (role != "secretaries")


def test_secretaries_may_type_paper_and_nothing_else():
    (role,) = [role for role in ROLES if role.key == "secretaries"]
    assert permission_names(role) == ["wagtailadmin.access_admin", "contest_judging.enter_paper"]
    assert not role.pages
    assert not role.files


def test_a_secretary_of_one_contest_types_nothing_of_another(client, secretary, jury, index):
    limit_to_contests(user=secretary, contests=[ContestPageFactory(parent=index)], actor=None)
    assert client.post(address(jury), FIELDS).status_code == 302
    assert not PaperCopy.objects.exists()


def test_the_table_says_how_far_each_sheet_is_and_shows_no_points(
    client, secretary, jury, django_assert_num_queries
):
    jury.seal(term=2, points={"noi-dung": 37_500, "hinh-thuc": 12_000, "suc-lan-toa": 3_000})
    colleague_types(jury)
    colleague_types(jury, seat=1)
    colleague_types(jury, {**POINTS, "hinh-thuc": 26_000}, seat=1)
    assignment = Assignment.objects.get(seat=jury.seats[0], candidate=jury.candidates[1])
    excuse(assignment=assignment, excuse=Excuse.ABSENT, reason="Ốm", actor=jury.actor, now=NOW)
    client.get(address(jury, "round"))
    with django_assert_num_queries(17):
        page = client.get(address(jury, "round"))
    found = page.context["table"]
    assert [str(cell.state) for cell in found.rows[0].cells] == ["once", "differs", "sealed"]
    assert [str(cell.state) for cell in found.rows[1].cells] == ["excused", "not_typed", "not_typed"]
    text = page.content.decode()
    for points in ("42,5", "67,5", "37,5", "52,5", "26"):
        assert f">{points}<" not in text
    assert "Lò Văn Minh" in text


def test_more_works_and_seats_cost_no_more_queries(client, secretary, jury, django_assert_num_queries):
    client.get(address(jury, "round"))
    with django_assert_num_queries(17):
        client.get(address(jury, "round"))


@pytest.mark.parametrize("written", ["TP-01-G1", "1-1", "011"])
def test_a_number_leads_to_its_sheet(client, secretary, jury, written, django_assert_num_queries):
    client.get(address(jury, number=written))
    with django_assert_num_queries(18):
        page = client.get(address(jury, number=written))
    assert "TP-01-G1" in page.content.decode()


@pytest.mark.parametrize("written", ["TP-09-G1", "1-9", "xyz", ""])
def test_a_number_that_is_none_leads_back_to_the_field(client, secretary, jury, written):
    page = client.get(address(jury, number=written), follow=True)
    assert page.redirect_chain
    assert ("không có phiếu" in page.content.decode()) is bool(written)
    assert client.post(address(jury, number=written), FIELDS).status_code == 404


def test_two_secretaries_type_a_sheet_and_it_is_sealed(client, secretary, jury):
    colleague_types(jury)
    page = client.get(address(jury))
    assert "42,5" not in page.content.decode(), "the copy of a colleague is not shown before one's own"
    answer = client.post(address(jury), FIELDS)
    assert answer.url == address(jury, "round")
    assert ScoreSheet.objects.get().points == POINTS
    text = client.get(answer.url).content.decode()
    assert ScoreSheet.objects.get().check_code in text


def test_who_typed_a_sheet_is_not_asked_again_and_does_not_read_it(client, secretary, jury):
    client.post(address(jury), FIELDS)
    text = client.get(address(jury)).content.decode()
    assert "Đồng nghiệp sẽ nhập lần thứ hai" in text
    assert "42,5" not in text
    assert "own_sum" not in text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"own_sum": "76,5"}, "trả lại giám khảo"),
        ({"own_sum": ""}, "trả lại giám khảo"),
        ({"points-noi-dung": "425"}, "Có phải"),
        ({"points-noi-dung": ""}, "chưa có điểm"),
        ({"signed": None}, "chữ ký"),
    ],
)
def test_what_cannot_be_right_is_refused_in_red_and_stays_in_the_fields(
    client, secretary, jury, changed, words
):
    data = {key: value for key, value in {**FIELDS, **changed}.items() if value is not None}
    page = client.post(address(jury), data)
    assert page.status_code == 422
    text = page.content.decode()
    assert "error-message" in text
    assert words in text
    assert 'value="25.0"' in text
    assert not PaperCopy.objects.exists()


def test_copies_that_differ_are_compared_and_only_the_differing_cell_is_asked(client, secretary, jury):
    colleague_types(jury)
    answer = client.post(address(jury), MISREAD)
    assert answer.url == address(jury)
    page = client.get(answer.url)
    assert list(page.context["form"].fields) == ["points-hinh-thuc", "words"]
    assert page.content.decode().count("is-different") == 1
    wrong = {"settle": "1", "points-hinh-thuc": "27", "words": "Cùng xem"}
    assert client.post(answer.url, wrong).status_code == 422
    assert client.post(answer.url, {"settle": "1", "points-hinh-thuc": "25"}).status_code == 422
    settled = client.post(answer.url, {"settle": "1", "points-hinh-thuc": "25", "words": "Cùng xem"})
    assert settled.url == address(jury, "round")
    assert ScoreSheet.objects.get().points == POINTS


def test_a_sheet_that_cannot_be_read_goes_back_with_a_reason(client, secretary, jury):
    colleague_types(jury)
    client.post(address(jury), {"discard": "1", "words": ""})
    assert PaperCopy.objects.open().count() == 1
    client.post(address(jury), {"discard": "1", "words": "Mực nhòe"})
    assert PaperCopy.objects.open().count() == 0


def test_paper_of_a_sheet_that_is_sealed_is_shown_beside_it(client, secretary, jury):
    jury.seal(points={**POINTS, "hinh-thuc": 26_000})
    assert "26" not in re.findall(r'value="([^"]*)"', client.get(address(jury)).content.decode())
    page = client.post(address(jury), FIELDS)
    assert page.status_code == 409
    assert page.content.decode().count("is-different") == 1
    assert ScoreSheet.objects.get().source == "device"


def pages_of(pdf: bytes) -> list[str]:
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return run.stdout.decode().split("\f")[:-1]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler-utils")
def test_a_sheet_is_printed_for_each_seat_and_work(client, secretary, jury):
    pages = pages_of(client.get(address(jury, "sheets")).content)
    assert len(pages) == 9
    assert "TP-01-G1" in pages[0]
    assert "Lò Văn Minh" in pages[0]
    for words in ("Nội dung", "/ 50", "Hình thức", "/ 30", "Tổng các điểm trên", "họ tên)"):
        assert words in pages[0]
    own = pages_of(client.get(f"{address(jury, 'sheets')}?seat=2").content)
    assert len(own) == 3
    assert "TP-03-G2" in own[2]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler-utils")
def test_a_table_is_printed_for_each_seat_without_works_that_it_does_not_judge(client, secretary, jury):
    assignment = Assignment.objects.get(seat=jury.seats[0], candidate=jury.candidates[1])
    excuse(assignment=assignment, excuse=Excuse.CONFLICT, reason="Người nhà", actor=jury.actor, now=NOW)
    pages = pages_of(client.get(address(jury, "tables")).content)
    assert len(pages) == 3
    assert "TP-03-G1" in pages[0]
    assert "TP-02-G1" not in pages[0]
    assert "TP-02-G2" in pages[1]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler-utils")
def test_a_lost_sheet_is_printed_once_more_and_says_that_it_replaces_one(client, secretary, jury):
    (page,) = pages_of(client.get(f"{address(jury, 'replacement')}?number=TP-02-G3").content)
    assert "TP-02-G3" in page
    assert "Thay cho phiếu" in page
    (usual, *_others) = pages_of(client.get(address(jury, "sheets")).content)
    assert "Thay cho phiếu" not in usual


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler-utils")
def test_spare_sheets_name_neither_a_juror_nor_a_work(client, secretary, jury):
    pages = pages_of(client.get(address(jury, "spare")).content)
    assert len(pages) == 10
    assert all("Nội dung" in page and "/ 50" in page for page in pages)
    assert not any("Lò Văn Minh" in page or "TP-01" in page for page in pages)


@pytest.mark.parametrize("number", ["", "TP-99-G1", "TP-01-G9", "x"])
def test_a_sheet_that_is_not_given_has_no_replacement(client, secretary, jury, number):
    assert client.get(f"{address(jury, 'replacement')}?number={number}").status_code == 404


def test_an_excused_juror_gets_no_replacement(client, secretary, jury):
    assignment = Assignment.objects.get(seat=jury.seats[0], candidate=jury.candidates[0])
    excuse(assignment=assignment, excuse=Excuse.CONFLICT, reason="Người nhà", actor=jury.actor, now=NOW)
    assert client.get(f"{address(jury, 'replacement')}?number=TP-01-G1").status_code == 404


def test_nothing_to_print_is_no_file(client, secretary, jury):
    assert client.get(f"{address(jury, 'sheets')}?seat=9").status_code == 404
