"""A juror downloads the own sealed sheets with their check codes, to sign them by hand."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from contest_pages.judging.access import juror_path
from contest_pages.judging.domain.planning import plan_in_force
from contest_pages.judging.exports.own_sheets import own_sheets_document
from contest_pages.judging.models import ScoreSheet
from contest_pages.judging.queries.juror import own_list
from tests.factories import UserFactory
from tests.factories.pages import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

ODD = {"noi-dung": 41_000, "hinh-thuc": 20_500, "suc-lan-toa": 10_000}
OTHER = {"noi-dung": 33_500, "hinh-thuc": 20_500, "suc-lan-toa": 10_000}


@pytest.fixture
def path(jury, client):
    """Return the address of the PDF of the first juror, who is signed in."""
    term = jury.terms[0]
    term.member.user = UserFactory()
    term.member.save()
    client.force_login(term.member.user)
    return f"{juror_path(term)}phieu.pdf"


def text_of(answer) -> str:
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "no-store" in answer.headers["Cache-Control"]
    return " ".join(" ".join(p.extract_text() for p in PdfReader(io.BytesIO(answer.content)).pages).split())


def test_it_holds_the_own_sheets_with_codes_and_nobody_elses(path, jury, client):
    own = jury.seal(0, 0, ODD)
    other = jury.seal(1, 0, OTHER)
    text = text_of(client.get(path))
    assert "Lò Văn Minh" in text
    assert "71,5" in text
    assert own.check_code in text
    assert "64" not in text.split()
    assert other.check_code not in text
    assert "Quàng Thị Hoa" not in text


def test_drafts_are_not_in_it(path, jury, client):
    assert client.get(path).status_code == 404
    jury.seal(0, 0, ODD)
    assert len(_rows(jury)) == 1


def _rows(jury):
    term = jury.terms[0]
    sealed = own_list(jury.page, term, plan_in_force(jury.page, now=NOW)).sealed
    document = own_sheets_document(jury.page, term, sealed, NOW)
    return [row for block in document.body if hasattr(block, "rows") for row in block.rows]


def test_its_rows_are_work_points_total_code_and_time(jury):
    sheet = jury.seal(0, 1, ODD)
    (row,) = _rows(jury)
    assert row[:6] == ["2", "41", "20,5", "10", "71,5", sheet.check_code]


def test_a_link_alone_gives_no_pdf(jury, client):
    jury.seal(0, 0, ODD)
    link = juror_path(jury.terms[0])
    assert client.get(f"{link}phieu.pdf").headers["Location"] == f"{link}xac-nhan/"


def test_the_receipts_offer_it(path, jury, client):
    jury.seal(0, 0, ODD)
    html = client.get(path.replace("phieu.pdf", "phieu/")).content.decode()
    assert path in html


def test_it_costs_the_same_queries_for_any_number_of_sheets(
    path, jury, client, django_assert_max_num_queries
):
    jury.seal(0, 0, ODD)
    with django_assert_max_num_queries(25) as few:
        client.get(path)
    jury.seal(0, 1, ODD)
    jury.seal(0, 2, ODD)
    with django_assert_max_num_queries(len(few)):
        client.get(path)
    assert ScoreSheet.objects.count() == 3
