"""What may be done with a page of a contest: publishing, taking down, deleting and moving, whichever way it is asked for.

Features refuse by the hook `page_refusals`. Screens ask before they act, so that the refusal is a message; the
pages themselves ask again when they are saved, moved or deleted, because workflows, schedules, Wagtail's API and
commands pass no screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from itertools import chain

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.dispatch import Signal
from wagtail.models import Page, Revision

from contest_pages import audit, hooks

# Inside the transaction, if there is one. author: of the revision; line: of the log, whose data have title and reasons
action_refused = Signal()


class PageAction(StrEnum):
    """What may be refused."""

    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    DELETE = "delete"
    MOVE = "move"


class PageActionRefused(ValidationError):
    """A page is not published, taken down, deleted or moved; `reasons` are sentences for the person who asked."""

    def __init__(self, action: PageAction, page: Page, reasons: list[str]):
        super().__init__({NON_FIELD_ERRORS: reasons})
        self.action, self.page, self.reasons = action, page, reasons


def reasons_against(
    action: PageAction, page: Page, *, to: Page | None = None, together: Iterable[Page] = ()
) -> list[str]:
    """Return why this is not done with a page, as given in memory; an empty list means that it may be done.

    `to` is the new parent of a page that is moved; `together` are the pages of which it is one and with which it is
    done at once.
    """
    actions = [action]
    if action == PageAction.MOVE and to is not None and page.live and page.get_parent().pk != to.pk:
        actions.append(PageAction.PUBLISH)  # there it would be public at once
    found = [
        answer
        for asked in actions
        for answer in hooks.call("page_refusals", page=page, action=asked, to=to, together=tuple(together))
    ]
    return list(dict.fromkeys(chain.from_iterable(found)))


_agreed: ContextVar[frozenset[tuple[PageAction, int]]] = ContextVar("agreed", default=frozenset())


@contextmanager
def agreed(action: PageAction, pages: Iterable[Page]) -> Iterator[None]:
    """Let an action pass that was asked about for all these pages together: alone, each might lack another."""
    token = _agreed.set(_agreed.get() | {(action, page.pk) for page in pages})
    try:
        yield
    finally:
        _agreed.reset(token)


def refuse_if_needed(action: PageAction, page: Page, *, to: Page | None = None) -> None:
    """Raise PageActionRefused where a feature has reasons against it."""
    if (action, page.pk) in _agreed.get():
        return
    if reasons := reasons_against(action, page, to=to):
        raise PageActionRefused(action, page, reasons)


def records_below(page: Page) -> str:
    """Return what contestants and officials left at or below a page, counted: “12 registrations, 3 entries”."""
    return ", ".join(hooks.call("records_below", page=page))


def note_refusal(refused: PageActionRefused, *, revision: Revision | None = None, actor=None) -> None:
    """Log a refusal that nobody saw on a screen, and announce it to the author of the revision, or of the page's latest.

    Sends `action_refused`, from which a letter is made where letters are installed.
    """
    page = refused.page
    is_publishing = refused.action == PageAction.PUBLISH
    verb = "contest.refuse_publishing" if is_publishing else "contest.refuse_unpublishing"
    line = audit.record(verb, page, actor=actor, reasons=refused.reasons, title=page.title)
    author = getattr(revision or page.latest_revision, "user", None)
    if author is not None:
        action_refused.send(type(page), author=author, line=line)
