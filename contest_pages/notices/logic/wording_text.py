"""Texts of wordings as editors type and paste them: how they are cleaned, and for what they are refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Set

from django.utils.translation import gettext as _

from contest_pages.vietnamese import thousands

from .placeholders import in_words, placeholders_in, without_placeholders

#: Characters that are stored of each text; as in the columns of the model.
LONGEST = {"subject": 200, "text": 5000, "message": 600}
#: So many characters of a line say which one is meant.
_SHOWN = 60

#: What word processors write where a line ends, and before the items of a list.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_BULLET = re.compile(r"^[^\S\n]*[•·●▪◦‣⁃\uf0b7\uf0a7*–—-][^\S\n]+(?=\S)", re.MULTILINE)
#: Braces of Asian keyboards.
_BRACES = str.maketrans("｛｝", "{}")
#: Signs that turn a text message into one of 70 letters a part, and those that phones show for them.
_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
    }
)
#: Joins the parts of an emoji; all other signs without a width come from copying.
_EMOJI_JOINER = "\u200d"


def cleaned(text: str) -> str:
    r"""Return a letter without what pasting leaves in it; every word and sign that can be seen stays.

    Lines end by "\n", one empty line is the most, spaces and tabs are single spaces, items of lists begin with "- ", and
    signs without a width are gone.
    """
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text).translate(_BRACES))
    text = _BULLET.sub("- ", text)
    text = "".join(map(_visible, text))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def cleaned_subject(text: str) -> str:
    """Return a subject in one line."""
    return " ".join(cleaned(text).split())


def cleaned_message(text: str) -> str:
    """Return a text message without empty lines, with the plain signs that do not double its price."""
    return re.sub(r"\n+", "\n", cleaned(text).translate(_TYPOGRAPHY))


CLEANED = {"subject": cleaned_subject, "text": cleaned, "message": cleaned_message}


def _visible(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind == "Cc" and letter != "\n":
        return " "
    return "" if kind == "Cf" and letter != _EMOJI_JOINER else letter


def refusals(
    field: str,
    text: str,
    *,
    words: Mapping[str, str],
    required: Iterable[str] = (),
    optional: Set[str] = frozenset(),
) -> list[str]:
    """Return the sentences for which a text with its placeholders by key is refused; none: it may be sent.

    `field` is a key of LONGEST, `words` what editors read for each placeholder, `optional` those for which some letters
    have nothing: their lines are left out then, so that nothing that recipients need may stand beside them.
    """
    if not text:
        return [_empty(field)]
    found = [*_length(field, text), *_braces(text), *_unknown(text, words)]
    lines = [set(placeholders_in(line)) for line in text.splitlines() if line.strip()]
    if missing := [key for key in required if not any(key in line for line in lines)]:
        found.append(
            _("Recipients need %(missing)s: please put it in.") % {"missing": _listed(missing, words)}
        )
    found += _lines_left_out(lines, required, optional, words)
    if not any(line.isdisjoint(optional) for line in lines):
        beside = _listed(sorted(set().union(*lines) & optional), words)
        sentence = _(
            "Some letters have no %(optional)s: they would have no words here. Please write a line without it."
        )
        found.append(sentence % {"optional": beside})
    return found


def _lines_left_out(
    lines: list[set[str]], required: Iterable[str], optional: Set[str], words: Mapping[str, str]
) -> list[str]:
    sentence = _(
        "Some letters have no %(optional)s: its line is left out, with %(required)s. Please give it a line of its own."
    )
    found = []
    for key in required:
        beside = [(line - {key}) & optional for line in lines if key in line]
        if beside and all(beside):
            others = _listed(sorted(set().union(*beside)), words)
            found.append(sentence % {"optional": others, "required": _listed([key], words)})
    return found


def _empty(field: str) -> str:
    return {
        "subject": _("Please write the subject."),
        "text": _("Please write the letter."),
        "message": _("Please write the text message."),
    }[field]


def _length(field: str, text: str) -> list[str]:
    if len(text) <= LONGEST[field]:
        return []
    sentence = _("It has %(count)s letters and signs; at most %(most)s are possible. Please shorten it.")
    return [sentence % {"count": thousands(len(text)), "most": thousands(LONGEST[field])}]


def _braces(text: str) -> list[str]:
    sentence = _("A brace { or } without its other half, or around nothing, in the line “%(line)s”.")
    return [
        sentence % {"line": line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"}
        for line in text.splitlines()
        if set("{}") & set(without_placeholders(line))
    ]


def _unknown(text: str, words: Mapping[str, str]) -> list[str]:
    unknown = [name for name in placeholders_in(text) if name not in words]
    if not unknown:
        return []
    sentence = _("There is no %(unknown)s here. There are: %(known)s.")
    return [
        sentence
        % {
            "unknown": ", ".join(f"{{{name}}}" for name in unknown),
            "known": _listed(words, words),
        }
    ]


def _listed(keys: Iterable[str], words: Mapping[str, str]) -> str:
    return ", ".join(in_words(f"{{{key}}}", words) for key in keys)
