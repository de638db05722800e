"""Sơn La 2024: from the closed list of finalists to published results, by five jurors on phones and on paper."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
import uuid
from pathlib import Path

import docx
from django.conf import settings
from django.contrib.auth.models import User
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from contest_pages.judging.domain.paper import Typed, type_copy
from contest_pages.judging.domain.scoring import save_draft
from contest_pages.judging.models import (
    Candidate,
    GapCase,
    JuryRoundPage,
    ScoreSheet,
    Seat,
    SeatTerm,
    SheetDraft,
)
from contest_pages.registrations.access.links import personal_path
from contest_pages.standings.models import Award

from .conftest import PASSWORD, PHONE
from .jury_round import JURORS, POINTS, filled, term
from .test_paper_sheets import KEYS, open_round, type_sheet

#: Works that jurors score in the browser; the others were written before.
IN_BROWSER = (1, 2)
ON_PAPER = {1: ("46", "27", "18", "91"), 2: ("44", "26", "17", "87")}


def press(tab: Tab, name: str) -> None:
    """Press a button of the admin by its name, and wait for the success that is told."""
    tab.locator(f"button[name='{name}']").first.click()
    expect(tab.locator(".messages .success").first).to_be_visible()


def arrange(tab: Tab, finals) -> list[str]:
    """Take the works, seat and invite the jury as organisers do; return the links of the letters by seat, "" without one."""
    tab.goto(reverse("contest_jury_panel", args=[finals.page.pk]))
    press(tab, "collect")
    roles = {0: "chair", 1: "deputy"}
    for place, name in enumerate(JURORS):
        tab.locator("#id_member").select_option(label=name)
        tab.locator("#id_role").select_option(roles.get(place, "member"))
        press(tab, "add")
    press(tab, "assign")
    press(tab, "invite")
    letters = {letter.to[0]: letter.body for letter in mail.outbox if "/cham/" in letter.body}
    return [
        re.search(
            r"http\S+/cham/\S+", letters.get(f"giamkhao{place + 1}@vidu.example", "") or "http:///cham/-"
        )[0]
        if f"giamkhao{place + 1}@vidu.example" in letters
        else ""
        for place in range(len(JURORS))
    ]


def write_before(finals, seat: int, numbers) -> None:
    """Let a juror have drafts of these works from an evening before."""
    found = term(finals, seat)
    for work in Candidate.objects.filter(round=finals.page.pk, number__in=numbers):
        save_draft(
            round_page=finals.page,
            term=found,
            candidate=work,
            filled=filled(finals, work.number),
            now=timezone.now(),
        )


def phone_of(new_context) -> Tab:
    """Return a tab of a phone that is touched."""
    tab = new_context(has_touch=True, is_mobile=True).new_page()
    tab.set_viewport_size(PHONE)
    return tab


def confirm_device(tab: Tab, link: str) -> None:
    """Open the link of a letter on a new phone, and confirm it by the code of the next letter."""
    tab.goto(link)
    letters = len(mail.outbox)
    tab.get_by_role("button", name="Gửi mã cho tôi").tap()
    expect(tab.get_by_label("Mã", exact=False).first).to_be_visible()
    assert len(mail.outbox) == letters + 1
    tab.locator("#id_code").fill(re.search(r"\b[0-9]{6}\b", mail.outbox[-1].body)[0])
    tab.get_by_role("button", name="Mở danh sách chấm").tap()


def declare_none(tab: Tab) -> None:
    tab.get_by_label("Tôi không thuộc các đơn vị này").check()
    tab.get_by_role("button", name="Xem danh sách tác phẩm").tap()
    expect(tab.locator("form[data-contest-jury]")).to_be_visible()


def fill(tab: Tab, values) -> None:
    fields = tab.locator(".contest-jury__criterion input")
    for place, points in enumerate(values):
        fields.nth(place).fill(str(points))
    expect(tab.locator("[data-contest-total]")).to_have_text(str(sum(values)))


def score(tab: Tab, link: str, number: int) -> None:
    """Score a work on its page, and go on."""
    tab.goto(f"{link}bai-{number}/")
    fill(tab, POINTS[number])
    tab.get_by_role("button", name="Lưu và làm tiếp").tap()
    expect(tab.get_by_text(f"Tác phẩm số {number}: đã lưu")).to_be_visible()


def seal_all(tab: Tab, link: str) -> None:
    """Seal twelve sheets together; the receipt names each with its check code."""
    tab.goto(f"{link}khoa/")
    tab.get_by_label("Tôi trực tiếp chấm").check()
    tab.get_by_role("button", name="Khóa 12 phiếu").tap()
    tab.wait_for_url("**/phieu/")
    expect(tab.locator(".contest-jury__table tbody tr")).to_have_count(12)


def fits(tab: Tab) -> bool:
    """Say whether a page needs no scrolling sideways."""
    return tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def without_a_line(tab: Tab, link: str, finals) -> None:
    """What is typed while a hotel's page answers, or nothing, stands there after a reload, and is sent when the line is back."""
    sheet, answers = re.compile(r"/bai-3/$"), iter(("hotel",))

    def refuse(route) -> None:
        if route.request.method != "POST":
            route.continue_()
        elif next(answers, ""):
            route.fulfill(status=200, content_type="text/html", body="<p>Xin đăng nhập wifi khách sạn</p>")
        else:
            route.abort()

    tab.goto(f"{link}bai-3/")
    tab.route(sheet, refuse)
    for values in ((40, 20, 10), POINTS[3]):
        with tab.expect_request(lambda request: request.method == "POST"):
            fill(tab, values)
        expect(tab.locator("[data-contest-saved]")).to_contain_text("Mất mạng")
    tab.reload()
    expect(tab.locator("[data-contest-total]")).to_have_text(str(sum(POINTS[3])))
    assert not SheetDraft.objects.filter(seat__number=1, candidate__number=3).exists()
    tab.unroute(sheet)
    tab.evaluate("window.dispatchEvent(new Event('online'))")
    expect(tab.locator("[data-contest-saved]")).to_contain_text("Đã lưu lúc")
    assert SheetDraft.objects.get(seat__number=1, candidate__number=3).points == filled(finals, 3).points


def type_paper(enter_admin, finals, shots) -> None:
    """Two secretaries type the sheets of the fourth juror, each without the other's copy; they differ once."""
    secretaries = [User.objects.get(username=name) for name in ("secretaries", "secretaries-2")]
    seat = Seat.objects.get(round=finals.page.pk, number=4)
    for work in Candidate.objects.filter(round=finals.page.pk).exclude(number__in=ON_PAPER):
        points = filled(finals, work.number).points
        for secretary in secretaries:
            type_copy(
                round_page=finals.page,
                seat=seat,
                candidate=work,
                typed=Typed(points, sum(points.values()), is_signed=True),
                actor=secretary,
                now=timezone.now(),
            )
    first, second = enter_admin("secretaries"), enter_admin("secretaries-2")
    for tab in (first, second):
        open_round(tab, finals.page)
        for number, written in ON_PAPER.items():
            misread = ("44", "25", "17", "86") if (tab, number) == (second, 2) else written
            keys = type_sheet(tab, f"0{number}4", misread)
            assert keys <= len(f"0{number}4") + sum(map(len, misread)) + KEYS
            if misread is written:
                expect(tab.locator("#number")).to_be_focused()
    expect(second.locator("tr.is-different")).to_have_count(1)
    second.screenshot(path=shots / "jury-third-look.png")
    second.keyboard.type("26")
    second.keyboard.press("Enter")
    second.keyboard.type("Ca hai cung xem phieu")
    second.keyboard.press("Enter")
    expect(second.locator("#number")).to_be_focused()
    assert ScoreSheet.objects.counted().filter(seat=seat, source="paper").count() == 12


def extend(tab: Tab, finals, seat: int) -> None:
    """Give one juror another two hours, after the closing."""
    tab.goto(reverse("contest_jury_panel", args=[finals.page.pk]) + f"?seat={seat}")
    tab.get_by_text("Gia hạn cho giám khảo").click()
    until = timezone.localtime() + datetime.timedelta(hours=2)
    box = tab.locator("form", has=tab.locator("button[name='extend']"))
    box.locator("[name='closes_at']").fill(f"{until:%d/%m/%Y %H:%M}")
    tab.keyboard.press("Escape")
    box.locator("[name='reason']").fill("Giám khảo đi công tác về muộn.")
    press(tab, "extend")


def confer(juror: Tab, juror_link: str, chair: Tab, chair_link: str, finals) -> None:
    """The second juror, who lies too low, is allowed by the chair to write the sheet again."""
    juror.goto(f"{juror_link}bai-6/")
    juror.get_by_text("Có nhầm lẫn? Đề nghị chấm lại").tap()
    juror.locator("#because").fill("Tôi chưa xem phần cuối phim.")
    juror.get_by_role("button", name="Gửi Trưởng Ban Giám khảo").tap()
    expect(juror.locator(".contest-jury__sealed")).to_be_visible()
    chair.goto(f"{chair_link}truong-ban/")
    chair.locator("button[name='allow']").tap()
    expect(chair.locator("button[name='allow']")).to_have_count(0)
    juror.goto(f"{juror_link}bai-6/")
    fill(juror, POINTS[6])
    juror.locator("[name='reason']").fill("Đã hội ý và xem lại.")
    juror.locator("details summary").last.tap()
    juror.get_by_label("Tôi trực tiếp chấm").check()
    juror.locator("button[name='seal']").tap()
    expect(juror.get_by_text("Mã đối chiếu").first).to_be_visible()


def rank_and_publish(tab: Tab, finals, shots) -> str:
    """Close the case, freeze, rank, settle the tie, propose and publish on the screens; return the proof."""
    tab.goto(reverse("contest_jury_sheets", args=[finals.page.pk]))
    tab.get_by_text("Kết thúc hội ý theo quyết định của Trưởng Ban Giám khảo").click()
    tab.locator("#id_how").select_option("amended")
    tab.locator("form", has=tab.locator("button[name='close_case']")).locator("[name='reason']").fill(
        "Năm giám khảo đã hội ý; giám khảo số 2 ghi phiếu mới."
    )
    press(tab, "close_case")
    tab.screenshot(path=shots / "jury-sheets.png", full_page=True)
    tab.get_by_role("link", name="Đến phần xếp hạng").click()
    for step in ("freeze", "rank"):
        press(tab, step)
    tie = tab.locator(".contest-ranking__tie")
    expect(tie).to_have_count(1)  # the equal sums of 4 and 5 are decided by the content
    for name, place in (("TP-0003", "1"), ("TP-0002", "2")):
        tie.get_by_label(name).fill(place)
    tie.locator("[name='reason']").fill("Trưởng Ban Giám khảo chọn tác phẩm số 3.")
    press(tab, "chair")
    for step in ("award", "publish"):
        press(tab, step)
    tab.screenshot(path=shots / "jury-ranking.png", full_page=True)
    with tab.expect_download() as download:
        tab.get_by_role("link", name="Xuất bản không ghi tên").click()
    return Path(download.value.path()).read_text()


def minutes(tab: Tab, finals) -> str:
    """Download the minutes as DOCX and return all words of their paragraphs and tables."""
    tab.goto(reverse("contest_jury_sheets", args=[finals.page.pk]))
    with tab.expect_download() as download:
        tab.locator(f"a[href='{reverse('contest_jury_minutes', args=[finals.page.pk, 'docx'])}']").click()
    document = docx.Document(str(download.value.path()))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(part.text for part in [*document.paragraphs, *cells])


def check(folder: Path, proof: str) -> subprocess.CompletedProcess:
    """Run the script that anybody may run, without this code."""
    file = folder / f"{uuid.uuid4().hex}.csv"
    file.write_text(proof)
    script = Path(settings.BASE_DIR) / "docs" / "check_jury.py"
    return subprocess.run(
        [sys.executable, "-I", str(script), str(file)], capture_output=True, text=True, check=False
    )


def test_a_jury_of_five_from_the_finalists_to_the_results(finals, enter_admin, new_context, shots, tmp_path):
    page = finals.page
    organiser = enter_admin("organisers")
    links = arrange(organiser, finals)
    assert [bool(link) for link in links] == [True, True, True, False, True]

    chair, deputy, third, late = (phone_of(new_context) for _n in range(4))
    phones = (chair, deputy, third)
    for tab, link in ((chair, links[0]), (deputy, links[1]), (late, links[4])):
        confirm_device(tab, link)
        declare_none(tab)
    third.goto("/admin/login/")
    third.fill("#id_login", "jurors")
    third.fill("#id_password", PASSWORD)
    third.keyboard.press("Enter")
    third.get_by_role("link", name="Mở danh sách chấm").tap()
    declare_none(third)
    assert fits(third)
    third.screenshot(path=shots / "jury-sheet-phone.png", full_page=True)

    without_a_line(chair, links[0], finals)
    for seat in (1, 2, 3, 5):
        write_before(finals, seat, set(POINTS) - set(IN_BROWSER))
    for tab, link in zip(phones, links, strict=False):
        for number in IN_BROWSER:
            score(tab, link, number)
    deputy.goto(f"{links[1]}bai-6/")
    fill(deputy, (25, 20, 12))
    deputy.get_by_role("button", name="Lưu và làm tiếp").tap()
    for tab, link in zip(phones, links, strict=False):
        seal_all(tab, link)
        assert fits(tab)
    chair.screenshot(path=shots / "jury-receipts-phone.png", full_page=True)
    type_paper(enter_admin, finals, shots)

    JuryRoundPage.objects.filter(pk=page.pk).update(closes_at=timezone.now())  # a day passes
    late.goto(f"{links[4]}bai-1/")
    fill(late, POINTS[1])
    late.get_by_role("button", name="Lưu và làm tiếp").tap()
    expect(late.get_by_text("Đã hết thời gian chấm").first).to_be_visible()
    for seat in (5, 2):
        extend(organiser, finals, seat)
    for number in IN_BROWSER:
        score(late, links[4], number)
    seal_all(late, links[4])
    case = GapCase.objects.get(candidate__round=page.pk)
    assert case.candidate.number == 6
    confer(deputy, links[1], chair, links[0], finals)

    SeatTerm.objects.filter(round=page.pk).update(closes_at=None)  # two hours pass
    proof = rank_and_publish(organiser, finals, shots)
    winners = Award.objects.effective().order_by("prize__sort_order", "row__code")
    assert [award.row.code for award in winners] == ["TP-0001", "TP-0003", "TP-0002", "TP-0004"]

    visitor = new_context().new_page()
    visitor.goto(finals.contest.get_url() + "ket-qua/")
    expect(visitor.locator("main")).to_contain_text("Bản làng số 3")
    visitor.screenshot(path=shots / "jury-results.png", full_page=True)
    visitor.goto(personal_path(finals.entries[5].registration))
    own = visitor.locator("section", has_text="Kết quả chấm của bạn")
    expect(own).to_contain_text("41,00")
    expect(own).to_contain_text("6 trên 12")

    words = minutes(organiser, finals)
    for sentence in (
        *JURORS,
        "TP-0003",
        "giám khảo số 2 ghi phiếu mới",
        "Trưởng Ban Giám khảo chọn tác phẩm số 3",
    ):
        assert sentence in words

    found = check(tmp_path, proof)
    assert found.returncode == 0, found.stdout + found.stderr
    place = proof.index('"points"', proof.index("\n"))
    place = next(n for n in range(place, len(proof)) if proof[n] in "123456789")
    changed = f"{proof[:place]}{'1' if proof[place] != '1' else '2'}{proof[place + 1 :]}"
    assert check(tmp_path, changed).returncode == 1
