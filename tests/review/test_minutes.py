"""The minutes: an administrative document with the content of the record."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest
import time_machine
from django.urls import reverse
from docx.oxml.ns import qn
from pypdf import PdfReader

from contest_pages.review.domain.closing import close_list
from contest_pages.review.domain.disqualifying import disqualify
from contest_pages.review.enums import Decision
from contest_pages.review.models import ReviewChain
from contest_pages.review.queries.minutes import minutes_of
from tests.factories.pages import hanoi

from .helpers import REASON, say, steps_of, waiting_entry

pytestmark = pytest.mark.django_db
WHEN = hanoi("2024-08-09 15:00")
DRAWN_UP = hanoi("2024-08-10 17:00")


@pytest.fixture
def reviewed(stage, roles, mai, nam, organiser):
    """Return a closed round: one accepted, one rejected with a hostile title, one disqualified later."""
    stage.contest.organiser = "Ban Tuyên giáo thử nghiệm"
    stage.contest.save()
    accepted = waiting_entry(stage, number=1, title="Bản làng số")
    rejected = waiting_entry(stage, number=2, title='#import "x"; *đậm* =HYPERLINK(1)')
    disqualified = waiting_entry(stage, number=3, title="=1+1")
    say(accepted, mai, now=WHEN)
    say(rejected, nam, Decision.REJECT, REASON, now=WHEN)
    say(disqualified, mai, now=WHEN)
    close_list(round_page=stage.round, actor=organiser, now=WHEN)
    disqualify(entry=disqualified, actor=organiser, reason="Tác phẩm đã đăng từ năm 2023.", now=WHEN)
    return stage.round


@pytest.fixture
def download(client, reviewed, organiser):
    """Return a function that downloads the minutes."""
    client.force_login(organiser)

    def get(kind: str) -> bytes:
        with time_machine.travel(DRAWN_UP, tick=False):
            response = client.get(reverse("contest_review_minutes", args=[reviewed.pk, kind]))
        assert f'filename="Bien ban so loai - Tac pham.{kind}"' in response.headers["Content-Disposition"]
        assert "no-store" in response.headers["Cache-Control"]
        return response.content

    return get


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_pdf_reads_as_an_administrative_document(download):
    text = words_of(download("pdf"))
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "BAN TUYÊN GIÁO THỬ NGHIỆM",
        "BIÊN BẢN",
        "ngày 10 tháng 8 năm 2024",
        "Người sơ loại: Mai Lan, Nam Sơn",
        "Số tác phẩm đạt: 1.",
        "Số tác phẩm không đạt: 1.",
        "TP-0001",
        "Bản làng số",
        REASON,
        "Tác phẩm đã đăng từ năm 2023.",
        "THƯ KÝ",
        "CHỦ TRÌ",
    ):
        assert words in text, words
    assert "Bản nháp" not in text


def test_the_docx_says_what_the_pdf_says(download):
    text = " ".join(
        "".join(run.text or "" for run in paragraph.iter(qn("w:t")))
        for paragraph in docx.Document(io.BytesIO(download("docx"))).element.body.iter(qn("w:p"))
    )
    for words in ("BIÊN BẢN", "Mai Lan, Nam Sơn", "TP-0001", "Bản làng số", REASON, "THƯ KÝ", "CHỦ TRÌ"):
        assert words in text, words


def test_what_contestants_typed_is_text_and_nothing_else(download):
    assert '#import "x"; *đậm* =HYPERLINK(1)' in words_of(download("pdf"))
    sheet = openpyxl.load_workbook(io.BytesIO(download("xlsx")))["Bị loại"]
    assert sheet["B2"].value == "'=1+1"
    assert sheet["B2"].data_type == "s"


def test_the_minutes_fix_the_end_of_the_record(download, reviewed):
    last = ReviewChain.objects.get(round=reviewed).last_hash
    assert last in words_of(download("pdf")).replace(" ", "")
    book = openpyxl.load_workbook(io.BytesIO(download("xlsx")))
    assert last in [row[0].value for row in book.worksheets[0].iter_rows()]


def test_the_workbook_has_a_sheet_for_each_list(download):
    book = openpyxl.load_workbook(io.BytesIO(download("xlsx")))
    assert book.sheetnames == ["Số liệu", "Đạt", "Không đạt", "Bị loại"]
    assert book["Không đạt"]["A2"].value == "TP-0002"
    assert REASON in book["Không đạt"]["E2"].value


def test_minutes_before_the_list_is_closed_say_that_they_are_a_draft(client, stage, roles, organiser, mai):
    say(waiting_entry(stage), mai, now=WHEN)
    waiting_entry(stage)
    client.force_login(organiser)
    text = words_of(client.get(reverse("contest_review_minutes", args=[stage.round.pk, "pdf"])).content)
    assert "Bản nháp: danh sách chưa chốt" in text
    assert "Số tác phẩm chưa có quyết định: 1." in text


def test_minutes_of_an_empty_round_can_be_drawn_up(client, stage, organiser):
    client.force_login(organiser)
    for kind in ("pdf", "docx", "xlsx"):
        assert client.get(reverse("contest_review_minutes", args=[stage.round.pk, kind])).status_code == 200
    assert client.get(reverse("contest_review_minutes", args=[stage.round.pk, "doc"])).status_code == 404


@pytest.mark.parametrize("rows", [2, 12])
def test_minutes_cost_the_same_for_any_number_of_works(stage, roles, mai, rows, django_assert_num_queries):
    steps_of(stage, {})
    for number in range(rows):
        say(waiting_entry(stage, number=number + 1), mai, now=WHEN)
    with django_assert_num_queries(7):
        minutes_of(stage.round)
