"""Plans, rules and decisions look like administrative documents of Decree 30/2020, and lack what they lack."""

from __future__ import annotations

import datetime
import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.rich_text import RichText

from contest_pages.contests.domain.next_year import make_next_year
from contest_pages.contests.logic.official_documents import place_and_date, recipients_of, tidy_number
from contest_pages.contests.models import ContestPlanPage, RulesAttachment
from tests.factories import ContestPageFactory, ContestPlanPageFactory, ContestRulesPageFactory, UserFactory

pytestmark = pytest.mark.django_db

SIGNED = {
    "number": "77/KH-BTC",
    "issued_on": datetime.date(2024, 6, 5),
    "effective_on": datetime.date(2024, 6, 10),
    "issuer": "Ban Tổ chức Cuộc thi",
    "parent_body": "UBND tỉnh Thử",
    "place_of_issue": "Sơn La",
    "basis": "Căn cứ Quyết định số 1/QĐ-UBND ngày 02/01/2024;\n\nTheo đề nghị của Sở Khoa học và Công nghệ,",
    "recipients": "Nơi nhận:\n- UBND tỉnh;\nCác xã, phường\n- Lưu: VT.",
    "signer_capacity": "TM. BAN TỔ CHỨC\nKT. TRƯỞNG BAN",
    "signer_title": "Phó Trưởng Ban kiêm Giám đốc Sở",
    "signer": "Lò Văn Thử",
}


def words(response) -> str:
    """Return the words of a page."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+(?=:)", "", re.sub(r"\s+", " ", text))


@pytest.mark.parametrize("factory", [ContestPlanPageFactory, ContestRulesPageFactory])
def test_a_document_shows_basis_dates_recipients_and_signature(client, contest, factory):
    page = factory(parent=contest, slug="van-ban", **SIGNED)
    response = client.get(page.get_url())
    html, text = response.content.decode(), words(response)
    assert '<p class="contest-basis">Căn cứ Quyết định số 1/QĐ-UBND ngày 02/01/2024;</p>' in html
    assert html.index("contest-basis") < html.index("contest-body") < html.index("contest-document-foot")
    assert "Nơi nhận: - UBND tỉnh; - Các xã, phường; - Lưu: VT." in text
    assert "TM. BAN TỔ CHỨC KT. TRƯỞNG BAN PHÓ TRƯỞNG BAN KIÊM GIÁM ĐỐC SỞ Lò Văn Thử" in text
    assert "Có hiệu lực từ 10/6/2024" in text
    assert "UBND TỈNH THỬ BAN TỔ CHỨC CUỘC THI Số: 77/KH-BTC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Sơn La, ngày 05 tháng 6 năm 2024" in text


def test_a_plan_that_lacks_them_shows_no_empty_lines(client, contest):
    page = ContestPlanPageFactory(parent=contest, number="", issuer="", issued_on=None)
    response = client.get(page.get_url())
    html = response.content.decode()
    for part in ("contest-document-foot", "contest-letterhead", "contest-basis", "<dl"):
        assert part not in html
    assert "–</dd>" not in html


def test_a_document_that_waits_for_its_number_says_so(client, contest):
    page = ContestPlanPageFactory(parent=contest, number="/KH-UBND", issuer="UBND tỉnh Thử", issued_on=None)
    assert not page.has_number
    assert "…/KH-UBND (chưa cấp số)" in words(client.get(page.get_url()))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Số:     /KH-UBND", "/KH-UBND"), ("số: 77/KH-UBND ", "77/KH-UBND"), ("……/QĐ-BTC", "/QĐ-BTC"), ("", "")],
)
def test_the_number_is_kept_without_the_word_before_it(typed, kept):
    assert tidy_number(typed) == kept


def test_recipients_end_as_the_decree_says():
    assert recipients_of("Như trên\n- Lưu: VT") == ["- Như trên;", "- Lưu: VT."]
    assert recipients_of(" \n") == []


def test_days_below_ten_and_the_first_two_months_have_a_nought():
    assert place_and_date("Sơn La", datetime.date(2024, 2, 2)) == "Sơn La, ngày 02 tháng 02 năm 2024"
    assert place_and_date("", datetime.date(2024, 10, 12)) == "ngày 12 tháng 10 năm 2024"
    assert place_and_date("Sơn La", None).startswith("Sơn La, ngày  ")


def test_rules_offer_their_signed_file(client, stage):
    file = get_document_model().objects.create(title="Thể lệ đã ký", file=ContentFile(b"x", name="a.pdf"))
    RulesAttachment.objects.create(rules=stage.rules, document=file)
    assert "Thể lệ đã ký" in words(client.get(stage.rules.get_url()))


def amendment(stage, **fields) -> ContestPlanPage:
    """Return a published decision that amends the rules."""
    defaults = {
        "title": "Quyết định sửa đổi thể lệ",
        "document_type": "decision",
        "number": "12/QĐ-BTC",
        "issued_on": datetime.date(2024, 7, 1),
        "issuer": "",
        "amends": stage.rules.page_ptr,
        "amendment_reason": "Kéo dài thời gian nhận tác phẩm",
    }
    return ContestPlanPageFactory(parent=stage.contest, slug="sua-doi", **{**defaults, **fields})


def test_an_amendment_and_what_it_amends_lead_to_each_other(client, stage):
    decision = amendment(stage)
    shown = words(client.get(stage.rules.get_url()))
    assert "Quyết định số 12/QĐ-BTC ngày 01/7/2024: Kéo dài thời gian nhận tác phẩm" in shown
    html = client.get(decision.get_url()).content.decode()
    assert f'href="{stage.rules.get_url()}"' in html


def test_a_draft_of_an_amendment_changes_nothing(client, stage):
    amendment(stage, live=False)
    assert "12/QĐ-BTC" not in words(client.get(stage.rules.get_url()))


def test_an_amendment_amends_neither_itself_nor_another_contests_document(stage, index):
    decision = amendment(stage)
    decision.amends = decision.page_ptr
    with pytest.raises(ValidationError):
        decision.clean()
    other = ContestPlanPageFactory(parent=ContestPageFactory(parent=index, slug="khac"), slug="kh")
    decision.amends = other.page_ptr
    with pytest.raises(ValidationError):
        decision.clean()


def test_next_years_documents_have_neither_number_nor_signature(stage):
    amendment(stage, signer="Lò Văn Thử")
    copy, _decisions = make_next_year(contest=stage.contest, title="Năm sau", actor=UserFactory())
    again = ContestPlanPage.objects.child_of(copy).get()
    assert (again.number, again.signer, again.amends, again.issued_on) == ("", "", None, None)


def test_the_chapters_of_rules_are_numbered_as_articles_unless_the_editor_numbers_the_text(stage):
    rules = stage.rules
    titles = [article.title for article in rules.articles]
    assert [title.split(". ")[0] for title in titles] == [f"Điều {n}" for n in range(1, len(titles) + 1)]
    for text in ("<h2>Điều 1. Đối tượng</h2>", "<h3><b>Điều 12.</b> Giải</h3>"):
        rules.body = [("text", RichText(text))]
        assert rules.articles == rules.chapters
    rules.body = [("text", RichText("<p>Theo Điều 3 của Kế hoạch, hạn nộp là “24:00”.</p>"))]
    assert rules.articles != rules.chapters
