"""Reports of mail servers about letters that were not delivered, as they arrive."""

from __future__ import annotations

TO = "suoi@vidu.example"


def report(
    message_id: str,
    *,
    to: str = TO,
    status: str = "5.1.1",
    action: str = "failed",
    original: str = "",
    as_headers: bool = False,
    more: str = "",
) -> bytes:
    """Return a report in the form of Postfix: words, fields for machines, and the letter or its headers."""
    kind = "text/rfc822-headers" if as_headers else "message/rfc822"
    recipient = f"Original-Recipient: rfc822;{original}\n" if original else ""
    return f"""\
Return-Path: <>
From: MAILER-DAEMON@mx.vidu.example (Mail Delivery System)
To: tra-lai@cuocthi.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="BIEN"
{more}
--BIEN
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Không chuyển được thư đến <{to}>.

--BIEN
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.vidu.example
Arrival-Date: Wed, 10 Jul 2024 12:00:00 +0700

Final-Recipient: rfc822; {to}
{recipient}Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} <{to}>: Recipient address rejected

--BIEN
Content-Type: {kind}

From: Ban To chuc <khong-tra-loi@cuocthi.example>
To: {to}
Subject: =?utf-8?b?TcOjIMSRxINuZyBrw70=?=
Message-ID: {message_id}

Nội dung thư.

--BIEN--
""".encode()
