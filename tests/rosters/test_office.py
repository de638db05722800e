"""Which units are missing, reminders, annexes, statistics; and who may see them."""

from __future__ import annotations

import io
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader
from wagtail.models import ModelLogEntry, PageLogEntry

from contest_pages.registrations.domain.erasing import erase
from contest_pages.registrations.domain.leaving import cancel
from contest_pages.rosters.domain.reminding import remind_units
from contest_pages.rosters.enums import QuotaState
from contest_pages.rosters.logic.quotas import Place, added_up, state_of
from contest_pages.rosters.models import Reminder
from contest_pages.rosters.queries.annex import annex_of
from contest_pages.rosters.queries.quotas import quota_table
from contest_pages.units.models import Unit
from tests.factories import ContestRegistrationPageFactory, RegistrationFactory, UnitFactory
from tests.factories.pages import NOW, hanoi
from tests.letters import words_of
from tests.registrations.helpers import enter_and_confirm, team

from .conftest import address
from .sheets import opened
from .test_importing import many, put

pytestmark = pytest.mark.usefixtures("in_july")
TODAY = NOW.date()


def states(page) -> dict[str, tuple[int, str]]:
    return {row.name: (row.count, row.state.value) for row in quota_table(page, TODAY).rows}


@pytest.mark.parametrize(
    ("count", "least", "state"),
    [
        (0, None, QuotaState.NONE),
        (1, None, QuotaState.MET),
        (0, 30, QuotaState.NONE),
        (29, 30, QuotaState.SHORT),
        (30, 30, QuotaState.MET),
        (31, 30, QuotaState.MET),
    ],
)
def test_thirty_of_thirty_is_enough_and_one_less_is_not(count, least, state):
    assert state_of(count, least) == state


def test_contestants_count_for_the_nearest_unit_that_takes_part():
    units = [Place(1, "0001"), Place(2, "00010002")]
    counts = {"0001": 1, "00010001": 2, "00010002": 4, "000100020007": 8, "0002": 16}
    assert added_up(units, counts, step=4) == {1: 3, 2: 12}


def test_the_table_shows_the_state_of_each_unit(rosters, roster):
    third = UnitFactory(name="Huyện Thứ Ba", kind="district")
    put(roster, *many(3))
    RegistrationFactory(page=rosters.form, unit=rosters.district.of["Phố Núi"].communes[1])
    assert states(rosters.form) == {
        "Huyện Mường Suối": (3, "met"),
        "Huyện Phố Núi": (1, "short"),
        third.name: (0, "none"),
    }


def test_only_what_counts_is_counted(rosters, roster, roles):
    RegistrationFactory(page=rosters.form, unit=roster.unit, pending=True)
    other = ContestRegistrationPageFactory(parent=rosters.contest, slug="khac", title="Khác")
    RegistrationFactory(page=other, unit=roster.unit)
    gone = RegistrationFactory(page=rosters.form, unit=roster.unit)
    cancel(registration=gone, reason="Sai", actor=roles["organisers"], now=NOW)
    assert states(rosters.form)["Huyện Mường Suối"] == (0, "none")


def test_only_units_below_the_chosen_one_take_part(rosters):
    rosters.form.unit_kinds, rosters.form.units_below = ["commune"], rosters.district.suoi
    assert list(states(rosters.form)) == ["Xã Mường Suối 1", "Xã Mường Suối 2"]


def test_a_form_that_closed_keeps_the_units_of_its_day(rosters, roster):
    rosters.form.closes_at = hanoi("2024-07-05 24:00")
    rosters.form.save()
    Unit.objects.filter(pk=rosters.district.nui.pk).update(valid_to="2025-06-30")
    UnitFactory(name="Huyện Mới", kind="district", valid_from=hanoi("2025-07-01 00:00").date())
    later = hanoi("2026-01-01 08:00").date()
    assert [row.name for row in quota_table(rosters.form, later).rows] == [
        "Huyện Mường Suối",
        "Huyện Phố Núi",
    ]


def test_a_form_without_kinds_of_units_shows_units_with_contestants(stage):
    unit = UnitFactory(name="Xã Có Người")
    UnitFactory(name="Xã Trống")
    RegistrationFactory(page=stage.form, unit=unit)
    assert states(stage.form) == {"Xã Có Người": (1, "met")}


def test_thousands_of_units_cost_as_many_queries_as_two(rosters, django_assert_num_queries, client, roles):
    client.force_login(roles["organisers"])
    where = reverse("contest_roster_units", args=[rosters.form.pk])
    client.get(where)
    with django_assert_num_queries(19):
        client.get(where)
    for n in range(120):
        UnitFactory(name=f"Huyện {n}", kind="district")
    client.get(where)
    with django_assert_num_queries(19):
        page = client.get(where).content.decode()
    assert "Trang 1/3" in page


def test_the_screen_filters_by_state_and_name_and_exports_the_same(client, rosters, roster, roles):
    put(roster, *many(3))
    client.force_login(roles["organisers"])
    where = reverse("contest_roster_units", args=[rosters.form.pk])
    page = client.get(where, {"state": "none"}).content.decode()
    assert "Huyện Phố Núi" in page
    assert "<strong>Huyện Mường Suối</strong>" not in page
    assert "<strong>Huyện Mường Suối</strong>" in client.get(where, {"q": "muong suoi"}).content.decode()
    assert client.get(where, {"state": "x", "p": "99"}).status_code == 200
    rows = list(opened(client.get(where, {"state": "met", "as": "xlsx"})).active.iter_rows(values_only=True))
    assert rows[1][:5] == ("Huyện Mường Suối", None, 3, 3, "Đã đủ")
    assert len(rows) == 2


def remind(client, page, **more):
    data = {"subject": "Đề nghị đăng ký", "words": "Đề nghị đơn vị đăng ký.", **more}
    return client.post(reverse("contest_roster_remind", args=[page.pk]), data, follow=True)


def test_missing_units_are_reminded_in_one_action(
    client, rosters, roster, roles, django_capture_on_commit_callbacks
):
    third = UnitFactory(name="Huyện Có Thư", kind="district", email="ubnd@vidu.example")
    put(roster, *many(2))
    mail.outbox.clear()
    client.force_login(roles["organisers"])
    with django_capture_on_commit_callbacks(execute=True):
        page = remind(client, rosters.form).content.decode()
    assert {letter.to[0] for letter in mail.outbox} == {"lienhe@vidu.example", "ubnd@vidu.example"}
    letter = next(letter for letter in mail.outbox if letter.to == ["lienhe@vidu.example"])
    assert letter.subject == "Đề nghị đăng ký"
    for words in (
        "Kính gửi: Huyện Mường Suối",
        "Đã đăng ký ............ 2",
        "ít nhất 3",
        rosters.form.full_url,
    ):
        assert words in words_of(letter)
    assert "Đang gửi thư nhắc tới 2 đơn vị." in page
    assert "1 đơn vị chưa có email" in page
    assert Reminder.objects.filter(sent_at__isnull=False).count() == 2
    assert PageLogEntry.objects.filter(action="contest.remind_units").exists()
    again = client.get(
        reverse("contest_roster_units", args=[rosters.form.pk]), {"q": third.name}
    ).content.decode()
    assert f"{NOW.astimezone(hanoi('2024-07-01').tzinfo):%d/%m/%Y}" in again


def test_a_second_click_writes_to_nobody_twice(
    client, rosters, roster, roles, django_capture_on_commit_callbacks
):
    client.force_login(roles["organisers"])
    with django_capture_on_commit_callbacks(execute=True):
        remind(client, rosters.form)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        page = remind(client, rosters.form).content.decode()
    assert mail.outbox == []
    assert "1 đơn vị vừa được nhắc" in page


def test_a_reminder_without_words_is_not_sent(client, rosters, roster, roles):
    client.force_login(roles["organisers"])
    assert remind(client, rosters.form, words=" ").status_code == 422
    assert not Reminder.objects.exists()


def remind_all(page, actor) -> None:
    rows = quota_table(page, TODAY).missing
    remind_units(page=page, rows=rows, subject="Nhắc", words="Nhắc", actor=actor, now=NOW)


def test_a_wrong_address_does_not_stop_the_other_letters(
    rosters, roster, roles, monkeypatch, django_capture_on_commit_callbacks
):
    for n in range(2):
        UnitFactory(name=f"Huyện {n}", kind="district", email=f"h{n}@vidu.example")
    send = EmailBackend.send_messages

    def refuse(self, letters):
        if letters[0].to == ["h0@vidu.example"]:
            raise SMTPRecipientsRefused({"h0@vidu.example": (550, b"5.1.1 no such user")})
        return send(self, letters)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        remind_all(rosters.form, roles["organisers"])
    assert Reminder.objects.filter(sent_at__isnull=False).count() == 2
    refused = Reminder.objects.get(address="h0@vidu.example").notices.get()
    assert (refused.state, refused.reason) == ("given_up", "550 5.1.1")


def test_the_address_of_a_reminder_is_erased_with_the_contacts_data(rosters, roster, roles):
    remind_all(rosters.form, roles["organisers"])
    assert Reminder.objects.get(unit=roster.unit).address == "lienhe@vidu.example"
    erase(registration=roster, because="expired", now=NOW)
    assert Reminder.objects.get(unit=roster.unit).address == ""


def test_an_annex_lists_people_by_unit_each_team_together(stage):
    first, second = (UnitFactory(name=f"Xã {n}") for n in ("Một", "Hai"))
    stage.form.kinds = ["team"]
    stage.form.save()
    enter_and_confirm(stage, *team(start=20), kind="team", unit=second, email="b@vidu.example")
    enter_and_confirm(stage, *team(), kind="team", unit=first)
    annex = annex_of(stage.form)
    assert [part.unit for part in annex.parts] == ["Xã Một", "Xã Hai"]
    assert [line.number for line in annex.parts[0].lines] == [1, 2, 3, 4, 5, 6, 7]
    assert annex.parts[0].lines[0].role == "Đội trưởng"
    assert annex.persons == 14
    assert annex_of(stage.form, second).persons == 7


@pytest.mark.parametrize("form", ["xlsx", "pdf"])
def test_the_annex_has_the_form_of_an_administrative_document(client, rosters, roster, roles, form):
    put(roster, *many(3))
    client.force_login(roles["organisers"])
    answer = client.get(
        reverse("contest_office_annex", args=[rosters.form.pk, form]), {"unit": roster.unit.pk}
    )
    if form == "pdf":
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text.upper()
    else:
        text = " ".join(str(c.value) for row in opened(answer).active.iter_rows() for c in row if c.value)
    for words in ("PHỤ LỤC", "DANH SÁCH NGƯỜI DỰ THI", "LÒ VĂN 2", "THỦ TRƯỞNG ĐƠN VỊ", "GỒM 3 NGƯỜI"):
        assert words in text.upper(), words
    assert PageLogEntry.objects.filter(action="contest.export_registrations").exists()


def test_a_name_that_is_a_formula_is_text_in_the_annex(client, rosters, roles):
    unit = UnitFactory(name="=1+1")
    RegistrationFactory(page=rosters.form, unit=unit, full_name="=HYPERLINK(1)")
    client.force_login(roles["organisers"])
    book = opened(client.get(reverse("contest_office_annex", args=[rosters.form.pk, "xlsx"])))
    values = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value]
    assert not [value for value in values if value.startswith("=")]


def test_statistics_count_registrations_and_persons_apart(client, stage, roles):
    unit = UnitFactory(name="Xã Thống Kê")
    stage.form.kinds = ["individual", "team"]
    stage.form.save()
    enter_and_confirm(stage, *team(), kind="team", unit=unit, email="b@vidu.example")
    enter_and_confirm(stage, unit=unit)
    client.force_login(roles["organisers"])
    where = reverse("contest_roster_statistics", args=[stage.contest.pk])
    page = client.get(where).content.decode()
    assert "Xã Thống Kê" in page
    book = load_workbook(io.BytesIO(b"".join(client.get(where, {"as": "xlsx"}).streaming_content)))
    assert list(book.worksheets[0].iter_rows(values_only=True))[1] == ("Xã Thống Kê", 2, 8)
    kinds = {row[0]: row[1:] for row in book.worksheets[1].iter_rows(min_row=2, values_only=True)}
    assert kinds == {"Cá nhân": (1, 1), "Đội thi": (1, 7)}
    assert len(book.worksheets) == 4
    assert client.get(where, {"form": stage.form.pk}).status_code == 200
    assert client.get(where, {"form": stage.contest.pk}).status_code == 404


def test_rosters_are_named_apart_in_the_list_of_forms(client, rosters, roster, roles):
    put(roster, *many(2))
    client.force_login(roles["organisers"])
    page = client.get(reverse("contest_roster_forms")).content.decode()
    assert "Đăng ký theo đơn vị" in page


def test_a_roster_gets_another_contact_and_keeps_its_people(
    client, rosters, roster, roles, django_capture_on_commit_callbacks
):
    put(roster, *many(2))
    before = address(roster)
    client.force_login(roles["organisers"])
    where = reverse("contest_hand_over_roster", args=[roster.pk])
    assert client.post(where, {"full_name": "Lò Mới", "email": "x"}).status_code == 422
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(where, {"full_name": "lò thị mới", "email": "Moi@vidu.example"})
    roster.refresh_from_db()
    assert (roster.email, roster.members.get().full_name) == ("moi@vidu.example", "Lò Thị Mới")
    assert mail.outbox[0].to == ["moi@vidu.example"]
    assert client.get(before).status_code == 404, "whoever had the old link sees nobody any more"
    assert client.get(address(roster)).content.decode().count("Lò Văn") == 6
    alone = RegistrationFactory(page=rosters.form)
    assert client.get(reverse("contest_hand_over_roster", args=[alone.pk])).status_code == 404


SCREENS = {
    "forms": lambda page: reverse("contest_roster_forms"),
    "units": lambda page: reverse("contest_roster_units", args=[page.pk]),
    "remind": lambda page: reverse("contest_roster_remind", args=[page.pk]),
    "annex": lambda page: reverse("contest_office_annex", args=[page.pk, "xlsx"]),
    "statistics": lambda page: reverse("contest_roster_statistics", args=[page.contest.pk]),
}
MAY = {"organisers": set(SCREENS), "administrators": set()}


@pytest.mark.parametrize(
    "role", ["organisers", "editors", "question_writers", "moderators", "jurors", "administrators", "nobody"]
)
@pytest.mark.parametrize("screen", SCREENS)
def test_only_organisers_see_units_and_people(client, rosters, roles, role, screen):
    client.force_login(roles[role])
    answer = client.get(SCREENS[screen](rosters.form))
    assert (answer.status_code == 200) == (screen in MAY.get(role, set())), role


def test_a_visitor_is_sent_to_the_login(client, rosters):
    for screen in SCREENS.values():
        assert client.get(screen(rosters.form)).status_code == 302


def test_changes_of_a_roster_are_logged_without_names(roster):
    put(roster, *many(2))
    entry = ModelLogEntry.objects.filter(action="contest.change_roster").get()
    assert entry.data == {"added": 2, "changed": 0}
