"""What visitors read when something is not there, not allowed, too much or broken: the look, and what to do next."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DataError, OperationalError
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from contest_pages.http.rate_limits import TooManyRequests
from contest_pages.registrations.letters import personal_link
from portal import errors
from portal.form_errors import is_malformed_form
from tests.factories import ContestNewsPageFactory, EntryFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def request_for(path: str = "/gi-do/"):
    return RequestFactory().get(path)


def test_a_page_that_is_not_there_says_so_in_the_portals_look(client, home):
    response = client.get("/khong-co-trang-nay/")
    html = response.content.decode()
    assert response.status_code == 404
    assert "Không tìm thấy trang" in html
    assert "portal-header" in html
    assert 'href="/cuoc-thi/"' in html
    assert '<meta name="robots" content="noindex">' in html


def test_a_page_that_was_taken_off_is_gone(client, stage):
    stage.rules.first_published_at = stage.rules.latest_revision_created_at = "2024-06-01T00:00:00Z"
    stage.rules.live = False
    stage.rules.save()
    response = client.get(stage.rules.url)
    assert response.status_code == 410
    assert "Trang này đã được gỡ" in response.content.decode()


def test_a_draft_that_was_never_published_is_simply_not_there(client, stage):
    stage.rules.live = False
    stage.rules.first_published_at = None
    stage.rules.save()
    assert client.get(stage.rules.url).status_code == 404


def test_who_may_not_is_told_whom_to_ask(home):
    response = errors.forbidden(request_for(), PermissionDenied())
    assert response.status_code == 403
    assert "liên hệ Ban Tổ chức" in response.content.decode()


def test_an_old_form_is_explained_in_the_portals_look(stage):
    client = Client(enforce_csrf_checks=True)
    from tests.factories import RegistrationFactory

    path = "/" + personal_link(RegistrationFactory(page=stage.form)).split("/", 3)[3]
    response = client.post(path + "dong-lien-ket/")
    assert response.status_code in (403, 404)
    shown = errors.csrf_failure(request_for()).content.decode()
    assert "Biểu mẫu đã quá hạn" in shown
    assert "portal-header" in shown


@pytest.mark.parametrize("status", [400, 403, 404, 405, 410, 413, 429])
def test_an_error_has_a_picture_its_code_the_search_and_the_way_home(index, status):
    type(index).objects.filter(pk=index.pk).update(show_in_menus=True)
    html = errors._answer(request_for(), status).content.decode()
    assert "contest-posters/" in html
    assert f"Mã lỗi: {status}" in html
    assert 'class="portal-error__find"' in html
    assert '<a class="btn btn-primary" href="/">' in html


@pytest.mark.parametrize("name", ["413_static.html", "429_static.html", "500.html", "503.html"])
def test_the_page_of_a_broken_server_has_the_hem_its_code_and_no_picture_file(name):
    html = render_to_string(name)
    assert 'class="contest-hem"' in html
    assert f"Mã lỗi: {name[:3]}" in html
    assert "<img" not in html


def middleware_that_meets(exception: Exception):
    return errors.ErrorPagesMiddleware(lambda request: None).process_exception(request_for(), exception)


def test_an_address_of_a_form_opened_by_itself_is_explained_to_readers_and_not_to_scripts(client, stage):
    path = "/" + personal_link(RegistrationFactory(page=stage.form)).split("/", 3)[3] + "dong-lien-ket/"
    shown = client.get(path, headers={"accept": "text/html,*/*;q=0.8"})
    assert shown.status_code == 405
    assert shown["Allow"] == "POST"
    assert "Hãy quay lại trang có biểu mẫu" in shown.content.decode()
    assert client.get(path, headers={"accept": "*/*"}).content == b""


def test_what_is_too_large_is_told_apart_from_what_cannot_be_read(client, home, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = client.post(
        "/thi-sinh/", data="a=" + "x" * 200, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 413
    assert "chọn tệp nhỏ hơn" in response.content.decode()
    assert errors.bad_request(request_for(), SuspiciousOperation()).status_code == 400


def test_a_host_that_is_not_the_sites_is_refused_without_a_fault_of_the_server(client, home, settings):
    settings.ALLOWED_HOSTS = ["vidu.example"]
    response = client.get("/", headers={"host": "khac.example"})
    assert response.status_code == 400
    assert "tên miền" in response.content.decode()


def test_too_many_requests_say_when_to_come_back(home):
    response = middleware_that_meets(TooManyRequests("x"))
    assert response.status_code == 429
    assert response["Retry-After"] == "600"
    again = timezone.localtime(timezone.now() + timedelta(minutes=10))
    assert f"chờ 10 phút rồi thử lại, từ {again:%H:%M}" in response.content.decode()


def test_a_database_that_does_not_answer_is_503_with_a_time():
    response = middleware_that_meets(OperationalError("gone"))
    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "tạm ngừng trong ít phút" in response.content.decode()


def test_other_errors_are_left_to_django():
    assert middleware_that_meets(ValueError("x")) is None


@pytest.mark.parametrize("name", ["413_static.html", "429_static.html", "500.html", "503.html"])
def test_the_page_for_a_broken_server_needs_nothing_that_may_be_broken(name, django_assert_num_queries):
    with django_assert_num_queries(0):
        html = render_to_string(name)
    assert "Hệ thống" in html
    assert "contest_pages.css" in html
    assert "{%" not in html


@pytest.mark.parametrize("status", [403, 404, 410, 429, 500, 503])
def test_no_error_is_kept_by_a_cache(home, status):
    answers = {
        403: lambda: errors.forbidden(request_for(), PermissionDenied()),
        404: lambda: errors.not_found(request_for(), None),
        410: lambda: errors._answer(request_for(), 410),
        429: lambda: errors.too_many(request_for()),
        500: lambda: errors.broken(request_for()),
        503: lambda: middleware_that_meets(OperationalError("x")),
    }
    response = answers[status]()
    assert response.status_code == status
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("screen", "sent"),
    [
        ("edit", {"title": "Tin", "slug": "tin"}),
        ("copy", {}),
        ("copy", {"new_title": "Tin", "new_slug": "tin", "new_parent_page": "a"}),
        ("move", {"new_parent_page": "a"}),
        ("unpublish", {"next": "9999-12-31 24:00"}),
    ],
)
def test_what_no_browser_sends_to_an_editors_screen_is_no_error_of_the_server(
    client, roles, stage, screen, sent
):
    client.force_login(roles["organisers"])
    client.raise_request_exception = False
    news = ContestNewsPageFactory(parent=stage.contest)
    response = client.post(reverse(f"wagtailadmin_pages:{screen}", args=[news.pk]), sent)
    assert response.status_code == 400
    assert "Biểu mẫu không đầy đủ" in response.content.decode()


def test_an_error_of_our_own_code_while_a_form_is_read_stays_one_of_the_server():
    class Broken(forms.Form):
        name = forms.CharField()

        def clean_name(self):
            return {}["missing"]

    with pytest.raises(KeyError) as raised:
        Broken({"name": "x"}).is_valid()
    assert not is_malformed_form(raised.value)
    with pytest.raises(ValueError, match="expected a number") as raised:
        Page.objects.get(pk="x")
    assert not is_malformed_form(raised.value)


def test_a_text_that_the_database_cannot_hold_is_no_fault_of_the_server():
    def look_up(words):
        raise DataError(words)

    for words, is_malformed in (
        ("PostgreSQL text fields cannot contain NUL (0x00) bytes", True),
        ("integer out of range", False),
    ):
        with pytest.raises(DataError) as raised:
            look_up(words)
        assert is_malformed_form(raised.value) is is_malformed


@pytest.mark.parametrize("parent", ["999999", "9" * 40])
def test_a_page_is_not_copied_below_one_that_is_gone(client, stage, parent):
    client.force_login(get_user_model().objects.create_superuser("kythuat", "k@example.vn", "x"))
    client.raise_request_exception = False
    url = reverse("wagtailadmin_pages:copy", args=[stage.rules.pk])
    sent = {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": parent}
    assert client.post(url, sent).status_code == 400


def test_a_record_that_our_own_code_misses_is_a_fault_of_the_server():
    with pytest.raises(Page.DoesNotExist) as raised:
        Page.objects.get(pk=999999)
    assert not is_malformed_form(raised.value)


def test_what_others_refer_to_is_not_deleted_and_the_screen_says_why(client, stage):
    client.force_login(get_user_model().objects.create_superuser("kythuat", "k@example.vn", "x"))
    registration = RegistrationFactory(page=stage.form)
    entry = EntryFactory(registration=registration, round=stage.round, submitted=True)
    plan = entry.case.step.plan
    url = reverse("wagtailsnippets_contest_review_reviewplan:delete", args=[plan.pk])
    client.raise_request_exception = False
    response = client.post(url, follow=True)
    assert response.redirect_chain == [(url, 302)]
    assert type(plan).objects.filter(pk=plan.pk).exists()
    assert "Không xóa được" in response.content.decode()
