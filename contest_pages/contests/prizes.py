"""Who or what decides about prizes: the organisers' own ways, and what the installed kinds of rounds add."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps

from contest_pages.contests.enums import PrizeBasis


def _kinds_of_rounds() -> list[type]:
    """Return the installed kinds of rounds."""
    base = apps.get_model("contest_contests", "ContestRoundPage")
    return [model for model in apps.get_models() if issubclass(model, base) and model is not base]


def basis_choices() -> list[tuple[str, str]]:
    """Return every basis of a prize with its label, those that need no round first."""
    found = dict(PrizeBasis.choices)
    for kind in _kinds_of_rounds():
        found.update((basis.value, basis.label) for basis in kind.prize_bases)
    return list(found.items())


def basis_label(basis: str) -> str:
    """Return the label of a basis; the key itself where its feature is not installed any more."""
    return str(dict(basis_choices()).get(basis, basis))


def basis_sentences(bases: Iterable[str]) -> list[str]:
    """Return how prizes of these bases are decided, in sentences, for each basis once that has one."""
    promised = set(bases)
    return [
        sentence
        for kind in _kinds_of_rounds()
        for basis in kind.prize_bases
        if basis in promised and (sentence := kind.prize_sentence(basis))
    ]
