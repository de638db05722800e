"""Changes of how letters are worded: versions are appended; each change names the version that it was made from."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.notices.errors import WordingChangedMeanwhile, WordingRefused
from contest_pages.notices.models import LetterWording
from contest_pages.notices.queries import wording_states, wording_versions
from contest_pages.notices.wordings import Wording, Words
from contest_pages.vietnamese import moment, person_name

WORD, UNWORD = "contest.word_letter", "contest.unword_letter"


@transaction.atomic
def save_wording(
    *, declared: Wording, contest, words: Words, based_on: int, actor, now: datetime.datetime
) -> LetterWording | None:
    """Append a version for a contest, or for all (`contest` None), and return it; None where it is worded so already.

    `based_on` is the number of the newest version that the editor has seen, 0 for none. Side effects: one line in the log.
    Raises WordingRefused (a placeholder unknown or missing, too long), WordingChangedMeanwhile.
    """
    words = words.cleaned()
    if refused := declared.refusals(words):
        raise WordingRefused(" ".join(sentence for sentences in refused.values() for sentence in sentences))
    newest = _locked(declared, contest)
    if words == _state(declared, contest).words.cleaned():
        return None
    texts = {name: getattr(words, name) for name in declared.fields}
    return _append(declared, contest, newest, based_on, WORD, by=actor, at=now, **texts)


@transaction.atomic
def use_again(
    *, declared: Wording, contest, number: int, based_on: int, actor, now: datetime.datetime
) -> LetterWording | None:
    """Append a copy of an earlier version, and return it; None where it is worded so already.

    Raises LetterWording.DoesNotExist, WordingRefused where the letter has other placeholders by now, WordingChangedMeanwhile.
    """
    version = wording_versions(declared.key, _key(contest)).get(number=number)
    if version.is_default:
        return back_to_default(declared=declared, contest=contest, based_on=based_on, actor=actor, now=now)
    return save_wording(
        declared=declared, contest=contest, words=version.words, based_on=based_on, actor=actor, now=now
    )


@transaction.atomic
def carry_over(*, contest, copy, actor, now: datetime.datetime) -> int:
    """Word the letters of a copied contest as those of the one that it was copied from; return how many wordings it has."""
    own = [state.own for state in wording_states(contest.pk) if state.has_own and state.own is not None]
    copies = [
        LetterWording(
            key=version.key,
            contest=copy,
            number=1,
            subject=version.subject,
            text=version.text,
            message=version.message,
            by=actor,
            at=now,
        )
        for version in own
    ]
    return len(LetterWording.objects.bulk_create(copies))


@transaction.atomic
def back_to_default(
    *, declared: Wording, contest, based_on: int, actor, now: datetime.datetime
) -> LetterWording | None:
    """Append a version with which a contest has the wording of all contests, or all have that of the software.

    Returns None where there is no wording to go back from. Raises WordingChangedMeanwhile.
    """
    newest = _locked(declared, contest)
    if newest is None or newest.is_default:
        return None
    return _append(declared, contest, newest, based_on, UNWORD, by=actor, at=now, is_default=True)


def _key(contest) -> int | None:
    return contest.pk if contest is not None else None


def _state(declared: Wording, contest):
    [state] = wording_states(_key(contest), keys=[declared.key])
    return state


def _locked(declared: Wording, contest) -> LetterWording | None:
    versions = LetterWording.objects.filter(key=declared.key, contest=_key(contest))
    return versions.select_for_update().order_by("-number").first()


def _append(
    declared: Wording, contest, newest: LetterWording | None, based_on: int, verb: str, **fields
) -> LetterWording:
    """Append a version and log it. Where there is none to lock, the constraint decides between two at once."""
    number = newest.number if newest is not None else 0
    if number and number != based_on:
        raise _changed(newest)
    try:
        with transaction.atomic():
            version = LetterWording.objects.create(
                key=declared.key, contest=contest, number=number + 1, **fields
            )
    except IntegrityError:
        raise _changed(wording_versions(declared.key, _key(contest)).first()) from None
    audit.record(verb, version, actor=fields["by"], number=version.number)
    return version


def _changed(newest: LetterWording | None) -> WordingChangedMeanwhile:
    author = newest.by if newest is not None else None
    words = {
        "who": person_name(author) if author else _("Another user"),
        "when": moment(newest.at) if newest is not None else "",
    }
    return WordingChangedMeanwhile(_("%(who)s changed this wording at %(when)s.") % words)
