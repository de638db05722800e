"""What the correction of a key changes in a round, for those who confirm it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class ChangedScore:
    """The score of one attempt or entry before and after a correction; `code` is that of the contestant."""

    code: str
    before: int
    after: int


@dataclass(frozen=True)
class CorrectionEffect:
    """What a correction changes in a round.

    `asked` counts the attempts with the question, `gains` and `losses` those that get a higher or a lower score;
    both are None while scores are not shown. `state` says what happens to the ranking, `address` is the screen on
    which the user ranks again, empty where others do.
    """

    title: str
    asked: int
    state: str
    gains: int | None = None
    losses: int | None = None
    address: str = ""
    changes: list[ChangedScore] = field(default_factory=list)
