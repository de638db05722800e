"""A juror opens the link, confirms the device, declares conflicts, scores, seals, and sees nobody else's points."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.urls import reverse

from contest_pages.judging.access import juror_path
from contest_pages.judging.errors import PointsRefused
from contest_pages.judging.models import ScoreSheet, SeatTerm, SheetDraft
from contest_pages.judging.views import juror
from tests.factories import UserFactory
from tests.factories.pages import hanoi

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

FULL = {"points-noi-dung": "42,5", "points-hinh-thuc": "25.5", "points-suc-lan-toa": "0"}
#: Queries of a save by the script, with those of the transaction.
SAVING = 17


@pytest.fixture
def first(jury):
    """Return the first juror's term, with an e-mail address."""
    term = jury.terms[0]
    term.member.email = "minh@vidu.example"
    term.member.save()
    return term


@pytest.fixture
def list_path(first, client, django_capture_on_commit_callbacks):
    """Return the path of the first juror's list on a confirmed device."""
    path = juror_path(first)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{path}xac-nhan/")
    code = re.search(r"\b[0-9]{6}\b", mail.outbox[-1].body)[0]
    answer = client.post(f"{path}xac-nhan/", {"code": code})
    assert answer.headers["Location"] == path
    return path


def raising(refused):
    """Return a function that refuses whatever it is given."""

    def refuse(**_given):
        raise refused

    return refuse


def sheet_path(list_path, number=1):
    return f"{list_path}bai-{number}/"


def test_a_link_alone_opens_nothing(first, client):
    path = juror_path(first)
    for below in ("", "xung-dot/", "bai-1/", "khoa/", "phieu/"):
        assert client.get(f"{path}{below}").headers["Location"] == f"{path}xac-nhan/"
    answer = client.post(f"{path}bai-1/", {**FULL, "save": "auto"})
    assert answer.status_code == 403
    assert client.get(path.replace(":", "x")).status_code == 404


def test_a_wrong_code_opens_nothing(first, client):
    path = juror_path(first)
    answer = client.post(f"{path}xac-nhan/", {"code": "000000"})
    assert answer.status_code == 422
    assert client.get(path).status_code == 302


def test_the_signed_in_account_of_the_juror_needs_no_code(first, client):
    first.member.user = UserFactory()
    first.member.save()
    client.force_login(first.member.user)
    assert client.get(juror_path(first)).status_code == 200
    client.force_login(UserFactory())
    assert client.get(juror_path(first)).status_code == 302


def test_closing_the_links_closes_the_devices_too(first, list_path, client):
    assert client.get(list_path).status_code == 200
    SeatTerm.objects.update(link_number=2)
    assert client.get(list_path).status_code == 404


def test_the_declaration_comes_before_the_first_work(first, list_path, client):
    SeatTerm.objects.update(conflicts_declared_at=None)
    assert client.get(list_path).headers["Location"] == f"{list_path}xung-dot/"
    assert client.get(sheet_path(list_path)).headers["Location"] == f"{list_path}xung-dot/"
    assert client.post(f"{list_path}xung-dot/").status_code == 422
    answer = client.post(f"{list_path}xung-dot/", {"none": "on"})
    assert re.search(r"/bai-[0-9]+/$", answer.headers["Location"])


def test_points_are_kept_as_they_are_typed_and_sealed_with_a_receipt(list_path, client):
    answer = client.post(sheet_path(list_path), {"points-noi-dung": "42,5", "save": "auto"})
    assert answer.status_code == 200
    assert SheetDraft.objects.get().points == {"noi-dung": 42_500}
    page = client.get(sheet_path(list_path)).content.decode()
    assert 'value="42,5"' in page
    answer = client.post(sheet_path(list_path), {**FULL, "seal": "1"})
    assert answer.status_code == 422
    client.post(sheet_path(list_path), {**FULL, "seal": "1", "seal-sure": "on"})
    sheet = ScoreSheet.objects.get()
    assert sheet.points == {"noi-dung": 42_500, "hinh-thuc": 25_500, "suc-lan-toa": 0}
    assert sheet.check_code in client.get(sheet_path(list_path)).content.decode()
    assert sheet.check_code in client.get(f"{list_path}phieu/").content.decode()


def test_what_cannot_be_read_is_marked_and_the_rest_is_kept(list_path, client):
    answer = client.post(sheet_path(list_path), {**FULL, "points-noi-dung": "425", "keep": "1"})
    assert answer.status_code == 422
    assert "42,5" in answer.content.decode()
    assert SheetDraft.objects.get().points == {"hinh-thuc": 25_500, "suc-lan-toa": 0}
    answer = client.post(sheet_path(list_path), {"points-hinh-thuc": "25,5", "seal": "1", "seal-sure": "on"})
    assert answer.status_code == 422
    assert not ScoreSheet.objects.exists()


def test_all_complete_sheets_are_sealed_together_and_twice_is_as_once(list_path, client, jury):
    for number in (1, 2):
        client.post(sheet_path(list_path, number), {**FULL, "keep": "1"})
    client.post(sheet_path(list_path, 3), {"points-noi-dung": "10", "keep": "1"})
    assert client.post(f"{list_path}khoa/").status_code == 422
    for _press in range(2):
        client.post(f"{list_path}khoa/", {"seal-sure": "on"})
    assert sorted(ScoreSheet.objects.values_list("candidate__number", flat=True)) == [1, 2]


def test_a_juror_who_knows_an_author_leaves_the_work_to_others(list_path, client):
    client.post(sheet_path(list_path), {**FULL, "keep": "1"})
    client.post(sheet_path(list_path), {"conflict": "1", "nature": "Học trò"})
    assert not SheetDraft.objects.exists()
    answer = client.post(sheet_path(list_path), {**FULL, "keep": "1"})
    assert answer.status_code == 422


def test_a_sealed_sheet_is_asked_back_with_a_reason(list_path, client):
    client.post(sheet_path(list_path), {**FULL, "seal": "1", "seal-sure": "on"})
    assert 'name="ask"' in client.get(sheet_path(list_path)).content.decode()
    client.post(sheet_path(list_path), {"ask": "1", "because": " "})
    sheet = ScoreSheet.objects.get()
    assert not hasattr(sheet, "reopening")
    client.post(sheet_path(list_path), {"ask": "1", "because": "Nhầm bài"})
    assert ScoreSheet.objects.get().reopening.because == "Nhầm bài"


def test_after_the_closing_no_sheet_is_asked_back(list_path, client, time_machine):
    client.post(sheet_path(list_path), {**FULL, "seal": "1", "seal-sure": "on"})
    time_machine.move_to(hanoi("2024-07-21 00:00"), tick=False)
    page = client.get(sheet_path(list_path)).content.decode()
    assert ScoreSheet.objects.get().check_code in page
    assert 'name="ask"' not in page


def test_after_the_closing_nothing_is_taken(list_path, client, time_machine):
    time_machine.move_to(hanoi("2024-07-21 00:00"), tick=False)
    answer = client.post(sheet_path(list_path), {**FULL, "save": "auto"})
    assert answer.status_code == 403
    assert not SheetDraft.objects.exists()


def test_nobody_elses_points_stand_on_any_page(list_path, client, jury):
    jury.seal(term=1, points={"noi-dung": 49_500, "hinh-thuc": 13_500, "suc-lan-toa": 7_500})
    before = [client.get(f"{list_path}{below}").content for below in ("", "bai-1/", "khoa/", "phieu/")]
    for page in before:
        assert b"49,5" not in page
        assert b"70,5" not in page


def test_authors_stay_unknown_as_the_rules_say(list_path, client, jury):
    registration = jury.candidates[0].entry.registration
    page = client.get(sheet_path(list_path)).content.decode()
    assert registration.code not in page
    assert registration.members.get().full_name not in page


def test_lists_and_sheets_need_a_constant_number_of_queries(list_path, client, django_assert_max_num_queries):
    client.get(list_path)
    with django_assert_max_num_queries(11):
        client.get(list_path)
    with django_assert_max_num_queries(14):
        client.get(sheet_path(list_path))


def test_the_links_are_private(list_path, client):
    answer = client.get(list_path)
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert reverse("contest_jury_works", args=["x"]).startswith("/cham/")


def test_a_script_that_saves_a_sheet_sealed_elsewhere_is_told_so(list_path, client):
    client.post(sheet_path(list_path), {**FULL, "seal": "1", "seal-sure": "on"})
    answer = client.post(sheet_path(list_path), {**FULL, "save": "auto"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (403, "application/json")
    assert ScoreSheet.objects.get().check_code in answer.json()["message"]


def test_a_script_gets_no_page_where_the_rules_changed_meanwhile(list_path, client, monkeypatch):
    refused = PointsRefused("Bậc điểm đã đổi.", {"noi-dung": "Bậc điểm đã đổi."})
    monkeypatch.setattr(juror, "save_draft", raising(refused))
    answer = client.post(sheet_path(list_path), {**FULL, "save": "auto"})
    assert (answer.status_code, answer.json()["message"]) == (403, "Bậc điểm đã đổi.")


def test_saving_reads_the_one_work_alone(list_path, client, django_assert_max_num_queries, monkeypatch):
    read = []
    own_list = juror.own_list
    monkeypatch.setattr(juror, "own_list", lambda *given: read.append(own_list(*given)) or read[-1])
    with django_assert_max_num_queries(SAVING):
        assert client.post(sheet_path(list_path, 2), {**FULL, "save": "auto"}).status_code == 200
    assert [[work.number for work in own.works] for own in read] == [[2]]
