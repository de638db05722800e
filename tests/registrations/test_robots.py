"""Against robots: a local service that speaks the captcha's protocol; the hidden field, the clock, the rates."""

from __future__ import annotations

import json
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
import trustme
from django.core import mail
from django.test import Client

from contest_pages.registrations.models import Registration
from tests.letters import words_of
from tests.names import letters

from .helpers import last_step, token, typed, url

pytestmark = pytest.mark.django_db


class Verifier(BaseHTTPRequestHandler):
    """Answers by the token: good, bad, slow, dead, nonsense, and more."""

    received: list[dict] = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {key: values[0] for key, values in parse_qs(body, keep_blank_values=True).items()}
        type(self).received.append({"path": self.path, **form})
        wanted = form["response"]
        if wanted == "slow":
            time.sleep(2)
        if wanted == "dead":
            self.connection.close()
            return
        if wanted == "error":
            self.send_error(503)
            return
        answers = {
            "good": {"success": True},
            "bad": {"success": False, "error-codes": ["invalid-input-response"]},
            "our-keys": {"success": False, "error-codes": ["invalid-input-secret"]},
            "high": {"success": True, "score": 0.9, "action": "register"},
            "low": {"success": True, "score": 0.1, "action": "register"},
            "elsewhere": {"success": True, "score": 0.9, "action": "login"},
            "text": {"success": "yes"},
        }
        raw = {"nonsense": b"<html>", "list": b"[1]", "empty": b"{}"}.get(wanted)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(
            raw if raw is not None else json.dumps(answers.get(wanted, answers["good"])).encode()
        )

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """Return a certificate authority of the test's own, as a file."""
    authority = trustme.CA()
    path = tmp_path_factory.mktemp("tls") / "authority.pem"
    authority.cert_pem.write_to_path(path)
    return authority, str(path)


@pytest.fixture
def verifier(authority, settings, monkeypatch):
    """Start the service behind TLS and configure the site for it; return its received requests."""
    ca, path = authority
    server = ThreadingHTTPServer(("127.0.0.1", 0), Verifier)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert("localhost").configure_cert(context)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("SSL_CERT_FILE", path)
    settings.RECAPTCHA_DOMAIN = f"localhost:{server.server_port}"
    settings.RECAPTCHA_PUBLIC_KEY, settings.RECAPTCHA_PRIVATE_KEY = "cong-khai", "bi-mat"
    settings.RECAPTCHA_VERIFY_REQUEST_TIMEOUT = 0.5
    Verifier.received = []
    yield Verifier.received
    server.shutdown()
    server.server_close()


@pytest.fixture
def visitor(in_july):
    return Client(enforce_csrf_checks=True, REMOTE_ADDR="198.51.100.7")


def send(visitor, stage, answer, *, scripted="1", **fields):
    data = typed(stage.form, scripted=scripted, **fields) | token(visitor)
    if answer is not None:
        data["g-recaptcha-response"] = answer
    return visitor.post(url(stage), data)


def test_without_keys_there_is_no_captcha(client, stage, in_july):
    assert "g-recaptcha" not in last_step(client, stage).content.decode()


@pytest.mark.parametrize("domain", ["www.google.com", "recaptcha.net"])
def test_with_keys_the_box_comes_from_the_domain_set_and_no_script_stands_in_the_page(
    client, stage, settings, in_july, domain
):
    settings.RECAPTCHA_DOMAIN = domain
    settings.RECAPTCHA_PUBLIC_KEY, settings.RECAPTCHA_PRIVATE_KEY = "cong-khai", "bi-mat"
    response = last_step(client, stage)
    html = response.content.decode()
    assert f'src="https://{domain}/recaptcha/api.js"' in html
    assert 'data-sitekey="cong-khai"' in html
    assert f"https://{domain}/recaptcha/" in response.headers["Content-Security-Policy"]
    assert "<script>" not in html


def test_a_good_answer_is_taken_and_the_visitors_address_is_not_passed_on(visitor, stage, verifier):
    assert send(visitor, stage, "good").status_code == 302
    assert Registration.objects.get().robot_check == "passed"
    assert verifier == [
        {"path": "/recaptcha/api/siteverify", "secret": "bi-mat", "response": "good", "remoteip": ""}
    ]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [("bad", "Chưa xác minh được"), ("text", "Chưa xác minh được"), (None, "Đánh dấu vào ô xác minh")],
)
def test_a_bad_or_missing_answer_is_refused_and_nothing_is_lost(visitor, stage, verifier, answer, sentence):
    response = send(visitor, stage, answer)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert "May@Vidu.Example" in response.content.decode()
    assert not Registration.objects.exists()


@pytest.mark.parametrize("answer", ["slow", "dead", "error", "nonsense", "list", "empty", "our-keys"])
def test_a_service_that_fails_refuses_nobody_and_is_noted_for_the_organisers(
    visitor, stage, verifier, answer, django_capture_on_commit_callbacks
):
    began = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        response = send(visitor, stage, answer)
    assert response.status_code == 302
    registration = Registration.objects.get()
    assert (registration.robot_check, registration.status) == ("unreachable", "pending")
    assert visitor.get(response.url).status_code == 200
    assert "/xac-nhan/" in words_of(mail.outbox[0])
    assert time.monotonic() - began < 10


def test_a_service_that_does_not_exist_refuses_nobody(visitor, stage, verifier, settings):
    settings.RECAPTCHA_DOMAIN = "localhost:9"
    assert send(visitor, stage, "good").status_code == 302
    assert Registration.objects.get().robot_check == "unreachable"


@pytest.mark.parametrize(("answer", "taken"), [("high", True), ("low", False), ("elsewhere", False)])
def test_version_3_weighs_the_score_and_the_action(visitor, stage, verifier, settings, answer, taken):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "CAPTCHA": "v3"}
    settings.RECAPTCHA_REQUIRED_SCORE = 0.5
    assert 'data-contest-captcha="v3"' in last_step(visitor, stage).content.decode()
    data = typed(stage.form, scripted="1", captcha=answer) | token(visitor)
    assert visitor.post(url(stage), data).status_code == (302 if taken else 422)
    assert Registration.objects.exists() is taken


def test_without_scripts_there_is_no_captcha_and_the_rate_is_lower(visitor, stage, verifier, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "RATE_UNCHECKED_ADDRESS": "2/h"}
    answers = [send(visitor, stage, None, scripted=None, email=f"n{n}@vidu.example") for n in range(3)]
    assert [response.status_code for response in answers] == [302, 302, 422]
    assert Registration.objects.filter(robot_check="no_script", status="pending").count() == 2


def test_a_filled_honeypot_is_refused_once_and_then_accepted(visitor, stage):
    data = typed(stage.form, website="https://spam.example") | token(visitor)
    response = visitor.post(url(stage), data)
    html = response.content.decode()
    assert response.status_code == 422
    assert "mà người dùng không nhìn thấy" in html
    assert "spam.example" not in html
    assert visitor.post(url(stage), typed(stage.form) | token(visitor)).status_code == 302


def test_a_form_filled_faster_than_anybody_types_is_refused_once(stage, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "FORM_SECONDS": 3}
    visitor = Client(enforce_csrf_checks=True)
    import time_machine

    with time_machine.travel("2024-07-10T12:00:00+07:00", tick=False) as clock:
        began = token(visitor)
        clock.shift(1)
        response = visitor.post(url(stage), typed(stage.form) | began)
        assert response.status_code == 422
        assert "gửi quá nhanh" in response.content.decode()
        html = response.content.decode()
        hidden = html.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        started = html.split('name="registration-started" value="')[1].split('"')[0]
        clock.shift(5)
        again = typed(stage.form, started=started) | {"csrfmiddlewaretoken": hidden}
        assert visitor.post(url(stage), again).status_code == 302


def test_an_altered_clock_does_not_help(stage, settings, in_july):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "FORM_SECONDS": 3}
    visitor = Client(enforce_csrf_checks=True)
    data = typed(stage.form) | token(visitor) | {"registration-started": "1000000:forged"}
    assert visitor.post(url(stage), data).status_code == 422


def post_as(stage, address, n, **fields):
    visitor = Client(enforce_csrf_checks=True, REMOTE_ADDR=address)
    row = {"full_name": f"Học Sinh {letters(n)}", "birth_date": "1/2/1990"}
    data = typed(stage.form, row, **{"email": f"hs{n}@vidu.example", "phone": ""} | fields) | token(visitor)
    return visitor.post(url(stage), data)


def test_a_school_behind_one_address_registers_and_a_flood_does_not(stage, settings, in_july):
    for n in range(40):
        assert post_as(stage, "203.0.113.5", n).status_code == 302
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "RATE_REGISTER_ADDRESS": "3/h"}
    answers = [post_as(stage, "203.0.113.6", 100 + n) for n in range(4)]
    assert [r.status_code for r in answers] == [302, 302, 302, 422]
    html = answers[-1].content.decode()
    assert "Có quá nhiều yêu cầu" in html
    assert f"Học Sinh {letters(103)}" in html
    assert post_as(stage, "203.0.113.7", 200).status_code == 302


def test_one_phone_registers_a_family_and_not_a_village(stage, settings, in_july):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "RATE_REGISTER_CONTACT": "4/d"}
    answers = [
        post_as(stage, f"203.0.113.{n}", n, email="", phone="0912 345 678").status_code for n in range(5)
    ]
    assert answers == [302] * 4 + [422]


def test_neighbours_in_one_ipv6_network_count_as_one(stage, settings, in_july):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "RATE_REGISTER_ADDRESS": "1/h"}
    assert post_as(stage, "2001:db8:1:2::1", 1).status_code == 302
    assert post_as(stage, "2001:db8:1:2:ffff::9", 2).status_code == 422
    assert post_as(stage, "2001:db8:1:3::1", 3).status_code == 302


def test_visitors_without_a_contact_get_an_error_and_are_not_counted_together(stage, settings, in_july):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "RATE_REGISTER_CONTACT": "1/d"}
    for n in range(3):
        html = post_as(stage, f"203.0.113.{n}", n, email="", phone="").content.decode()
        assert "Nhập số điện thoại hoặc email" in html
