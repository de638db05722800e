"""What is read from a report of a mail server, and that no message harms its reader."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest_pages.notices.logic.delivery_reports import Report, address_of, read_report

from .reports import TO, report

ID = "<0123456789abcdef@cuocthi.example>"


@pytest.mark.parametrize("as_headers", [False, True])
def test_a_report_names_letter_address_and_status(as_headers):
    assert read_report(report(ID, as_headers=as_headers)) == Report(ID, (TO,), "5.1.1")


def test_the_address_before_a_forwarding_is_named_first():
    found = read_report(report(ID, to="hop-thu@noikhac.example", original="Suoi@ViDu.example"))
    assert found == Report(ID, (TO, "hop-thu@noikhac.example"), "5.1.1")


@pytest.mark.parametrize(
    ("action", "status"),
    [
        ("delayed", "4.4.1"),
        ("failed", "4.4.7"),
        ("delivered", "2.0.0"),
        ("relayed", "5.0.0"),
        ("failed", ""),
        ("failed", "5"),
    ],
)
def test_what_is_no_permanent_failure_is_no_report(action, status):
    assert read_report(report(ID, action=action, status=status)) is None


def test_answers_of_people_and_of_their_holidays_are_no_reports():
    assert read_report(b"Subject: Re: Thu\n\nXin cam on.\n") is None
    assert read_report(f"Auto-Submitted: auto-replied\nIn-Reply-To: {ID}\n\nNghi phep.\n".encode()) is None


def test_a_report_without_the_letter_names_it_by_what_it_answers():
    text = report("", more=f"In-Reply-To: {ID}\n")
    assert read_report(text) == Report(ID, (TO,), "5.1.1")
    assert read_report(report("")) == Report("", (TO,), "5.1.1")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff" * 1000,
        b"Content-Type: multipart/report\n\n",
        b"Content-Type: multipart/report; boundary=\n\n--\n",
        report(ID).replace(b"charset=utf-8", b"charset=khong-co-bang-ma-nay"),
        report(ID).replace(b"Content-Type: text/plain", b"Content-Type: =?x?q?=FF?="),
        report(ID).replace(b"message/delivery-status", b"message/delivery-status; a*0*=x''%FF"),
        report("<\x00@\x01>"),
        report("<a@b>\n <c@d>" * 5000),
        report(ID, to="\xff\xfe@\x00"),
        report(ID, to="a@" + "b" * 100_000),
        b"\n".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}'.encode() for n in range(400)),
    ],
)
def test_hostile_messages_are_read_as_what_they_are(content):
    found = read_report(content)
    assert found is None or all(address_of(address) for address in found.addresses)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_report_with_a_part_replaced_raises_nothing_and_names_no_address_that_is_none(data):
    text = report(ID)
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, min(len(text), begin + 40)))
    found = read_report(text[:begin] + data.draw(st.binary(max_size=40)) + text[end:])
    assert found is None or all("@" in address and address.isprintable() for address in found.addresses)
