"""The staff reads why a letter failed in a sentence, with the server's code where there is one."""

from __future__ import annotations

import smtplib

import pytest
from django.utils import translation

from contest_pages.data.text_messages import NoGateway
from contest_pages.notices.domain.retrying import WORKER_DIED
from contest_pages.notices.logic.problems import MalformedAddress, problem_of
from contest_pages.notices.logic.reasons import reason_words


def words(reason: str) -> str:
    with translation.override("vi"):
        return reason_words(reason)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (ConnectionRefusedError(), "Máy chủ thư không trả lời"),
        (TimeoutError(), "Máy chủ thư không trả lời"),
        (smtplib.SMTPServerDisconnected("x"), "Máy chủ thư ngắt kết nối giữa chừng"),
        (
            smtplib.SMTPRecipientsRefused({"a@b.vn": (550, b"5.1.1 a@b.vn unknown")}),
            "Địa chỉ không tồn tại (550 5.1.1)",
        ),
        (smtplib.SMTPRecipientsRefused({"a@b.vn": (452, b"4.2.2 full")}), "Hộp thư đã đầy (452 4.2.2)"),
        (smtplib.SMTPRecipientsRefused({"a@b.vn": (451, b"x")}), "Máy chủ thư đề nghị gửi lại sau (451)"),
        (
            smtplib.SMTPAuthenticationError(535, b"5.7.8 no"),
            "Máy chủ thư từ chối tài khoản gửi của trang (535 5.7.8)",
        ),
        (MalformedAddress(), "Địa chỉ viết sai"),
        (NoGateway(), "Chưa cấu hình cổng gửi tin nhắn"),
        (KeyError(), "Lỗi của trang hoặc của cổng gửi (KeyError)"),
    ],
)
def test_every_problem_of_the_sending_has_a_sentence(error, sentence):
    assert words(problem_of(error).reason) == sentence


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("bounced 5.1.1", "Bị trả lại: Địa chỉ không tồn tại (5.1.1)"),
        ("bounced 5.0.0", "Bị trả lại: Máy chủ của người nhận không chuyển được thư (5.0.0)"),
        ("complaint", "Người nhận đánh dấu là thư không mong muốn"),
        ("number", "Tin nhắn không đến được số này"),
        ("gateway 103", "Cổng gửi tin nhắn không nhận tin (103)"),
        ("gateway http-500", "Cổng gửi tin nhắn không nhận tin (http-500)"),
    ],
)
def test_what_came_back_and_what_a_gateway_says_have_sentences(reason, sentence):
    assert words(reason) == sentence


def test_a_worker_that_died_has_a_sentence_and_no_reason_has_none():
    assert words(WORKER_DIED) == "Tiến trình gửi thư dừng giữa chừng"
    assert words("") == ""


@pytest.mark.parametrize("reason", ["499", "599", "550 5.99.99", "571 5.7.1", "421 4.3.0"])
def test_codes_that_no_table_knows_have_a_sentence_too(reason):
    assert words(reason).endswith(f" ({reason})")
