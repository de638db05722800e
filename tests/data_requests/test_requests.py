"""Requests about personal data: the deadlines of the law, answering, finishing, and the staff's screens."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.urls import reverse

from contest_pages.data_requests.domain import answer, extend, finish, submit_request
from contest_pages.data_requests.models import DataRequest
from contest_pages.registrations.errors import ReasonMissing
from tests.factories import UserFactory
from tests.factories.pages import NOW
from tests.letters import words_of
from tests.registrations.helpers import PERSONAL, enter_and_confirm, everything_kept

pytestmark = pytest.mark.django_db
INSPECT = "contest_registrations_registration_modeladmin_inspect"


@pytest.fixture
def registration(stage):
    """Return a registration that counts."""
    return enter_and_confirm(stage)


@pytest.fixture
def organiser(client, roles):
    """Sign an organiser in."""
    client.force_login(roles["organisers"])
    return roles["organisers"]


def test_a_request_is_answered_and_done_with_who_and_when(registration, django_capture_on_commit_callbacks):
    officer = UserFactory()
    request = submit_request(registration=registration, kind="correct", words="Sai ngày sinh.", now=NOW)
    with pytest.raises(ReasonMissing):
        answer(request=request, words=" ", actor=officer, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        request = answer(request=request, words="Đã sửa.", actor=officer, now=NOW)
    assert "Đã sửa." in words_of(mail.outbox[-1])
    request = finish(request=request, actor=officer, now=NOW + datetime.timedelta(days=1))
    assert (request.answered_at, request.handled_by) == (NOW, officer)
    assert (
        finish(request=request, actor=officer, now=NOW + datetime.timedelta(days=2)).done_at
        == request.done_at
    )
    assert submit_request(registration=registration, kind="correct", now=NOW).pk != request.pk


def test_a_request_is_late_after_its_deadline_and_extended_only_once(registration):
    officer = UserFactory()
    request = submit_request(registration=registration, kind="erase", now=NOW)
    assert not request.is_late(datetime.date(2024, 7, 12))
    assert request.is_late(datetime.date(2024, 7, 13))
    request = answer(request=request, words="Đang làm.", actor=officer, now=NOW)
    assert not request.is_late(datetime.date(2024, 7, 25))
    assert request.is_late(datetime.date(2024, 7, 26))
    with pytest.raises(ReasonMissing):
        extend(request=request, reason="", actor=officer)
    for _press in range(2):
        request = extend(request=request, reason="Cần đối chiếu.", actor=officer)
    assert request.done_due == datetime.date(2024, 8, 9)


def test_finishing_a_request_to_erase_erases_the_data(registration):
    request = submit_request(registration=registration, kind="erase", words="Xóa tên Quàng Văn Suối", now=NOW)
    finish(request=request, actor=UserFactory(), now=NOW)
    assert [words for words in PERSONAL if words in everything_kept(registration)] == []
    request.refresh_from_db()
    assert request.done_at == NOW


def test_a_request_is_entered_answered_extended_and_done(
    client, stage, organiser, django_capture_on_commit_callbacks
):
    registration = enter_and_confirm(stage)
    client.post(
        reverse("contest_enter_request", args=[registration.pk]),
        {"kind": "erase", "words": "Gọi điện xin xóa."},
    )
    request = DataRequest.objects.get()
    assert request.channel == "office"
    listing = client.get(reverse("contest_data_requests_datarequest_modeladmin_index")).content.decode()
    assert registration.code in listing
    screen = reverse("contest_handle_request", args=[request.pk])
    assert "Gọi điện xin xóa." in client.get(screen).content.decode()
    client.post(screen, {"words": "Cần đối chiếu.", "extend": "1"})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(screen, {"words": "Sẽ xóa.", "answer": "1"})
    assert "Sẽ xóa." in words_of(mail.outbox[-1])
    client.post(screen, {"finish": "1"})
    request.refresh_from_db()
    registration.refresh_from_db()
    assert request.extended_because == "—"
    assert request.done_at
    assert registration.erased_at
    assert "(đã xóa)" in client.get(reverse(INSPECT, args=[registration.pk])).content.decode()


def test_late_requests_are_marked(client, stage, organiser):
    submit_request(registration=enter_and_confirm(stage), kind="correct", now=NOW)  # years ago
    html = client.get(reverse("contest_data_requests_datarequest_modeladmin_index")).content.decode()
    assert "quá hạn từ 12/07/2024" in html
