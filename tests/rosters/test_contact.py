"""The contact's pages: preview, import and correct a list; add and remove persons of the own unit only."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core.files.storage import storages

from contest_pages.files.spreadsheets import CONTENT_TYPE
from contest_pages.registrations.access.links import personal_path
from contest_pages.registrations.models import Registration
from contest_pages.rosters.domain.ending import delete_expired_lists
from contest_pages.rosters.models import RosterList
from tests.factories import ContestRegistrationPageFactory, RegistrationFactory, UnitFactory
from tests.factories.pages import NOW, hanoi
from tests.registrations.helpers import token, typed, url

from .conftest import address, contact_of
from .sheets import opened, persons, sheet

pytestmark = pytest.mark.usefixtures("in_july")


def send(client, roster, file):
    return client.post(address(roster), {"file": file}, follow=True)


def import_all(client, where: str):
    return client.post(where, {"agreed": "on"}, follow=True)


def where(response) -> str:
    return response.redirect_chain[-1][0]


def test_the_form_of_a_contact_has_name_unit_and_address_only(client, rosters):
    page = client.get(rosters.form.get_url()).content.decode()
    assert "Đầu mối của đơn vị" in page
    assert "Ngày sinh" not in page
    assert "người giám hộ" not in page
    assert "được công bố" not in page
    assert "Huyện Mường Suối" in page
    assert "Xã Mường Suối 1" not in page, "only the units that take part are offered"


def test_a_contact_registers_through_the_form(client, rosters, django_capture_on_commit_callbacks):
    data = typed(
        rosters.form,
        {"full_name": "cầm thị liên"},
        kind="roster",
        unit=str(rosters.district.suoi.pk),
        eligible=None,
    )
    answer = client.post(url(rosters), {**data, **token(client)})
    assert answer.status_code == 302, answer.content.decode()
    made = Registration.objects.get()
    assert (made.kind, made.unit, made.status) == ("roster", rosters.district.suoi, "pending")
    member = made.members.get()
    assert (member.role, member.full_name, member.birth_date) == ("contact", "Cầm Thị Liên", None)


def test_a_contact_cannot_register_a_unit_that_takes_no_part(client, rosters):
    commune = rosters.district.of["Phố Núi"].communes[0]
    data = typed(
        rosters.form, {"full_name": "cầm thị liên"}, kind="roster", unit=str(commune.pk), eligible=None
    )
    answer = client.post(url(rosters), {**data, **token(client)})
    assert answer.status_code == 422
    assert "Vui lòng chọn một đơn vị thuộc diện tham gia." in answer.content.decode()


def test_a_list_is_previewed_before_it_changes_the_roster(client, roster):
    answer = send(client, roster, sheet(*persons(2), ["Lò Sai", "31/02/1990", "0912345678", ""]))
    page = answer.content.decode()
    assert "B4" in page
    assert "Nhập ngày sinh đủ ngày, tháng, năm" in page
    assert roster.persons.count() == 0
    refused = client.post(where(answer), {})
    assert refused.status_code == 422
    assert "Đánh dấu để cam kết" in refused.content.decode()
    assert roster.persons.count() == 0


def test_valid_rows_are_imported_and_wrong_rows_are_downloaded(client, roster):
    answer = send(client, roster, sheet(*persons(2), ["Lò Sai", "31/02/1990", "0912345678", ""]))
    page = import_all(client, where(answer))
    assert roster.persons.active().count() == 2
    assert "Thêm mới: 2. Thay đổi: 0. Giữ nguyên: 0." in page.content.decode()
    assert "Còn 1 dòng cần sửa" in page.content.decode()
    book = opened(client.get(f"{where(page)}can-sua.xlsx"))
    texts = [str(cell.value) for row in book.active.iter_rows() for cell in row]
    assert "Lò Sai" in texts
    assert "Lò Văn Người A" not in texts


def test_a_list_without_wrong_rows_is_deleted_with_its_file(
    client, roster, django_capture_on_commit_callbacks
):
    answer = send(client, roster, sheet(*persons(2)))
    name = RosterList.objects.get().file.name
    assert storages["contest_private"].exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        page = import_all(client, where(answer))
    assert where(page) == address(roster)
    assert not RosterList.objects.exists()
    assert not storages["contest_private"].exists(name)


def test_a_list_that_is_not_imported_is_deleted_after_a_day(
    client, roster, django_capture_on_commit_callbacks
):
    send(client, roster, sheet(*persons(1)))
    assert delete_expired_lists(NOW) == []
    with django_capture_on_commit_callbacks(execute=True):
        assert delete_expired_lists(hanoi("2024-07-30 12:00")) == ["Số tệp danh sách đã xóa: 1."]
    assert not RosterList.objects.exists()


def test_a_file_that_is_no_list_keeps_the_way_back(client, roster):
    file = sheet()
    file.seek(0)
    file.truncate(10)
    page = send(client, roster, file).content.decode()
    assert "Tệp này bị hỏng" in page
    assert "Tải tệp mẫu của cuộc thi" in page


def test_without_a_file_the_page_says_so(client, roster):
    answer = client.post(address(roster), {})
    assert answer.status_code == 422
    assert "Vui lòng chọn tệp trước." in answer.content.decode()


def test_template_and_roster_are_downloads_that_are_never_cached(client, roster):
    send(client, roster, sheet(*persons(1)))
    import_all(client, f"{address(roster)}tep/{RosterList.objects.get().pk}/")
    for name in ("mau.xlsx", "hien-co.xlsx", "phu-luc.xlsx"):
        answer = client.get(address(roster, name))
        assert answer["Content-Type"] == CONTENT_TYPE
        assert "no-store" in answer["Cache-Control"]
    book = opened(client.get(address(roster, "hien-co.xlsx")))
    texts = [cell.value for row in book["Danh sách"].iter_rows() for cell in row]
    assert roster.persons.get().code in texts
    pdf = client.get(address(roster, "phu-luc.pdf"))
    assert pdf.content.startswith(b"%PDF")
    assert client.get(address(roster, "phu-luc.docx")).status_code == 404


def test_uploading_the_corrected_roster_changes_persons_and_duplicates_nobody(client, roster):
    import_all(client, where(send(client, roster, sheet(*persons(3)))))
    book = opened(client.get(address(roster, "hien-co.xlsx")))
    names = book["Danh sách"]
    row = next(r for r in range(1, 30) if names.cell(r, 3).value == "Lò Văn Người B")
    names.cell(row, 3).value = "Lò Văn Đổi Tên"
    from .sheets import saved

    page = import_all(client, where(send(client, roster, saved(book)))).content.decode()
    assert "Thêm mới: 0. Thay đổi: 1. Giữ nguyên: 2." in page
    assert roster.persons.active().count() == 3


def test_a_person_is_added_corrected_and_removed_in_the_page(client, roster):
    answer = client.post(
        address(roster, "them/"),
        {"full_name": "quàng văn mới", "birth_date": "5/8/1990", "phone": "0912345678", "agreed": "on"},
        follow=True,
    )
    assert "Đã đưa Quàng Văn Mới vào danh sách" in answer.content.decode()
    code = roster.persons.get().code
    form = client.get(address(roster, f"nguoi/{code}/")).content.decode()
    assert 'value="Quàng Văn Mới"' in form
    assert 'value="05/08/1990"' in form
    answer = client.post(
        address(roster, f"nguoi/{code}/"),
        {"full_name": "Quàng Văn Mới", "birth_date": "6/8/1990", "email": "moi@vidu.example"},
        follow=True,
    )
    assert "moi@vidu.example" in answer.content.decode()
    assert "chấm dứt" in client.get(address(roster, f"nguoi/{code}/bo/")).content.decode()
    assert roster.persons.active().exists()
    client.post(address(roster, f"nguoi/{code}/bo/"))
    assert not roster.persons.active().exists()


def test_what_is_wrong_with_one_person_stands_beside_the_field(client, roster):
    answer = client.post(
        address(roster, "them/"), {"full_name": "A", "birth_date": "1/1/1990", "agreed": "on"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Vui lòng ghi email hoặc số điện thoại" in page
    assert 'value="A"' in page, "a name of one letter is a name, and nothing typed is lost"
    answer = client.post(
        address(roster, "them/"), {"full_name": "A", "birth_date": "1/1/1990", "phone": "0912345678"}
    )
    assert "Đánh dấu để cam kết" in answer.content.decode()
    assert roster.persons.count() == 0


def test_identity_numbers_are_stored_as_hashes_and_need_not_be_typed_again(client, rosters, roster):
    page = rosters.form
    page.asks_identity, page.identity_reason, page.identity_purge_on = (
        True,
        "Chi trả giải thưởng",
        "2024-12-31",
    )
    page.save()
    headings = ["Mã đăng ký", "Họ và tên", "Ngày sinh", "Số định danh cá nhân", "Điện thoại"]
    row = ["", "Lò Văn A", "01/01/1990", 14090001234, "0912345678"]
    answer = import_all(client, where(send(client, roster, sheet(row, headings=headings))))
    assert roster.persons.count() == 1, answer.content.decode()
    one = roster.persons.get()
    member = one.members.get()
    assert (member.identity_last, "014090001234" in str(member.__dict__)) == ("234", False)
    row = [one.code, "Lò Văn Á", "01/01/1990", "", "0912345678"]
    assert (
        "Thay đổi: 1"
        in import_all(client, where(send(client, roster, sheet(row, headings=headings)))).content.decode()
    )
    assert one.members.get().identity_hash == member.identity_hash


def test_after_the_closing_the_roster_can_be_read_only(client, rosters, roster):
    import_all(client, where(send(client, roster, sheet(*persons(1)))))
    code = roster.persons.get().code
    rosters.form.closes_at = hanoi("2024-07-02 24:00")
    rosters.form.save()
    page = client.get(address(roster)).content.decode()
    assert "Lò Văn Người A" in page
    assert "Gửi danh sách" not in page
    assert "Xóa khỏi danh sách" not in page
    assert "Đã hết hạn đăng ký" in send(client, roster, sheet(*persons(2))).content.decode()
    client.post(address(roster, f"nguoi/{code}/bo/"))
    assert roster.persons.active().count() == 1
    client.post(
        address(roster, "them/"),
        {"full_name": "A", "birth_date": "1/1/1990", "phone": "0912345678", "agreed": "on"},
    )
    assert roster.persons.count() == 1


def test_a_contact_sees_the_own_units_people_only(client, rosters, roster):
    other = contact_of(rosters.form, rosters.district.nui, email="khac@vidu.example")
    import_all(client, where(send(client, other, sheet(*persons(2)))))
    answer = send(client, other, sheet(*persons(3)))
    code, number = other.persons.first().code, RosterList.objects.latest("pk").pk
    assert "Lò Văn Người A" not in client.get(address(roster)).content.decode()
    assert answer.status_code == 200
    for more in (f"nguoi/{code}/", f"nguoi/{code}/bo/", f"tep/{number}/", f"tep/{number}/can-sua.xlsx"):
        assert client.get(address(roster, more)).status_code == 404, more
        assert client.post(address(roster, more), {"agreed": "on"}).status_code in (404, 405), more
    assert other.persons.active().count() == 2


def test_only_the_contact_of_an_active_roster_has_access(client, rosters, roster):
    alone = RegistrationFactory(page=rosters.form)
    assert client.get(f"{personal_path(alone)}danh-sach/").status_code == 404
    assert client.get("/thi-sinh/gia-mao/danh-sach/").status_code == 404
    import_all(client, where(send(client, roster, sheet(*persons(1)))))
    on_it = roster.persons.get()
    assert client.get(f"{personal_path(on_it)}danh-sach/").status_code == 404
    client.post(f"{personal_path(roster)}rut/")
    assert client.get(address(roster)).status_code == 404


def test_a_person_on_a_roster_has_a_page_of_their_own(client, roster):
    import_all(client, where(send(client, roster, sheet(*persons(1)))))
    on_it = roster.persons.get()
    page = client.get(personal_path(on_it)).content.decode()
    assert "Huyện Mường Suối" in page
    assert "Đơn vị đã ghi tên bạn vào danh sách dự thi." in page
    assert "Danh sách của đơn vị" not in page
    answer = client.post(f"{personal_path(on_it)}sua/", {}, follow=True)
    assert answer.redirect_chain[-1][0] == personal_path(on_it)
    boxes = client.get(f"{personal_path(on_it)}dong-y/").content.decode()
    assert boxes.count('type="checkbox"') == 3, "what may be published is the person's own choice"
    client.post(f"{personal_path(on_it)}dong-y/", {"consent-publish:name": "on"})
    on_it.refresh_from_db()
    assert on_it.publish_name


def test_a_contact_gives_the_roster_to_a_colleague_by_correcting_the_registration(
    client, rosters, roster, django_capture_on_commit_callbacks
):
    form = client.get(f"{personal_path(roster)}sua/").content.decode()
    assert "Ngày sinh" not in form
    data = {
        "registration-kind": "roster",
        "registration-email": "dongnghiep@vidu.example",
        "registration-unit": str(roster.unit.pk),
        "people-TOTAL_FORMS": "1",
        "people-INITIAL_FORMS": "1",
        "people-0-member": str(roster.members.get().pk),
        "people-0-full_name": "vì thị đồng nghiệp",
    }
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{personal_path(roster)}sua/", data)
    roster.refresh_from_db()
    assert (roster.new_email, roster.members.get().full_name) == (
        "dongnghiep@vidu.example",
        "Vì Thị Đồng Nghiệp",
    )
    assert roster.members.get().role == "contact"
    moved = {**data, "registration-unit": str(rosters.district.nui.pk)}
    page = client.post(f"{personal_path(roster)}sua/", moved).content.decode()
    assert "Danh sách gắn với đơn vị đã đăng ký" in page


def test_withdrawing_a_roster_names_the_number_of_its_persons(client, roster):
    import_all(client, where(send(client, roster, sheet(*persons(2)))))
    page = client.get(f"{personal_path(roster)}rut/").content.decode()
    assert "2 người trong danh sách" in page


def test_a_contact_has_nothing_to_let_us_publish(client, roster):
    assert 'type="checkbox"' not in client.get(f"{personal_path(roster)}dong-y/").content.decode()


def test_lists_are_limited_in_an_hour(client, roster, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "RATE_ROSTER_LISTS": "1/h"}
    send(client, roster, sheet(*persons(1)))
    assert "thử lại sau" in send(client, roster, sheet(*persons(1))).content.decode()


def test_the_roster_costs_a_fixed_number_of_queries(client, rosters, roster, django_assert_num_queries):
    rosters.form.most_per_unit = None
    rosters.form.save()
    import_all(client, where(send(client, roster, sheet(*persons(3)))))
    client.get(address(roster))
    with django_assert_num_queries(17):
        client.get(address(roster))
    import_all(client, where(send(client, roster, sheet(*persons(60)))))
    client.get(address(roster))
    with django_assert_num_queries(17):
        assert client.get(address(roster)).content.decode().count("Lò Văn Người") > 50


def test_names_are_found_without_marks(client, roster):
    import_all(client, where(send(client, roster, sheet(*persons(3)))))
    page = client.get(address(roster), {"q": "nguoi c"}).content.decode()
    assert "Lò Văn Người C" in page
    assert "Lò Văn Người B" not in page


def test_units_are_chosen_by_level_without_scripts_where_there_are_many(client, stage):
    province = UnitFactory(name="Tỉnh Rộng", kind="province")
    other = UnitFactory(name="Tỉnh Khác", kind="province")
    communes = [
        UnitFactory(name=f"Xã Rộng {n}", parent=type(province).objects.get(pk=province.pk))
        for n in range(210)
    ]
    page = client.get(stage.form.get_url()).content.decode()
    assert "Tỉnh Rộng" in page
    assert "Xã Rộng 1<" not in page
    assert "Xem các đơn vị trực thuộc đơn vị đã chọn" in page
    data = {**typed(stage.form, unit=str(province.pk)), **token(client)}
    answer = client.post(url(stage), {**data, "open_unit": "1"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Xã Rộng 1<" in page
    assert "lò   thị MÂY" in page, "nothing typed is lost"
    assert Registration.objects.count() == 0
    data["registration-unit"] = str(communes[5].pk)
    assert client.post(url(stage), data).status_code == 302
    assert Registration.objects.get().unit == communes[5]
    data = {**typed(stage.form, unit=str(communes[7].pk), email="x"), **token(client)}
    page = client.post(url(stage), data).content.decode()
    assert f'<option value="{communes[7].pk}" selected>' in page, "the branch of the chosen one stays open"
    assert str(other) in page


def test_midnight_ends_the_roster_with_the_day(client, rosters, roster):
    rosters.form.closes_at = hanoi("2024-07-10 24:00")
    rosters.form.save()
    with time_machine.travel(hanoi("2024-07-10 23:59"), tick=False):
        assert "Gửi danh sách" in client.get(address(roster)).content.decode()
    with time_machine.travel(hanoi("2024-07-11 00:00"), tick=False):
        assert "Gửi danh sách" not in client.get(address(roster)).content.decode()


def test_the_form_of_persons_leads_units_to_their_lists_while_these_are_taken(client, stage, rosters):
    persons = ContestRegistrationPageFactory(parent=stage.contest, slug="ca-nhan", kinds=["individual"])
    for page in (rosters.form, persons):
        page.show_in_menus = True
        page.save_revision().publish()
    words = f'href="{rosters.form.url}">Lập danh sách thí sinh của cơ quan'
    assert words in client.get(persons.url).content.decode()
    assert "Lập danh sách thí sinh của cơ quan" not in client.get(rosters.form.url).content.decode()
    type(rosters.form).objects.filter(pk=rosters.form.pk).update(closes_at=NOW - datetime.timedelta(days=1))
    rosters.form.refresh_from_db()
    rosters.form.save_revision().publish()
    assert "Lập danh sách thí sinh của cơ quan" not in client.get(persons.url).content.decode()
