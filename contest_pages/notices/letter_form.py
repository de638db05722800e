"""The two forms of a letter: plain text, and HTML in the site's look with whom to call."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import cycle, islice

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from contest_pages import hooks
from contest_pages.contests.models import Contact

from .enums import Channel
from .kinds import Letter
from .logic.letter_text import parse, plain
from .queries import words_in_force
from .wordings import Words

#: Cells of the hem below the head, 20 × 6 pixels each.
_CELLS = 30
#: Grounds of the facts by the kind of contest, as the stylesheet has them (`--contest-kind-tint`), and that of all others.
TINTS = {"video": "#fdf0dc", "quiz": "#eaf5de", "stage": "#f6e8f0", "works": "#fceef3"}
PLAIN_TINT = "#eaf2f9"


@dataclass(frozen=True)
class Look:
    """Name and colours of the site that writes."""

    name: str
    owner: str = ""
    brand: str = "#1b4079"
    dark: str = "#132c58"
    #: The colours of the hem, over and over; none for a site without one.
    hem: tuple[str, ...] = ("#c14850", "#ffc93c", "#2f8160", "#ffc93c")


@dataclass(frozen=True)
class Forms:
    """What is sent: the subject, the plain text, and the HTML; of a text message its text alone."""

    subject: str
    text: str
    html: str


@dataclass
class LetterForms:
    """Gives letters their forms; what the letters of a batch have in common is read once."""

    _looks: dict[int | None, Look] = field(default_factory=dict)
    _contacts: dict[int | None, Contact | None] = field(default_factory=dict)
    _words: dict[int | None, dict[str, Words]] = field(default_factory=dict)

    def of(self, letter: Letter, contest=None, *, words: Words | None = None) -> Forms:
        """Return the forms of a letter or text message about a contest, or about none.

        `words` stand in place of those that are in force for its wording: a preview of what an editor types.
        """
        key = contest.pk if contest is not None else None
        if letter.wording and words is None and key not in self._words:
            self._words[key] = words_in_force(key)
        in_force = self._words.get(key, {}) if words is None else {letter.wording: words}
        subject, body = letter.words(in_force)
        if letter.channel == Channel.SMS:
            return Forms("", body, "")
        look = self._looks.get(key) or self._looks.setdefault(key, _look_of(contest))
        if key not in self._contacts:
            of_contest = Contact.objects.filter(contest=key) if key is not None else Contact.objects.none()
            self._contacts[key] = of_contest.first()
        contact = self._contacts[key]
        blocks = parse(body)
        if contact is not None and (reached := ", ".join(filter(None, (contact.phone, contact.email)))):
            blocks += parse(
                _("Questions: %(office)s, %(reached)s") % {"office": contact.name, "reached": reached}
            )
        note = _("Written by the letter service of %(site)s.") % {"site": look.name}
        context = {
            "blocks": blocks,
            "note": note,
            "look": look,
            "subject": subject,
            "tint": next(
                (TINTS[kind] for kind in (contest.kinds if contest is not None else ())), PLAIN_TINT
            ),
            "hem": list(islice(cycle(look.hem), _CELLS)),
        }
        text = f"{plain(blocks)}\n\n-- \n{note}"
        return Forms(subject, text, render_to_string("contest_notices/letter.html", context))


def _look_of(contest) -> Look:
    named = Look(settings.WAGTAIL_SITE_NAME)
    return next((Look(**values) for values in hooks.call("letter_look", contest=contest) if values), named)
