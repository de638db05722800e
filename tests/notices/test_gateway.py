"""Text messages through a gateway that the settings describe: a real HTTP server, in all its moods."""

from __future__ import annotations

import socket
import time
from urllib.parse import parse_qs, urlsplit

import pytest
import trustme

from contest_pages.data import text_messages
from contest_pages.data.sms_gateway import GatewayDown, GatewayRefused, InvalidNumber
from contest_pages.notices.enums import Severity
from contest_pages.notices.logic.problems import Problem, problem_of
from contest_pages.notices.models import Notice
from contest_pages.notices.notifying import notify
from contest_pages.notices.tasks import send_notice
from tests.factories import RegistrationFactory

from .sms_gateway import BACKEND, Gateway

PHONE = "0912345678"


@pytest.fixture
def gateway(settings):
    """Return a gateway that takes everything, until it is told otherwise."""
    gateway = Gateway()
    settings.SMS_BACKEND, settings.SMS_GATEWAY = BACKEND, gateway.described()
    yield gateway
    gateway.stop()


def states() -> list[tuple[str, str]]:
    return list(Notice.objects.order_by("pk").values_list("state", "reason"))


def problem_of_sending(text="Mã: 123456") -> Problem | None:
    try:
        text_messages.send(text, to=PHONE)
    except Exception as error:
        return problem_of(error)
    return None


def test_a_message_goes_out_as_the_settings_describe(gateway):
    text_messages.send("Mã “của bạn”: 123456", to=PHONE, reference="thu-1")
    [request] = gateway.requests
    assert (request["method"], request["path"]) == ("POST", "/gui-tin")
    assert request["headers"]["Authorization"] == "Bearer khoa-bi-mat"
    assert request["headers"]["Content-Type"].startswith("application/json")
    assert gateway.bodies() == [
        {"Phone": "84912345678", "Content": 'Ma "cua ban": 123456', "Brandname": "UBND", "RequestId": "thu-1"}
    ]


def test_diacritics_stay_where_the_gateway_takes_them_and_nowhere_else(gateway, settings):
    both = {"Phone": "{phone}", "Content": "{text}", "Plain": "{text_ascii}"}
    for takes_unicode, words in [(True, "Mã của bạn"), (False, "Ma cua ban")]:
        settings.SMS_GATEWAY = gateway.described(body=both, unicode=takes_unicode)
        assert text_messages.as_sent("Mã của bạn") == words
        text_messages.send("Mã của bạn", to=PHONE)  # as some keyboards compose it
        assert gateway.bodies()[-1] == {"Phone": "84912345678", "Content": words, "Plain": "Ma cua ban"}


def test_a_form_is_posted_or_asked_for_in_the_address(gateway, settings):
    body = {"to": "{phone}", "msg": "{text}", "type": 2}
    for method in ("POST", "GET"):
        settings.SMS_GATEWAY = gateway.described(format="form", body=body, method=method)
        text_messages.send("Mã: 1&2=3", to=PHONE)
        request = gateway.requests[-1]
        sent = request["body"] if method == "POST" else urlsplit(request["path"]).query
        assert parse_qs(sent) == {"to": ["84912345678"], "msg": ["Ma: 1&2=3"], "type": ["2"]}


def test_braces_and_quotes_in_a_text_change_nothing_around_it(gateway, settings):
    settings.SMS_GATEWAY = gateway.described(
        body={"list": [{"to": "+{phone}"}, {"words": "{text}"}], "from": "{sender}"}
    )
    text_messages.send('{sender} {phone} ", "to": "1', to=PHONE)
    assert gateway.bodies() == [
        {"list": [{"to": "+84912345678"}, {"words": '{sender} {phone} ", "to": "1'}], "from": "UBND"}
    ]


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ((200, '{"CodeResult": 100}'), None),
        ((200, '{"CodeResult": "99", "Phone": "0912345678"}'), (Severity.FINAL, "number")),
        ((200, '{"CodeResult": "103"}'), (Severity.SERVER, "gateway 103")),
        ((200, '{"CodeResult": "118"}'), (Severity.AGAIN, "gateway 118")),
        ((200, '{"CodeResult": "84912345678"}'), (Severity.AGAIN, "gateway other")),
        ((200, '{"CodeResult": "Số 0912 345 678 sai"}'), (Severity.AGAIN, "gateway other")),
        ((200, "<html>Đăng nhập mạng</html>"), (Severity.SERVER, "gateway answer")),
        ((200, "[1]"), (Severity.SERVER, "gateway answer")),
        ((400, "{}"), (Severity.AGAIN, "gateway http-400")),
        ((401, "{}"), (Severity.SERVER, "gateway http-401")),
        ((429, "{}"), (Severity.SERVER, "gateway http-429")),
        ((500, '{"CodeResult": "100"}'), (Severity.SERVER, "gateway http-500")),
        (None, (Severity.SERVER, "gateway RemoteDisconnected")),
    ],
)
def test_an_answer_means_taken_refused_or_out_of_order(gateway, answer, problem):
    gateway.answer = lambda request: answer
    assert problem_of_sending() == (problem and Problem(*problem))


def test_a_redirection_takes_number_and_key_nowhere(gateway):
    other = Gateway()
    gateway.headers, gateway.answer = {"Location": other.url}, lambda request: (302, "")
    assert problem_of_sending() == Problem(Severity.SERVER, "gateway http-302")
    assert other.requests == []
    other.stop()


@pytest.mark.parametrize("way", ["pause", "trickle"])
def test_a_gateway_that_takes_its_time_holds_no_worker(gateway, settings, way):
    settings.SMS_GATEWAY = gateway.described(timeout=0.3)
    setattr(gateway, way, 1.5 if way == "pause" else 0.1)
    begun = time.monotonic()
    assert problem_of_sending() == Problem(Severity.SERVER, "gateway TimeoutError")
    assert time.monotonic() - begun < 1.2


def test_keys_and_numbers_go_to_nobody_without_the_gateways_certificate(settings, monkeypatch, tmp_path):
    authority = trustme.CA()
    gateway = Gateway(authority.issue_cert("127.0.0.1").configure_cert)
    settings.SMS_BACKEND = BACKEND
    settings.SMS_GATEWAY = gateway.described(url=gateway.url.replace("http:", "https:"))
    assert problem_of_sending() == Problem(Severity.SERVER, "gateway SSLCertVerificationError")
    assert gateway.requests == []
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    assert problem_of_sending() is None
    assert len(gateway.requests) == 1
    gateway.stop()


def test_a_gateway_that_is_not_there_is_out_of_order(gateway, settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
    settings.SMS_GATEWAY = gateway.described(url=url)
    assert problem_of_sending() == Problem(Severity.SERVER, "gateway ConnectionRefusedError")


@pytest.mark.parametrize("phone", ["", "113", "0", "+1 650 253 0000", "so dien thoai"])
def test_what_is_no_number_is_not_sent(gateway, phone):
    with pytest.raises(InvalidNumber):
        text_messages.send("x", to=phone)
    assert gateway.requests == []


@pytest.mark.django_db
def test_one_refused_number_does_not_stop_the_others_and_a_gateway_without_money_stops_all(gateway, stage):
    phones = ["0912345671", "0912345672", "0912345673"]
    people = [
        RegistrationFactory(page=stage.form, email="", phone=phone, full_name=f"Lò Thị {name}")
        for phone, name in zip(phones, ("Mây", "Suối", "Nương"), strict=True)
    ]
    notices = [notify("registrations.welcome", person) for person in people]

    def answer(request):
        return 200, '{"CodeResult": "99"}' if "84912345672" in request["body"] else '{"CodeResult": "100"}'

    gateway.answer = answer
    send_notice.call(notices[0].pk)
    assert states() == [("sent", ""), ("given_up", "number"), ("sent", "")]
    assert {body["RequestId"] for body in gateway.bodies()} == {
        notice.message_id.strip("<>").split("@")[0] for notice in notices
    }

    gateway.requests.clear()
    gateway.answer = lambda request: (200, '{"CodeResult": "103"}')
    more = [notify("registrations.welcome", person) for person in people]
    send_notice.call(more[0].pk)
    assert len(gateway.requests) == 1
    assert states()[3:] == [
        ("failed", "gateway 103"), ("waiting", "gateway 103"), ("waiting", "gateway 103"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_neither_keys_nor_numbers_nor_texts_are_logged_or_shown(gateway, stage, caplog, capfd):
    registration = RegistrationFactory(page=stage.form, email="", phone=PHONE)
    notice = notify("registrations.welcome", registration)
    for answer in [(500, f"{PHONE} khoa-bi-mat"), (400, PHONE), None]:
        gateway.answer = lambda request, answer=answer: answer
        Notice.objects.update(due_at=notice.created_at)
        send_notice.call(notice.pk)
    written = caplog.text + "".join(capfd.readouterr()) + repr(text_messages._connection().gateway)
    assert "gateway http-500" in written
    for secret in ("khoa-bi-mat", PHONE, "84912345678", registration.code, gateway.url):
        assert secret not in written


@pytest.mark.parametrize("error", [GatewayDown("x" * 90), GatewayRefused("x" * 90)])
def test_a_long_code_fits_its_column(error):
    assert len(problem_of(error).reason) <= Notice._meta.get_field("reason").max_length
