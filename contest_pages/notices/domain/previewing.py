"""Previews: a letter as it would be sent now, without what opens anything."""

from __future__ import annotations

import copy
import logging
import re
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation

from contest_pages import conf
from contest_pages.data import text_messages
from contest_pages.data.capabilities import PLACEHOLDER, hidden_capabilities
from contest_pages.http.log_filters import without_secrets
from contest_pages.notices.enums import Channel
from contest_pages.notices.kinds import Letter, kind_of
from contest_pages.notices.letter_form import LetterForms
from contest_pages.notices.logic.segments import Segments, segments_of
from contest_pages.notices.models import Notice
from contest_pages.vietnamese import money

from .sending import compose

logger = logging.getLogger(__name__)

#: Letters of a token in a personal link: key, time and signature.
_TOKEN_LETTERS = 60
#: What stands for an address that the row no longer holds; the letter is shown and never sent.
_NO_ADDRESS = {Channel.EMAIL: "@", Channel.SMS: "–"}


@dataclass(frozen=True)
class Preview:
    """A letter for the staff: subject and text, or why there is none."""

    subject: str = ""
    text: str = ""
    is_unwanted: bool = False
    #: The parts of a text message, which are paid each; None for a letter.
    parts: Segments | None = None
    #: The class of the error for which it cannot be composed.
    error: str = ""

    @property
    def price(self) -> str:
        """Return what the text message costs, "" for a letter and where no price is set."""
        return price_of(self.parts) if self.parts is not None else ""


def preview(notice: Notice) -> Preview:
    """Compose a letter now, in the site's language, without tokens and codes, and without its address. Changes nothing.

    Tokens and codes are never made (`hidden_capabilities`); in case that a feature makes one by itself, what follows the
    prefixes of secret addresses is taken out of the text as well.
    """
    try:
        with translation.override(settings.LANGUAGE_CODE), hidden_capabilities():
            letter = composed(notice)
            if letter is None:
                return Preview(is_unwanted=True)
            forms = LetterForms().of(letter, notice.contest)
    except Exception as error:  # whatever a feature's function raises, the screen shows the rest
        logger.exception("Letter %s (%s) could not be composed for a preview", notice.pk, notice.kind)
        return Preview(error=type(error).__name__)
    parts = parts_of(forms.text) if letter.channel == Channel.SMS else None
    return Preview(without_secrets(forms.subject), without_secrets(forms.text), parts=parts)


def composed(notice: Notice) -> Letter | None:
    """Return a letter as it would be composed now, without its address where the row no longer holds it.

    Raises what a feature's function raises. Tokens and codes are hidden by `hidden_capabilities` around it.
    """
    notice = copy.copy(notice)
    if kind_of(notice.kind).needs_address and not notice.address:
        notice.address = _NO_ADDRESS[Channel(notice.channel)]
    _recipient, letter = compose(notice)
    return letter


def parts_of(text: str) -> Segments:
    """Return the parts of a text message, as many as it has with tokens of usual length in its links."""
    filled = re.sub(f"{PLACEHOLDER}(?=/)", "x" * _TOKEN_LETTERS, text)
    return segments_of(text_messages.as_sent(filled))


def price_of(parts: Segments, messages: int = 1) -> str:
    """Return what so many text messages of some parts cost by SMS_PART_PRICE, in words; "" where it is not set."""
    price = conf.get("SMS_PART_PRICE")
    return money(parts.count * messages * price) if price else ""
