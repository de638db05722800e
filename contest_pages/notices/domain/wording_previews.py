"""Previews of wordings that are not saved: with the values of a letter that was written, or with the placeholders' words."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import translation

from contest_pages.data.capabilities import hidden_capabilities
from contest_pages.http.log_filters import without_secrets
from contest_pages.notices.enums import Channel
from contest_pages.notices.kinds import Letter
from contest_pages.notices.letter_form import Forms, LetterForms
from contest_pages.notices.logic.segments import Segments
from contest_pages.notices.models import Notice
from contest_pages.notices.wordings import Wording, Words

from .previewing import composed, parts_of, price_of

logger = logging.getLogger(__name__)

#: So many letters are offered, among so many of the newest of the kind: a kind may have several wordings.
OFFERED, TRIED = 5, 20
#: A placeholder alone in its line behind the words of a button: what stands for it is shown as an address.
_BUTTON = re.compile(r"^\[[^\[\]\n]+\] ?\{([^{}\n]+)\}$", re.MULTILINE)


@dataclass(frozen=True)
class WrittenLetter:
    """A letter that was written, and how it would be composed now, without tokens and codes."""

    notice: Notice
    letter: Letter


@dataclass(frozen=True)
class WordingPreview:
    """What recipients would read: a letter in its two forms, and a text message with its parts.

    `sources` are the letters whose values they have, by channel; a form without one has the placeholders' words.
    """

    letter: Forms | None = None
    message: str = ""
    parts: Segments | None = None
    sources: Mapping[Channel, WrittenLetter] = field(default_factory=dict)

    @property
    def price(self) -> str:
        """Return what the text message costs, "" where no price is set."""
        return price_of(self.parts) if self.parts is not None else ""

    @property
    def letter_is_real(self) -> bool:
        """Say whether the letter has the values of one that was written."""
        return Channel.EMAIL in self.sources

    @property
    def message_is_real(self) -> bool:
        """Say whether the text message has the values of one that was written."""
        return Channel.SMS in self.sources


def written_letters(declared: Wording, notices: Iterable[Notice]) -> list[WrittenLetter]:
    """Return the first OFFERED of these letters that have a wording now. Changes nothing; what cannot be composed is left out."""
    found = []
    with translation.override(settings.LANGUAGE_CODE), hidden_capabilities():
        for notice in notices:
            try:
                letter = composed(notice)
            except Exception:  # whatever a feature's function raises, another letter may do
                logger.exception("Letter %s (%s) could not be composed for a preview", notice.pk, notice.kind)
                continue
            if letter is not None and letter.wording == declared.key:
                found.append(WrittenLetter(notice, letter))
            if len(found) == OFFERED:
                break
    return found


def preview_words(
    declared: Wording, words: Words, *, contest, written: Iterable[WrittenLetter] = ()
) -> WordingPreview:
    """Return what recipients would read with these words.

    Each form has the values of the first of `written` that takes its way: a text message has shorter ones than a letter.
    """
    texts = {Channel.EMAIL: words.text, Channel.SMS: words.message}
    sources: dict[Channel, WrittenLetter] = {}
    for one in written:
        channel = Channel(one.letter.channel)
        if texts[channel]:
            sources.setdefault(channel, one)
    forms, found = LetterForms(), {}
    with translation.override(settings.LANGUAGE_CODE), hidden_capabilities():
        for channel, text in texts.items():
            if channel in sources:
                source = sources[channel]
                found[channel] = _hidden(forms.of(source.letter, source.notice.contest, words=words))
            elif text:
                values = _in_brackets(declared, text)
                letter = Letter("", wording=declared.key, values=values, channel=channel)
                found[channel] = _hidden(forms.of(letter, contest, words=words))
    message = found[Channel.SMS].text if Channel.SMS in found else ""
    return WordingPreview(
        found.get(Channel.EMAIL), message, parts_of(message) if message else None, sources=sources
    )


def _in_brackets(declared: Wording, text: str) -> dict[str, Any]:
    addresses = set(_BUTTON.findall(text))
    return {
        key: f"https://…/[{label.replace(' ', '-')}]" if key in addresses else f"[{label}]"
        for key, label in declared.words_of().items()
    }


def _hidden(forms: Forms) -> Forms:
    return Forms(without_secrets(forms.subject), without_secrets(forms.text), without_secrets(forms.html))
