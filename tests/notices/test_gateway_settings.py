"""A gateway is described by settings; a description that is none is refused, and no refusal repeats a value."""

from __future__ import annotations

import json
import re

import pytest

from contest_pages.data.sms_gateway import international, read_gateway
from contest_pages.notices import checks
from tests.portal.test_settings import manage

from .sms_gateway import BACKEND

KEY = "khoa-rat-bi-mat"
#: Descriptions in the manners of usual gateways: keys in the body, a header, a query.
BY_JSON = {
    "url": "https://rest.example.vn/json/send/",
    "body": {
        "ApiKey": KEY, "SecretKey": KEY, "Phone": "{phone}", "Content": "{text}", "Brandname": "{sender}",
        "SmsType": "2", "IsUnicode": "0", "RequestId": "{id}",
    },
    "sender": "UBND-SONLA",
    "success": {"status": 200, "path": "CodeResult", "value": "100"},
    "invalid_number": {"value": ["99"]},
    "unavailable": {"value": ["101", "103"]},
}  # fmt: skip
WITH_TOKEN = {
    "url": "https://api.example.vn/sms/send",
    "headers": {"Authorization": f"Basic {KEY}"},
    "body": {"to": ["{phone}"], "content": "{text}", "sms_type": 3, "sender": "{sender}"},
    "unicode": True,
    "success": {"status": [200, 201], "path": "status", "value": ["success"]},
}
BY_FORM = {
    "url": "https://cloud.example.vn/api/send?u=ubnd",
    "method": "GET",
    "format": "form",
    "body": {"pwd": KEY, "phone": "{phone}", "sms": "{text_ascii}"},
    "success": {"status": [200]},
}


@pytest.mark.parametrize("given", [BY_JSON, WITH_TOKEN, BY_FORM])
def test_usual_gateways_can_be_described(given):
    assert read_gateway(given, allows_loopback=False).success.statuses


def test_numbers_are_written_as_gateways_take_them():
    for phone in ("0912345678", "+84 912 345 678", "84912345678", "0912.345.678"):
        assert international(phone) == "84912345678"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"url": f"http://rest.example.vn/{KEY}"}, "https"),
        ({"url": f"ftp://{KEY}"}, "https"),
        ({"url": "https://"}, "no address"),
        ({"url": f"https://u:{KEY}@rest.example.vn/"}, "user"),
        ({"url": "https://rest.example.vn:99999/"}, "no address"),
        ({"url": "https://rest.example.vn/\nX: y"}, "no address"),
        ({"url": 5}, "no text"),
        ({"method": "PUT"}, "GET nor POST"),
        ({"method": "GET"}, "form"),
        ({"format": "xml"}, "form nor json"),
        ({"format": "form", "body": {"a": ["{phone}"], "b": "{text}"}}, "no texts"),
        ({"headers": {"Authorization": f"{KEY}\r\nX: y"}}, "one line"),
        ({"headers": {"A B": KEY}}, "name"),
        ({"headers": KEY}, "headers"),
        ({"body": {"Phone": "{phone}"}}, "no {text}"),
        ({"body": {"Content": f"{{text}} {KEY}"}}, "no {phone}"),
        ({"body": {"Phone": "{phone}", "Content": "{text}", "x": "{password}"}}, "placeholders"),
        ({"body": {"Phone": "{phone}", "Content": "{text_ascii}"}, "unicode": True}, "no {text}"),
        ({"body": KEY}, "body"),
        ({"unicode": "yes"}, "true nor false"),
        ({"timeout": 0}, "seconds"),
        ({"timeout": 3600}, "seconds"),
        ({"timeout": True}, "seconds"),
        ({"sender": 5}, "sender"),
        ({"success": {}, "invalid_number": {}, "unavailable": {}}, "success.status"),
        ({"success": {"status": "200"}}, "HTTP statuses"),
        ({"success": {"status": 200, "path": "x"}, "invalid_number": {}, "unavailable": {}}, "success.value"),
        ({"success": {"status": 200}}, "success.path"),
        ({"success": {"status": 200, "code": 1}}, "other keys"),
        ({"success": 200}, "other keys"),
        ({"invalid_number": {"value": [None]}}, "texts and numbers"),
        ({"password": KEY}, "unknown keys: password"),
    ],
)
def test_a_wrong_description_is_refused_with_the_key_and_without_its_value(changes, words):
    with pytest.raises(ValueError, match=re.escape(words)) as refused:
        read_gateway({**BY_JSON, **changes}, allows_loopback=False)
    assert KEY not in str(refused.value)


@pytest.mark.parametrize("given", [None, [], "https://x", {}, {"url": "https://x.vn"}])
def test_what_is_no_description_is_refused(given):
    with pytest.raises(ValueError, match=r"lacks|no object"):
        read_gateway(given)


@pytest.mark.parametrize(
    ("backend", "given", "ids"),
    [(BACKEND, BY_JSON, []), (BACKEND, None, ["contest_pages.E014"]), ("gateway.Other", None, [])],
)
def test_the_check_names_a_backend_without_its_gateway(settings, backend, given, ids):
    settings.SMS_BACKEND, settings.SMS_GATEWAY = backend, given
    assert [problem.id for problem in checks.check_gateway(None)] == ids


def test_production_reads_the_gateway_from_json_or_a_file_and_never_shows_its_keys(tmp_path):
    file = tmp_path / "sms.json"
    file.write_text(json.dumps(BY_JSON))
    for value in (json.dumps(BY_JSON), str(file)):
        run = manage(tmp_path, "check", SMS_BACKEND="", SMS_GATEWAY=value)
        assert run.returncode == 0, run.stderr
    broken = {
        json.dumps({**BY_JSON, "url": f"http://rest.example.vn/{KEY}"}): "https",
        json.dumps(BY_JSON)[:-1]: "no JSON",
        str(tmp_path / "missing.json"): "cannot be read",
        json.dumps({**BY_JSON, "headers": {"Authorization": "change-me"}}): "Authorization is an example",
    }
    for value, words in broken.items():
        run = manage(tmp_path, "check", SMS_BACKEND="", SMS_GATEWAY=value)
        assert run.returncode != 0
        assert words in run.stderr
        assert KEY not in run.stderr


def test_production_insists_on_one_gateway(tmp_path):
    for values in ({"SMS_BACKEND": BACKEND}, {"SMS_GATEWAY": json.dumps(BY_JSON)}):
        run = manage(tmp_path, "check", **values)  # beside the SMS_BACKEND of another gateway
        assert "set both, or neither" in run.stderr
