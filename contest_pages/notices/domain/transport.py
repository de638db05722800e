"""The ways out of the site: one connection to the mail server for a batch, and the gateway for text messages."""

from __future__ import annotations

import smtplib
from contextlib import suppress

from django.core.mail import EmailMultiAlternatives, get_connection

from contest_pages.data import text_messages
from contest_pages.notices.enums import Channel
from contest_pages.notices.kinds import Letter
from contest_pages.notices.letter_form import Forms
from contest_pages.notices.logic.problems import check_address


class Transport:
    """Opens the connection to the mail server with the first letter, and closes it after the last."""

    def __init__(self):
        self._mail = None

    def __enter__(self) -> Transport:
        return self

    def __exit__(self, *_error) -> None:
        if self._mail is not None:
            with suppress(smtplib.SMTPException, OSError):  # a server that is gone needs no goodbye
                self._mail.close()

    def send(self, letter: Letter, forms: Forms, *, message_id: str) -> None:
        """Hand one letter over, in both forms; a text message has no HTML.

        Raises what the server or the gateway raises, MalformedAddress, NoGateway.
        """
        if letter.channel == Channel.SMS:
            reference = message_id.strip("<>").partition("@")[0]
            text_messages.send(forms.text, to=letter.place, reference=reference)
            return
        check_address(letter.place)
        if self._mail is None:
            connection = get_connection()
            connection.open()
            self._mail = connection
        message = EmailMultiAlternatives(
            forms.subject, forms.text, None, [letter.place], headers={"Message-ID": message_id}
        )
        message.attach_alternative(forms.html, "text/html")
        self._mail.send_messages([message])
