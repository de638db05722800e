"""Settings: production starts complete or not at all."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command

from portal.settings.keys import key_problem, new_key

ROOT = Path(__file__).resolve().parents[2]


def example() -> dict[str, str]:
    """Return the environment that deploy/environment.example shows."""
    lines = (ROOT / "deploy/environment.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def filled_in(tmp_path, **values: str) -> dict[str, str]:
    """Return the environment of a server: the example with keys of its own."""
    return {
        **example(),
        "SECRET_KEY": new_key(),
        "IDENTITY_KEY": new_key(),
        "RECAPTCHA_PUBLIC_KEY": new_key(),
        "RECAPTCHA_PRIVATE_KEY": new_key(),
        "SMS_BACKEND": "gateway.SmsBackend",
        "DATA_DIR": str(tmp_path),
        "ERASURE_LEDGER": str(tmp_path.with_name("erasures.jsonl")),
        "DATABASE_URL": "sqlite://:memory:",
        **values,
    }


def manage(tmp_path, *arguments, without: str = "", **values: str) -> subprocess.CompletedProcess:
    environment = filled_in(tmp_path, **values)
    environment.pop(without, None)
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={
            **environment,
            "DJANGO_SETTINGS_MODULE": "portal.settings.production",
            "PATH": os.environ["PATH"],
        },
        capture_output=True,
        text=True,
    )


def test_production_passes_djangos_deployment_check(tmp_path):
    (tmp_path / "private").mkdir()
    run = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert run.returncode == 0, run.stderr
    assert "no issues" in run.stdout


@pytest.mark.parametrize(
    "name",
    ["SECRET_KEY", "IDENTITY_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "RECAPTCHA_PRIVATE_KEY", "DATA_DIR"],
)
def test_a_missing_name_stops_the_start_with_a_sentence(tmp_path, name):
    run = manage(tmp_path, "check", without=name)
    assert run.returncode != 0
    assert f"The environment lacks {name}:" in run.stderr
    assert "deploy/environment.example" in run.stderr


def test_the_demo_refuses_to_run_in_production(tmp_path):
    run = manage(tmp_path, "load_demo")
    assert run.returncode != 0
    assert "development settings only" in run.stderr


def test_no_secret_stands_in_the_example():
    values = example()
    secrets = ("SECRET_KEY", "IDENTITY_KEY", "RECAPTCHA_PRIVATE_KEY", "EMAIL_HOST_PASSWORD", "S3_SECRET_KEY")
    assert [values[name] for name in secrets] == [""] * len(secrets)


EARLIER_EXAMPLE = "replace-me-replace-me-replace-me-replace-me-replace-me-0123456789"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SECRET_KEY", EARLIER_EXAMPLE, "is an example"),
        ("SECRET_KEY", "insecure-and-only-for-development", "is an example"),
        ("SECRET_KEY", "django-insecure-" + "q1w2e3r4t5y6u7i8o9p0" * 3, "is an example"),
        ("SECRET_KEY", "q7Zk2mXw9LrT4sVb", "has fewer than 50 letters"),
        ("SECRET_KEY", "khoa-bi-mat-" * 6, "different letters"),
        ("IDENTITY_KEY", "another-random-text-another-random-text", "is an example"),
        ("IDENTITY_KEY", "q7Zk2mXw9LrT4sVb", "has fewer than 50 letters"),
        ("RECAPTCHA_PRIVATE_KEY", "secret-key", "is an example"),
        ("RECAPTCHA_PRIVATE_KEY", "6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe", "everybody knows"),
        ("DATABASE_URL", "postgres://contest:password@127.0.0.1/contest", "everybody knows"),
        ("EMAIL_HOST_PASSWORD", "changeme", "everybody knows"),
    ],
)
def test_a_key_that_others_know_or_can_guess_stops_the_start(tmp_path, name, value, words):
    run = manage(tmp_path, "check", **{name: value})
    assert run.returncode != 0
    assert name in run.stderr
    assert words in run.stderr
    assert value not in run.stderr


def test_what_an_earlier_key_signed_counts_until_the_key_is_taken_out(tmp_path):
    old = new_key()
    read = "from django.core import signing; print(signing.loads(%r))"
    signed = manage(
        tmp_path,
        "shell",
        "--no-imports",
        "-c",
        "from django.core import signing; print(signing.dumps(5))",
        SECRET_KEY=old,
    )
    words = read % signed.stdout.split()[-1]
    assert (
        manage(tmp_path, "shell", "--no-imports", "-c", words, SECRET_KEY_FALLBACKS=old).stdout.split()[-1]
        == "5"
    )
    assert "BadSignature" in manage(tmp_path, "shell", "--no-imports", "-c", words).stderr


def test_an_earlier_key_is_as_good_as_a_present_one(tmp_path):
    result = manage(tmp_path, "check", SECRET_KEY_FALLBACKS=f"{new_key()},changeme")
    assert result.returncode == 1
    assert "A key in SECRET_KEY_FALLBACKS is an example" in result.stderr


def test_one_key_does_not_serve_for_two_things(tmp_path):
    key = new_key()
    run = manage(tmp_path, "check", SECRET_KEY=key, IDENTITY_KEY=key)
    assert run.returncode != 0
    assert "IDENTITY_KEY is SECRET_KEY" in run.stderr


def test_the_ledger_of_erasures_lies_outside_what_a_backup_restores(tmp_path):
    run = manage(tmp_path, "check", ERASURE_LEDGER=str(tmp_path / "erasures.jsonl"))
    assert run.returncode != 0
    assert "ERASURE_LEDGER lies in DATA_DIR" in run.stderr


def test_make_keys_prints_new_keys_that_production_takes():
    printed = [io.StringIO(), io.StringIO()]
    for output in printed:
        call_command("make_keys", stdout=output)
    keys = [line.partition("=") for output in printed for line in output.getvalue().splitlines()]
    assert [name for name, _sign, _key in keys] == ["SECRET_KEY", "IDENTITY_KEY"] * 2
    assert len({key for _name, _sign, key in keys}) == 4
    assert [key_problem(key) for _name, _sign, key in keys] == [""] * 4


@pytest.mark.parametrize("backend", ["console", "dummy", "filebased"])
def test_production_does_not_print_codes_in_place_of_text_messages(tmp_path, backend):
    run = manage(tmp_path, "check", SMS_BACKEND=f"sms.backends.{backend}.SmsBackend")
    assert run.returncode != 0
    assert "sends nothing" in run.stderr


def test_a_server_without_a_gateway_starts_and_is_warned(tmp_path):
    (tmp_path / "private").mkdir()
    run = manage(tmp_path, "check", "--deploy", SMS_BACKEND="")
    assert run.returncode == 0, run.stderr
    assert "contest_pages.W006" in run.stderr


def test_static_files_are_collected_and_named_by_what_is_in_them(tmp_path):
    (tmp_path / "private").mkdir()
    run = manage(tmp_path, "collectstatic", "--noinput")
    assert run.returncode == 0, run.stderr[-2000:]
    assert list((tmp_path / "static/contest_pages/vendor").glob("contest_pages.*.css.gz"))


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("muoimotkytu", "password_too_short"),
        ("d" * 129, "password_too_long"),
        ("administrator", "password_too_common"),
    ],
)
def test_short_endless_and_common_passwords_are_refused(password, code):
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert code in [error.code for error in refused.value.error_list]


@pytest.mark.parametrize(
    "password", ["ba con trâu uống nước", "🐃🐃🐃 trên đồng cỏ", "x" * 63 + " " + "y" * 64]
)
def test_passwords_are_long_and_have_no_other_rules(password):
    validate_password(password)


def test_cookies_of_production_belong_to_this_host_alone(tmp_path):
    words = (
        "from django.conf import settings as s; "
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, "
        "s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE, s.SESSION_COOKIE_PATH, s.SESSION_COOKIE_DOMAIN)"
    )
    run = manage(tmp_path, "shell", "--no-imports", "-c", words)
    assert run.stdout.split() == [
        *("__Host-sessionid", "__Host-csrftoken", "True", "True", "True", "Lax", "/", "None"),
    ]


def test_the_key_for_reports_of_a_mail_service_is_as_strong_as_the_others(tmp_path):
    assert "BOUNCE_WEBHOOK_KEY" in manage(tmp_path, "check", BOUNCE_WEBHOOK_KEY="ngan").stderr
    run = manage(tmp_path, "check", BOUNCE_WEBHOOK_KEY=new_key(), BOUNCE_MAILBOX=str(tmp_path))
    assert run.returncode == 0, run.stderr
