"""A backend of django-sms for gateways that take messages over HTTP, described by the setting SMS_GATEWAY."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request

from django.conf import settings
from sms.backends.base import BaseSmsBackend

from contest_pages.data.sms_gateway import GatewayDown, read_gateway

#: Bytes of an answer that are read; gateways say in a few hundred whether they took a message.
_ANSWER_BYTES = 64 * 1024


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Keeps keys and numbers from wherever an answer would send them."""

    def redirect_request(self, *_args, **_kwargs):
        """Follow nothing: the answer itself is judged."""
        return


class HttpBackend(BaseSmsBackend):
    """Sends each message by one request. ValueError where SMS_GATEWAY describes none; `fail_silently` changes nothing."""

    def __init__(self, fail_silently: bool = False, **kwargs):
        """Read the description."""
        super().__init__(fail_silently=fail_silently, **kwargs)
        self.gateway = read_gateway(getattr(settings, "SMS_GATEWAY", None))
        self.takes_unicode = self.gateway.unicode

    def send_messages(self, messages) -> int:
        """Send messages and return how many; raises InvalidNumber, GatewayRefused, GatewayDown for the first that fails."""
        count = 0
        for message in messages:
            for number in message.recipients:
                self._send(number, message.body, getattr(message, "reference", ""))
                count += 1
        return count

    def _send(self, number: str, text: str, reference: str) -> None:
        url, content, headers = self.gateway.request(phone=number, text=text, reference=reference)
        request = urllib.request.Request(url, content, headers, method=self.gateway.method)  # noqa: S310
        try:
            status, answer = self._answer(request)
        except urllib.error.URLError as error:
            raise GatewayDown(type(error.reason).__name__) from None  # its words may hold the address
        except (OSError, http.client.HTTPException) as error:
            raise GatewayDown(type(error).__name__) from None
        self.gateway.judge(status, answer)

    def _answer(self, request: urllib.request.Request) -> tuple[int, bytes]:
        """Return status and beginning of the answer; raises TimeoutError also for one that trickles."""
        until = time.monotonic() + self.gateway.timeout
        opener = urllib.request.build_opener(_NoRedirects)
        try:
            response = opener.open(request, timeout=self.gateway.timeout)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            content = b""
            while len(content) < _ANSWER_BYTES and (piece := response.read1(_ANSWER_BYTES - len(content))):
                content += piece
                if time.monotonic() > until:
                    raise TimeoutError
            return response.status, content
