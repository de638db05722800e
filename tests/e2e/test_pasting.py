"""Officials paste what Word and web pages put on the clipboard: the document stays the document that was signed."""

from __future__ import annotations

import datetime

import pytest
from playwright.sync_api import expect

from contest_pages.contests.models import ContestPage, ContestPlanPage

COPY = """([html, text]) => {
    const copy = event => {
        if (html) event.clipboardData.setData("text/html", html);
        event.clipboardData.setData("text/plain", text);
        event.preventDefault();
        event.stopImmediatePropagation();
    };
    document.addEventListener("copy", copy, { once: true, capture: true });
    document.execCommand("copy");
}"""

MARKER = """<![if !supportLists]><span style='mso-fareast-font-family:"Times New Roman"'><span
style='mso-list:Ignore'>{marker}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>"""


def point(marker: str, text: str, level: int = 1, font: str = "") -> str:
    """Return a point of a list as Word writes it."""
    shown = MARKER.format(marker=marker)
    if font:
        shown = shown.replace("mso-fareast-font-family", f"font-family:{font};mso-fareast-font-family")
    return (
        f"<p class=MsoListParagraph style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level{level} lfo1'>"
        f"{shown}<span lang=VI style='font-size:14.0pt;font-family:\"Times New Roman\",serif;color:red'>{text}</span></p>"
    )


WORD = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style>
<!-- p.MsoNormal {{margin:0cm; font-size:13.0pt; color:red;}} @list l0:level1 {{mso-level-text:"%1\\)";}} -->
</style></head><body lang=VI style='tab-interval:36.0pt'><!--StartFragment-->
<table class=MsoNormalTable border=0><tr><td><p class=MsoNormal>ỦY BAN NHÂN DÂN<br>TỈNH THỬ</p></td>
<td><p class=MsoNormal><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<o:p></o:p></b></p></td></tr></table>
<p class=MsoNormal align=center><b><span style='font-size:14.0pt'>I. MỤC ĐÍCH, YÊU CẦU<o:p></o:p></span></b></p>
<p class=MsoNormal><b>1. Mục đích</b></p>
<p class=MsoNormal style='text-indent:1cm'><span style='font-family:Arial;color:blue'>Cuộc thi nhằm
tuyên truyền về <b>chuyển đổi số</b>.<o:p></o:p></span></p>
{point("a)", "Nâng cao nhận thức;")}{point("b)", "Phát hiện cách làm hay.")}
{point("-", "Bảo đảm tiết kiệm.")}{point("·", "Đúng thời gian.", font="Symbol")}
{point("o", "Đúng địa điểm.", level=2, font='"Courier New"')}
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal><b>II. NỘI DUNG</b></p>
{point("3.", "Cơ cấu giải thưởng như sau:")}
<table class=MsoTableGrid border=1 style='border-collapse:collapse'>
<tr><td style='background:yellow'><p class=MsoNormal><b>Giải</b></p></td><td colspan=2><p><b>Số lượng, trị giá</b></p></td></tr>
<tr><td rowspan=2><p>Giải cá nhân</p></td><td><p>01</p></td><td><p class=MsoNormal><span style='color:red'>5.000.000</span></p></td></tr>
<tr><td><p>02</p></td><td><p>3.000.000</p></td></tr></table>
<p class=MsoNormal><b>III. TỔ CHỨC THỰC HIỆN</b></p>
{point("4.", "Kinh phí do ngân sách bảo đảm.")}
<!--EndFragment--></body></html>"""

HEAD_AND_FOOT = {
    "number": "/KH-UBND",
    "issued_on": datetime.date(2026, 11, 5),
    "place_of_issue": "Thử",
    "parent_body": "Ủy ban nhân dân tỉnh Thử",
    "issuer": "Sở Khoa học và Công nghệ",
    "abstract": "Tổ chức Cuộc thi video chuyển đổi số năm 2026",
    "basis": "Căn cứ Quyết định số 206/QĐ-UBND ngày 02/02/2026 của Ủy ban nhân dân tỉnh;\nTheo đề nghị của Văn phòng Sở,",
    "recipients": "Ủy ban nhân dân tỉnh\nCác xã, phường\nLưu: VT",
    "signer_capacity": "KT. GIÁM ĐỐC",
    "signer_title": "Phó Giám đốc",
    "signer": "Lò Văn Thử",
}

WEB = """<meta charset='utf-8'><div class="article" onclick="steal()" style="font-family: Comic Sans MS">
<h1>Thể lệ cuộc thi</h1><h2>Điều 1. Đối tượng</h2><script>steal()</script>
<ol start="3"><li>Công dân từ 16 tuổi</li><li><p>Nhóm tác giả</p><ol type="a"><li>từ 2 người</li><li>đến 5 người</li></ol></li></ol>
<h3>Khoản riêng</h3><ul><li>Xem <a href="https://vi.example/the-le" onclick="steal()">thể lệ</a></li></ul>
<ol style="list-style-type: upper-roman"><li>Một</li><li value="4">Bốn</li></ol>
<p><a href="javascript:steal()">Bấm</a> <img src="x" onerror="steal()">vào đây<br>hoặc gọi</p></div>"""


@pytest.fixture
def plan(portal) -> ContestPlanPage:
    """Return a plan without text."""
    contest = ContestPage(title="Cuộc thi video", slug="video")
    portal.get_children().get(slug="cuoc-thi").add_child(instance=contest)
    plan = ContestPlanPage(
        title="Kế hoạch", slug="ke-hoach", body=[("text", "<p>Trước sau</p>")], **HEAD_AND_FOOT
    )
    contest.add_child(instance=plan)
    return plan


def write(tab, plan, html: str, text: str = "", *, after: str = "") -> None:
    """Paste into the text of a plan, after a word or in place of all, and publish."""
    tab.goto(f"/admin/pages/{plan.pk}/edit/")
    tab.locator("[data-contentpath=body] .public-DraftEditor-content").click()
    tab.keyboard.press("Control+Home")
    if after:
        for _ in after:
            tab.keyboard.press("ArrowRight")
    else:
        tab.keyboard.press("Control+A")
    tab.evaluate(COPY, [html, text])
    tab.keyboard.press("Control+V")
    tab.wait_for_timeout(600)  # the editor hands its text to the form a quarter of a second later


def publish(tab) -> None:
    """Publish what is in the editor."""
    tab.get_by_role("button", name="Thao tác khác").click()
    tab.locator("[name=action-publish]").click()
    expect(tab.locator(".messages")).to_contain_text("xuất bản")


def lines_of(tab) -> list[str]:
    """Return each line of the text on the public page as "tag text"."""
    return tab.locator(".contest-body").evaluate(
        "body => [...body.querySelectorAll('h2, h3, p, li, th, td')].filter(n => !n.querySelector('p'))"
        ".map(n => `${n.localName} ${(n.localName === 'li' ? n.innerText.split('\\n')[0] : n.innerText).replace(/\\n/g, ' / ').replaceAll('\\u00a0', ' ').trim()}`)"
    )


def test_a_plan_from_word_keeps_numbers_headings_and_tables(plan, enter_admin, page, phone, shots):
    tab = enter_admin("editors")
    write(tab, plan, WORD)
    expect(tab.locator(".help-warning")).to_contain_text("Ô gộp trong bảng vừa dán đã được tách")
    tab.screenshot(path=shots / "paste-editor.png", full_page=True)
    publish(tab)
    page.goto(plan.get_url())
    assert lines_of(page) == [
        "p ỦY BAN NHÂN DÂN / TỈNH THỬ",
        "p CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "h2 I. MỤC ĐÍCH, YÊU CẦU",
        "h3 1. Mục đích",
        "p Cuộc thi nhằm tuyên truyền về chuyển đổi số.",
        "p a) Nâng cao nhận thức;",
        "p b) Phát hiện cách làm hay.",
        "p - Bảo đảm tiết kiệm.",
        "li Đúng thời gian.",
        "li Đúng địa điểm.",
        "h2 II. NỘI DUNG",
        "p 3. Cơ cấu giải thưởng như sau:",
        "th Giải",
        "th Số lượng, trị giá",
        "th Số lượng, trị giá",
        "td Giải cá nhân",
        "td 01",
        "td 5.000.000",
        "td ",
        "td 02",
        "td 3.000.000",
        "h2 III. TỔ CHỨC THỰC HIỆN",
        "p 4. Kinh phí do ngân sách bảo đảm.",
    ]
    html = page.locator(".contest-body").inner_html()
    assert not any(word in html for word in ("style=", "Mso", "font", "color"))
    expect(page.locator(".contest-body b", has_text="chuyển đổi số")).to_have_count(1)
    contents = page.locator(".contest-toc").get_by_role("link")
    expect(contents).to_have_text(
        ["I. MỤC ĐÍCH, YÊU CẦU", "1. Mục đích", "II. NỘI DUNG", "III. TỔ CHỨC THỰC HIỆN"]
    )
    for shown, name in ((page, "wide"), (phone, "phone")):
        shown.goto(plan.get_url())
        shown.screenshot(path=shots / f"paste-{name}.png", full_page=True)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    page.screenshot(path=shots / "paste-print.png", full_page=True)
    left, right = (page.locator(f".contest-{name}").bounding_box() for name in ("recipients", "signature"))
    assert left["x"] + left["width"] <= right["x"]
    assert page.locator(".contest-basis").first.evaluate("p => getComputedStyle(p).fontStyle") == "italic"
    expect(page.locator(".contest-letterhead")).to_be_visible()
    expect(page.locator("h1")).to_be_hidden()


def test_a_web_page_keeps_its_numbers_and_brings_no_scripts(plan, enter_admin, page):
    tab = enter_admin("editors")
    write(tab, plan, WEB)
    expect(tab.locator(".help-warning")).to_contain_text("Hình trong nội dung vừa dán không được đưa vào")
    publish(tab)
    page.goto(plan.get_url())
    assert lines_of(page) == [
        "p Thể lệ cuộc thi",
        "h2 Điều 1. Đối tượng",
        "p 3. Công dân từ 16 tuổi",
        "p 4. Nhóm tác giả",
        "p a) từ 2 người",
        "p b) đến 5 người",
        "h3 Khoản riêng",
        "li Xem thể lệ",
        "p I. Một",
        "p IV. Bốn",
        "p Bấm vào đây / hoặc gọi",
    ]
    html = page.locator(".contest-body").inner_html()
    assert not any(word in html for word in ("steal", "script", "onclick", "style=", "<img"))
    assert page.locator(".contest-body a").evaluate_all("found => found.map(a => a.href)") == [
        "https://vi.example/the-le"
    ]


def test_what_stands_after_the_cursor_stays_after_what_is_pasted(plan, enter_admin, page):
    tab = enter_admin("editors")
    table = "<table><tr><th>Tuần</th><th>Chủ đề</th></tr><tr><td>1</td><td><p>An toàn</p><p>thông tin</p></td></tr></table>"
    write(tab, plan, f"<p>giữa</p>{table}<p>kết</p>", after="Trước ")
    publish(tab)
    page.goto(plan.get_url())
    assert lines_of(page) == [
        "p Trước giữa",
        "th Tuần",
        "th Chủ đề",
        "td 1",
        "p An toàn",
        "p thông tin",
        "p kết",
        "p sau",
    ]


def test_numbers_of_a_plain_text_stay_too(plan, enter_admin, page):
    tab = enter_admin("editors")
    write(tab, plan, "", "3. Đối tượng\n4. Hình thức\n\na. Trực tuyến")
    publish(tab)
    page.goto(plan.get_url())
    assert lines_of(page) == ["p 3. Đối tượng", "p 4. Hình thức", "p a. Trực tuyến"]


def test_headings_keep_numbers_of_their_own_and_two_rows_of_a_tables_head_become_one(plan, enter_admin, page):
    tab = enter_admin("editors")
    number = MARKER.format(marker="I.")
    write(
        tab,
        plan,
        f"<html><body><h1>KẾ HOẠCH</h1><h2 style='mso-list:l1 level1 lfo2'>{number}MỤC ĐÍCH</h2><h3>1. Yêu cầu</h3>"
        "<h4>1.1. Chi tiết</h4><table><tr><td rowspan=2><b>TT</b></td><td colspan=2><b>Giờ</b></td></tr>"
        "<tr><td><b>Từ</b></td><td><b>Đến</b></td></tr><tr><td>1</td><td>8h</td><td>9h</td></tr></table></body></html>",
    )
    publish(tab)
    page.goto(plan.get_url())
    assert lines_of(page) == [
        "p KẾ HOẠCH",
        "h2 I. MỤC ĐÍCH",
        "h3 1. Yêu cầu",
        "p 1.1. Chi tiết",
        "th TT",
        "th Giờ – Từ",
        "th Giờ – Đến",
        "td 1",
        "td 8h",
        "td 9h",
    ]
