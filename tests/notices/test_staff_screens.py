"""The staff's screens of letters: who sees which, what is found, what a letter's screen says, what is sent again."""

from __future__ import annotations

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from contest_pages.contests.domain.assigning import limit_to_contests
from contest_pages.data import text_messages
from contest_pages.notices.kinds import kind_of
from contest_pages.notices.letter_form import LetterForms
from contest_pages.notices.logic.segments import segments_of
from contest_pages.notices.models import Notice
from contest_pages.notices.notifying import notify
from contest_pages.registrations.access.links import registration_of
from contest_pages.rosters.models import Reminder
from tests.factories import (
    ContestPageFactory,
    ContestRegistrationPageFactory,
    RegistrationFactory,
    UnitFactory,
    UserFactory,
)
from tests.factories.pages import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

LIST = "contest_notices_notice_modeladmin_index"
LETTER = "contest_notices_notice_modeladmin_inspect"
INSPECT = "contest_registrations_registration_modeladmin_inspect"
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def organiser(client, roles):
    client.force_login(roles["organisers"])
    return roles["organisers"]


@pytest.fixture
def other(index):
    """Return a letter of another contest."""
    contest = ContestPageFactory(parent=index, title="Cuộc thi khác", slug="khac")
    form = ContestRegistrationPageFactory(parent=contest, title="Đăng ký", slug="dang-ky")
    return notify("registrations.welcome", RegistrationFactory(page=form))


def html(client: Client, name: str = LIST, *args, **query) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def shown(client: Client, **query) -> set[int]:
    """Return the keys of the letters that the list shows."""
    response = client.get(reverse(LIST), query)
    assert response.status_code == 200
    return {notice.pk for notice in response.context["object_list"]}


def code(notice: Notice) -> str:
    return notice.recipient.code


def fail(*notices: Notice, **changes) -> None:
    fields = {"state": "failed", "reason": "450 4.2.1", "attempts": 1, "due_at": NOW + HOUR, **changes}
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(**fields)


def test_organisers_see_letters_of_contests_and_administrators_those_about_accounts(
    client, written, roles, other
):
    [own] = written()
    account = notify("staff.welcome", UserFactory())
    client.force_login(roles["organisers"])
    assert shown(client) == {own.pk, other.pk}
    assert client.get(reverse(LETTER, args=[account.pk])).status_code == 302
    assert client.post(reverse("contest_resend_letter", args=[account.pk])).status_code == 404
    client.force_login(roles["administrators"])
    assert shown(client) == {account.pk}
    assert client.get(reverse(LETTER, args=[account.pk])).status_code == 200
    assert client.get(reverse(LETTER, args=[own.pk])).status_code == 302
    assert client.post(reverse("contest_resend_letter", args=[own.pk])).status_code == 404


@pytest.mark.parametrize("role", ["nobody", "writers", "editors", "moderators", "jurors", "question_writers"])
def test_nobody_else_sees_letters(client, written, roles, role):
    [notice] = written()
    fail(notice)
    client.force_login(roles[role])
    for url in (reverse(LIST), reverse(LETTER, args=[notice.pk]), reverse("contest_resend_letters")):
        assert client.get(url).status_code in (302, 403)
    assert "contest-letters" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_an_organiser_of_one_contest_sees_and_sends_its_letters_alone(
    client, written, organiser, other, stage
):
    [own] = written()
    account = notify("staff.welcome", UserFactory())
    fail(own, other, account)
    limit_to_contests(user=organiser, contests=[stage.contest], actor=None)
    assert shown(client) == {own.pk}
    assert client.get(reverse(LETTER, args=[other.pk])).status_code == 302
    client.post(reverse("contest_resend_letters"))
    assert set(Notice.objects.filter(state="failed")) == {other, account}


def test_a_limited_administrator_sees_no_letter_about_accounts(client, roles, stage):
    notify("staff.welcome", UserFactory())
    limit_to_contests(user=roles["administrators"], contests=[stage.contest], actor=None)
    client.force_login(roles["administrators"])
    assert shown(client) == set()


def test_a_recipient_is_found_by_its_code_and_never_by_an_address(client, organiser, written):
    first, second = written(2)
    assert shown(client, q=code(first).lower()) == {first.pk}
    assert shown(client, q=f" {code(second)} ") == {second.pk}
    for typed in (
        first.recipient.email,
        "vidu.example",
        code(first)[:4],
        first.recipient.members.get().full_name,
    ):
        assert shown(client, q=typed) == set()


def test_units_and_users_are_named_and_found_by_their_names(client, stage, organiser):
    unit = UnitFactory(name="Xã Mường La")
    reminder = Reminder.objects.create(
        page=stage.form,
        unit=unit,
        address="xa@vidu.example",
        subject="x",
        words="x",
        by=organiser,
        asked_at=NOW,
    )
    to_unit = notify("rosters.reminder", reminder, contest=stage.contest)
    colleague = UserFactory(first_name="Mây", last_name="Lò Thị", username="lo.may")
    to_user = notify("review.appeal", colleague, contest=stage.contest, entry=1)
    page = html(client)
    assert "Xã Mường La" in page
    assert "Lò Thị Mây" in page
    assert "xa@vidu.example" not in page
    assert shown(client, q="muong la") == {to_unit.pk}
    assert shown(client, q="lo.may") == {to_user.pk}


def test_letters_are_filtered_by_state_kind_contest_channel_and_time(client, organiser, written, other):
    first, second, late = written(3)
    fail(first)
    Notice.objects.filter(pk=second.pk).update(state="sent", sent_at=NOW, channel="sms")
    Notice.objects.filter(pk=late.pk).update(due_at=NOW - HOUR, created_at=NOW - 24 * 8 * HOUR)
    notify("registrations.cancelled", first.recipient)
    assert shown(client, state="failed") == {first.pk}
    assert shown(client, state="late") == {late.pk}
    assert shown(client, channel__exact="sms") == {second.pk}
    assert shown(client, contest=other.contest_id) == {other.pk}
    assert len(shown(client, kind="registrations.cancelled")) == 1
    assert late.pk not in shown(
        client,
        created_at__gte=f"{NOW - HOUR:%Y-%m-%d %H:%M:%S%z}",
        created_at__lt="2030-01-01 00:00:00+00:00",
    )
    assert client.get(reverse(LIST), {"recipient_id": first.recipient_id}).status_code == 302


def test_an_empty_list_says_so(client, organiser):
    assert "Chưa có thư nào" in html(client)


@pytest.mark.parametrize("rows", [3, 60])
def test_the_list_costs_the_same_for_few_and_for_many(
    client, organiser, written, rows, django_assert_num_queries
):
    fail(*written(rows))
    html(client)
    with django_assert_num_queries(19):
        page = html(client)
    assert ("?p=2" in page) is (rows > 50)


def test_the_screen_of_a_letter_says_what_became_of_it(client, organiser, written, django_assert_num_queries):
    [notice] = written()
    fail(notice, reason="550 5.1.1", state="given_up", attempts=3, unclear=1)
    page = html(client, LETTER, notice.pk)
    assert "Địa chỉ không tồn tại (550 5.1.1)" in page
    assert "Không gửi được" in page
    assert "Mã đăng ký dự thi" in page
    assert code(notice) in page
    assert "/thi-sinh/…/" in page
    assert reverse(INSPECT, args=[notice.recipient_id]) in page
    assert notice.recipient.email not in page
    line = ModelLogEntry.objects.get(action="contest.view_letter")
    assert (line.user, line.object_id, line.data) == (organiser, str(notice.pk), {})


def test_no_link_on_the_screen_of_a_letter_opens_the_contestants_page(client, organiser, written):
    [notice] = written()
    page = html(client, LETTER, notice.pk)
    tokens = [part.partition("/")[0] for part in page.split("/thi-sinh/")[1:]]
    assert tokens
    assert [token for token in tokens if registration_of(token) is not None] == []


def test_a_letter_that_failed_is_sent_again_by_a_button(client, organiser, written):
    [notice] = written()
    fail(notice, state="given_up")
    url = reverse("contest_resend_letter", args=[notice.pk])
    assert f'action="{url}"' in html(client, LETTER, notice.pk)
    assert "gửi lại" in client.post(url, follow=True).content.decode()
    notice.refresh_from_db()
    assert (notice.state, notice.due_at) == ("waiting", NOW)
    answer = client.post(url, follow=True).content.decode()
    assert "Không gửi thêm thư nào" in answer
    assert ModelLogEntry.objects.filter(action="contest.resend_letter").count() == 1


def test_a_letter_that_was_sent_is_asked_about_first(client, organiser, written):
    [notice] = written()
    Notice.objects.update(state="sent", sent_at=NOW - HOUR)
    url = reverse("contest_resend_letter", args=[notice.pk])
    assert f'href="{url}"' in html(client, LETTER, notice.pk)
    page = html(client, "contest_resend_letter", notice.pk)
    assert "sẽ nhận hai lần" in page
    client.post(url)
    client.post(url)
    assert Notice.objects.count() == 2


def test_all_that_failed_in_the_filtered_list_are_counted_and_sent(client, organiser, written):
    failed, given_up, fine = written(3)
    fail(failed)
    fail(given_up, state="given_up")
    assert "Gửi lại 2 thư" in html(client)
    url = reverse("contest_resend_letters") + "?state=given_up"
    assert "1 thư" in client.get(url).content.decode()
    assert Notice.objects.filter(state="waiting").count() == 1
    client.post(url)
    assert set(Notice.objects.filter(state="failed")) == {failed}
    assert client.get(url).status_code == 302
    client.post(reverse("contest_resend_letters"))
    assert set(Notice.objects.filter(state="waiting")) == {failed, given_up, fine}


def test_a_filter_that_means_nothing_sends_nothing(client, organiser, written):
    fail(*written(2))
    client.post(reverse("contest_resend_letters") + "?recipient_id=1")
    assert Notice.objects.filter(state="failed").count() == 2


def test_sending_again_takes_a_token_of_the_form_and_no_get(written, organiser, roles):
    [notice] = written()
    fail(notice)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(roles["organisers"])
    for url in (reverse("contest_resend_letter", args=[notice.pk]), reverse("contest_resend_letters")):
        assert strict.get(url).status_code == 200
        assert strict.post(url).status_code == 403
    assert Notice.objects.get().state == "failed"


def test_the_home_page_counts_what_is_wrong_with_links_to_the_list(
    client, organiser, written, other, stage, django_assert_num_queries
):
    failed, late, _fine = written(3)
    fail(failed, other)
    Notice.objects.filter(pk=late.pk).update(due_at=NOW - HOUR)
    page = html(client, "wagtailadmin_home")
    assert "2 thư chưa gửi được" in page
    assert "1 thư lẽ ra đã phải gửi" in page
    assert "đã ngừng gửi" not in page
    assert f"{reverse(LIST)}?state=late" in page
    limit_to_contests(user=organiser, contests=[stage.contest], actor=None)
    assert "1 thư chưa gửi được" in html(client, "wagtailadmin_home")


def test_the_home_page_reminds_for_a_month_of_a_letter_that_was_given_up(client, organiser, written):
    long_ago, lately = written(2)
    fail(long_ago, lately, state="given_up")
    Notice.objects.filter(pk=long_ago.pk).update(due_at=NOW - 31 * 24 * HOUR)
    page = html(client, "wagtailadmin_home")
    assert "1 thư không gửi được, đã ngừng gửi trong 30 ngày qua" in page
    assert f"{reverse(LIST)}?state=given_up_recently" in page
    assert shown(client, state="given_up_recently") == {lately.pk}
    assert shown(client, state="given_up") == {long_ago.pk, lately.pk}


def test_the_home_page_has_no_panel_while_all_is_well(client, organiser, written):
    written(2)
    assert 'id="contest-letters"' not in html(client, "wagtailadmin_home")


def test_the_screen_of_a_registration_shows_its_letters(client, organiser, written, other):
    [notice] = written()
    fail(notice, reason="TimeoutError")
    page = html(client, INSPECT, notice.recipient_id)
    assert reverse(LETTER, args=[notice.pk]) in page
    assert "Máy chủ thư không trả lời" in page
    assert reverse(LETTER, args=[other.pk]) not in page


def test_a_letter_that_came_back_is_told_from_those_that_arrived(client, written, organiser):
    back, arrived = written(2)
    Notice.objects.update(state="sent", sent_at=NOW)
    Notice.objects.filter(pk=back.pk).update(bounced_at=NOW + HOUR, reason="bounced 5.1.1")
    assert shown(client, state="bounced") == {back.pk}
    for url in (reverse(LIST), reverse(LETTER, args=[back.pk])):
        page = client.get(url).content.decode()
        assert "bị trả lại lúc 13:00 ngày 10/7/2024" in page
        assert "Địa chỉ không tồn tại (5.1.1)" in page
    assert "13:00 ngày 10/7/2024" not in html(client, LETTER, arrived.pk)


def test_the_preview_of_a_text_message_says_what_it_costs_where_the_price_is_known(
    client, stage, organiser, settings
):
    registration = RegistrationFactory(page=stage.form, email="", phone="0912345678")
    notice = notify("registrations.welcome", registration)
    assert "đồng" not in html(client, LETTER, notice.pk).partition("Tin nhắn:")[2][:60]
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "SMS_PART_PRICE": 550}
    found = re.search(
        r"Tin nhắn: ([0-9]) tin \([0-9]+ ký tự\), ([0-9.]+) đồng", html(client, LETTER, notice.pk)
    )
    assert found[2] == {"1": "550", "2": "1.100"}[found[1]]


def test_the_preview_of_a_text_message_says_how_many_parts_are_paid(client, stage, organiser):
    registration = RegistrationFactory(page=stage.form, email="", phone="0912345678")
    notice = notify("registrations.welcome", registration)
    page = client.get(reverse(LETTER, args=[notice.pk])).content.decode()
    sent = LetterForms().of(kind_of("registrations.welcome").compose(registration)).text
    letters = segments_of(text_messages.as_sent(sent)).length
    assert "Mã đăng ký" in page
    shown_letters = int(re.search(r"Tin nhắn: [0-9] tin \(([0-9]+) ký tự\)", page)[1])
    assert abs(shown_letters - letters) < 8
