"""No log repeats a link that opens something."""

from __future__ import annotations

import logging

import pytest

from contest_pages.http.log_filters import SecretUrlFilter, scrub


@pytest.mark.parametrize(
    ("line", "scrubbed"),
    [
        ("Not Found: /thi-sinh/12.1:abc:def/sua/", "Not Found: /thi-sinh/…/sua/"),
        ('"PATCH /tus/0f~s3cret/ HTTP/1.1" 204', '"PATCH /tus/…/ HTTP/1.1" 204'),
        ("Internal Server Error: /tus/phan/0f~s3cret/", "Internal Server Error: /tus/phan/…/"),
        ("/dang-ky/xac-nhan/1.1:a:b/", "/dang-ky/xac-nhan/…/"),
        ("GET /video/7/480/?s=1xUm:abc HTTP/1.1", "GET /video/7/480/?s=… HTTP/1.1"),
        ("/dang-ky/17/", "/dang-ky/17/"),
        ("/cuoc-thi/mo/", "/cuoc-thi/mo/"),
    ],
)
def test_a_secret_is_left_out_and_the_rest_stays(line, scrubbed):
    assert scrub(line) == scrubbed
    record = logging.LogRecord("django.request", 30, "", 0, "%s", (line,), None)
    assert SecretUrlFilter().filter(record)
    assert record.getMessage() == scrubbed
