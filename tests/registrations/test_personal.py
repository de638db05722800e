"""The contestant's own page: view, correct, consent, download, request, withdraw."""

from __future__ import annotations

import datetime
import json

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from contest_pages.data_requests.models import DataRequest
from contest_pages.entries.enums import EntryState
from contest_pages.notices.enums import NoticeState
from contest_pages.notices.models import Notice
from contest_pages.registrations.access.links import personal_path, registration_of
from contest_pages.registrations.models import Registration
from tests.factories import ConsentNoticeFactory, EntryFactory
from tests.factories.pages import CONSENT_WORDS, NOW, hanoi
from tests.letters import words_of

from .helpers import agreement, enter, enter_and_confirm, person, team, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture
def registration(stage):
    return enter_and_confirm(stage, agreements=(agreement(stage.form),))


def at(registration, name: str, *args) -> str:
    return reverse(name, args=[personal_path(registration).split("/")[2], *args])


def edited(registration, **fields) -> dict:
    """Return the edit form's fields as the page shows them, with changes."""
    member = registration.members.first()
    row = {"full_name": member.full_name, "birth_date": "01/03/1995", "member": str(member.pk)}
    data = typed(registration.page, row, email=registration.email, phone=registration.phone)
    return data | fields


def test_the_page_is_private_and_holds_nothing_personal_in_its_address(client, registration):
    path = personal_path(registration)
    response = client.get(path)
    assert {"private", "no-store"} <= set(response["Cache-Control"].replace(" ", "").split(","))
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "same-origin"
    html = response.content.decode()
    assert registration.code in html
    assert "Quàng Văn Suối" in html
    assert registration.code not in path


def test_a_phone_may_keep_the_page_on_its_first_screen_and_nobody_else_sees_the_link(client, registration):
    path = personal_path(registration)
    assert f'<link rel="manifest" href="{path}ung-dung.webmanifest">' in client.get(path).content.decode()
    response = client.get(f"{path}ung-dung.webmanifest")
    manifest = json.loads(response.content)
    assert (manifest["start_url"], manifest["scope"]) == (path, path)
    assert manifest["icons"][0]["src"].startswith("data:image/svg+xml;base64,")
    assert {"private", "no-store"} <= set(response["Cache-Control"].replace(" ", "").split(","))
    assert "Quàng Văn Suối" not in response.content.decode()


def test_the_line_on_paper_names_the_site_and_not_the_secret_address(client, registration):
    html = client.get(personal_path(registration)).content.decode()
    line = html[html.index("portal-printed") :].partition("</p>")[0]
    assert "http://testserver" in line
    assert "thi-sinh" not in line


def test_what_is_wanted_of_the_contestant_comes_first(client, registration, stage):
    html = client.get(personal_path(registration)).content.decode()
    assert html.index("Bạn chưa nộp tác phẩm nào") < html.index("Tiến trình")
    EntryFactory(registration=registration, round=stage.round, slot=1, submitted=True)
    until = NOW + datetime.timedelta(days=2)
    late = EntryFactory(
        registration=registration, round=stage.round, slot=2, submitted=True, title="Chợ phiên",
        state=EntryState.CHANGES_ASKED, changes_until=until,
    )  # fmt: skip
    html = client.get(personal_path(registration)).content.decode()
    note = html.split('class="contest-wanted-first')[1].split("</div>\n")[0]
    assert "đề nghị bổ sung tác phẩm “Chợ phiên”" in note
    assert f"/tac-pham-{late.pk}/" in note


def test_the_mark_has_the_initials_and_letters_that_left_are_listed_to_a_fresh_link_only(
    client, registration
):
    for state, sent_at in ((NoticeState.SENT, NOW), (NoticeState.WAITING, None)):
        Notice.objects.create(
            kind="registrations.welcome", recipient=registration, state=state, sent_at=sent_at
        )
    path = personal_path(registration)
    html = client.get(path).content.decode()
    assert "<span>QS</span>" in html
    assert "Thư và tin nhắn (1)" in html
    client.cookies.clear()
    with time_machine.travel(NOW + datetime.timedelta(days=2), tick=False):
        old = client.get(path).content.decode()
    assert "<span>QS</span>" not in old
    assert "Thư và tin nhắn" not in old


def test_the_page_costs_a_fixed_number_of_queries(client, registration, stage, django_assert_num_queries):
    for n in range(3):
        EntryFactory(registration=registration, round=stage.round, slot=n + 1, submitted=True)
    client.get(personal_path(registration))
    with django_assert_num_queries(24):
        client.get(personal_path(registration))


def test_a_correction_is_saved_and_shown(client, registration):
    assert (
        'value="Quàng Văn Suối"' in client.get(at(registration, "contest_edit_registration")).content.decode()
    )
    data = edited(registration, **{"people-0-full_name": "quàng văn sông"})
    assert client.post(at(registration, "contest_edit_registration"), data).status_code == 302
    registration.refresh_from_db()
    member = registration.members.get()
    assert member.full_name == "Quàng Văn Sông"
    assert "quang van song" in registration.search_text
    assert "Quàng Văn Sông" in client.get(personal_path(registration)).content.decode()


def test_a_corrected_name_gives_its_place_free(client, registration, stage):
    client.post(
        at(registration, "contest_edit_registration"),
        edited(registration, **{"people-0-full_name": "Quàng Văn Sông"}),
    )
    assert enter_and_confirm(stage, email="khac@vidu.example")


def test_a_correction_cannot_take_the_place_of_another_person(client, registration, stage):
    enter_and_confirm(stage, person("Người Khác"), email="khac@vidu.example")
    response = client.post(
        at(registration, "contest_edit_registration"),
        edited(registration, **{"people-0-full_name": "Người Khác"}),
    )
    assert response.status_code == 422
    assert "Chưa thể ghi nhận đăng ký này" in response.content.decode()


def test_after_the_closing_nothing_is_corrected(client, registration):
    with time_machine.travel(hanoi("2024-08-01"), tick=False):
        response = client.post(
            at(registration, "contest_edit_registration"), edited(registration), follow=True
        )
    assert "Đã hết hạn đăng ký" in response.content.decode()


def test_a_new_address_is_written_to_and_the_old_one_stays_until_then(
    client, registration, django_capture_on_commit_callbacks
):
    data = edited(registration, **{"registration-email": "moi@vidu.example"})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(at(registration, "contest_edit_registration"), data)
    registration.refresh_from_db()
    assert (registration.email, registration.new_email) == ("suoi@vidu.example", "moi@vidu.example")
    assert mail.outbox[-1].to == ["moi@vidu.example"]
    assert "/email-moi/" in words_of(mail.outbox[-1])


def test_members_come_and_go_and_another_becomes_captain(client, stage):
    stage.form.kinds, stage.form.smallest_team, stage.form.main_members = ["team"], 7, 4
    stage.form.save()
    registration = enter_and_confirm(stage, *team(8), kind="team")
    members = list(registration.members.all())
    rows = [
        {
            "full_name": m.full_name,
            "birth_date": f"{m.birth_date:%d/%m/%Y}",
            "member": str(m.pk),
            **({"is_main": "on"} if m.is_main else {}),
        }
        for m in members
    ]
    rows[0]["DELETE"] = "on"
    rows[4]["is_main"] = "on"
    rows.append({"full_name": "Người Mới", "birth_date": "1/1/2000"})
    data = typed(registration.page, *rows, kind="team", email=registration.email)
    response = client.post(at(registration, "contest_edit_registration"), data)
    assert response.status_code == 302, response.context["form"].errors
    after = list(registration.members.all())
    assert [m.full_name for m in after] == [m.full_name for m in members[1:]] + ["Người Mới"]
    assert [m.role for m in after] == ["captain"] + ["member"] * 7
    assert after[0].pk == members[1].pk
    assert all(m.place for m in after)


def test_two_members_change_rows(client, stage):
    stage.form.kinds = ["group"]
    stage.form.save()
    group = enter_and_confirm(stage, person("A Một"), person("B Hai"), kind="group")
    first, second = group.members.all()
    rows = [
        {"full_name": "B Hai", "birth_date": "1/3/1995", "member": str(first.pk)},
        {"full_name": "A Một", "birth_date": "1/3/1995", "member": str(second.pk)},
    ]
    data = typed(group.page, *rows, kind="group", email=group.email)
    assert client.post(at(group, "contest_edit_registration"), data).status_code == 302
    assert [m.full_name for m in group.members.all()] == ["B Hai", "A Một"]
    assert all(m.place for m in group.members.all())


def test_nobody_edits_a_member_of_another_registration(client, registration, stage):
    other = enter_and_confirm(stage, person("Người Khác"), email="khac@vidu.example")
    stranger = other.members.get()
    client.post(
        at(registration, "contest_edit_registration"),
        edited(registration, **{"people-0-member": str(stranger.pk), "people-0-full_name": "Kẻ Gian"}),
    )
    stranger.refresh_from_db()
    assert stranger.full_name == "Người Khác"


def test_a_team_that_lost_the_race_corrects_its_members_and_counts(client, stage):
    stage.form.kinds, stage.form.largest_group = ["individual", "group"], 3
    stage.form.save()
    group = enter(stage, person("A Một"), person("B Hai"), kind="group", email="nhom@vidu.example")
    enter_and_confirm(stage, person("B Hai"), email="b@vidu.example")
    page = client.get(personal_path(group)).content.decode()
    assert "chưa được tính" in page
    first, second = group.members.all()
    rows = [
        {"full_name": "A Một", "birth_date": "1/3/1995", "member": str(first.pk)},
        {"full_name": "C Ba", "birth_date": "1/3/1995", "member": str(second.pk)},
    ]
    data = typed(group.page, *rows, kind="group", email="nhom@vidu.example")
    client.post(at(group, "contest_edit_registration"), data)
    group.refresh_from_db()
    assert group.status == "active"


def test_a_fresh_link_goes_to_the_address_on_file(client, registration, django_capture_on_commit_callbacks):
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(at(registration, "contest_fresh_link")).status_code == 302
    assert mail.outbox[0].to == ["suoi@vidu.example"]


def test_withdrawing_is_confirmed_once_revokes_all_links_and_withdraws_undecided_entries(
    client, registration, stage
):
    waiting = EntryFactory(registration=registration, round=stage.round, submitted=True)
    decided = EntryFactory(registration=registration, round=stage.round, slot=2, accepted=True)
    path = at(registration, "contest_withdraw_registration")
    assert "Không thể hoàn tác" in client.get(path).content.decode()
    assert "Đã rút đăng ký" in client.post(path).content.decode()
    registration.refresh_from_db()
    assert registration.status == "withdrawn"
    assert registration.members.get().place is None
    waiting.refresh_from_db()
    decided.refresh_from_db()
    assert (waiting.state, decided.state) == (EntryState.WITHDRAWN, EntryState.ACCEPTED)
    assert not type(decided).objects.public(NOW).exists()
    assert client.get(personal_path(registration)).status_code == 404
    assert enter_and_confirm(stage).pk != registration.pk


def test_a_revoked_link_opens_nothing_and_the_new_one_does(
    client, registration, django_capture_on_commit_callbacks
):
    old = personal_path(registration)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        asked = client.post(at(registration, "contest_revoke_link")).content.decode()
        assert "Thay liên kết" in asked
        assert client.get(at(registration, "contest_personal")).status_code == 200
        client.post(at(registration, "contest_revoke_link"), {"confirmed": "1"})
    assert client.get(old).status_code == 404
    new = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http"))
    assert client.get(new).status_code == 200


def test_all_data_are_shown_and_downloaded_and_registered_as_a_request(client, registration, stage):
    EntryFactory(registration=registration, round=stage.round, title="Phim của tôi", submitted=True)
    html = client.get(at(registration, "contest_own_data")).content.decode()
    for words in ("Quàng Văn Suối", "suoi@vidu.example", CONSENT_WORDS, "Phim của tôi"):
        assert words in html
    response = client.get(at(registration, "contest_own_data_json"))
    data = json.loads(response.content)
    assert {
        "registration",
        "answers",
        "people",
        "files",
        "attempts",
        "consents",
        "letters",
        "requests",
        "entries",
        "reviews",
    } == set(data)
    assert data["letters"][0]["Thư"] == "Mã đăng ký sau khi xác nhận"
    assert "attachment" in response["Content-Disposition"]
    request = DataRequest.objects.get()
    assert (request.kind, request.done_at) == ("see", NOW)


def test_consents_are_changed_and_every_page_obeys(client, stage):
    stage.form.consent_notice = ConsentNoticeFactory(
        purposes=[(CONSENT_WORDS, True), ("Gửi tin cho tôi.", False)]
    )
    stage.form.save()
    registration = enter_and_confirm(
        stage, publish=frozenset({"name", "unit"}), agreements=(agreement(stage.form),)
    )
    entry = EntryFactory(registration=registration, round=stage.round, accepted=True)
    path = stage.round.entry_path(entry.number)
    assert "Quàng Văn Suối" in client.get(path).content.decode()
    page = client.get(at(registration, "contest_consents")).content.decode()
    assert CONSENT_WORDS in page
    assert 'name="consent-purpose' not in page  # the required one ends only with the registration
    client.post(at(registration, "contest_consents"), {"consent-publish:picture": "on"})
    registration.refresh_from_db()
    assert registration.publishing == {"picture"}
    assert "Quàng Văn Suối" not in client.get(path).content.decode()
    history = [(r.key, r.given, r.channel) for r in registration.consents.all()]
    assert ("publish:picture", True, "personal") in history
    assert DataRequest.objects.get().kind == "withdraw"  # entered and done at once


def test_without_consent_neither_name_nor_unit_nor_picture_is_shown(client, stage):
    from tests.factories import UnitFactory

    registration = enter_and_confirm(stage, publish=frozenset(), unit=UnitFactory(name="Xã Kín Đáo"))
    entry = EntryFactory(registration=registration, round=stage.round, accepted=True)
    for path in (stage.round.url, stage.round.entry_path(entry.number)):
        html = client.get(path).content.decode()
        assert "Quàng Văn Suối" not in html
        assert "Xã Kín Đáo" not in html
        assert entry.get_poster_path() not in html
    assert client.get(entry.get_poster_path()).status_code == 404
    assert client.get(entry.get_video_path()).status_code == 200


def test_a_request_enters_the_register_once_with_its_days(client, registration):
    for _press in range(2):
        client.post(
            at(registration, "contest_ask_about_data"), {"request-kind": "erase", "request-words": "Xin xóa."}
        )
    request = DataRequest.objects.get()
    assert (request.kind, request.words, request.channel) == ("erase", "Xin xóa.", "personal")
    assert (request.answer_due, request.done_due) == (datetime.date(2024, 7, 12), datetime.date(2024, 7, 25))
    assert "trả lời chậm nhất ngày 12/07/2024" in client.get(personal_path(registration)).content.decode()


def test_links_of_the_erased_and_the_cancelled_open_nothing(registration):
    token = personal_path(registration).split("/")[2]
    assert registration_of(token)
    Registration.objects.update(status="cancelled")
    assert registration_of(token) is None
