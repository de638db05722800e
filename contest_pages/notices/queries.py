"""Letters that others ask about."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Case, CharField, Count, F, Max, Min, Model, Q, QuerySet, Value, When, Window

from contest_pages import hooks

from .enums import OPEN, NoticeState
from .kinds import Recipients, kinds, name_of
from .logic.reasons import OF_SERVER, OF_SERVER_REPLIES
from .models import LATE, RECENTLY, LetterWording, Notice
from .wordings import Wording, Words, wordings

#: Letters that a recipient sees listed.
MOST_LETTERS = 50


@dataclass(frozen=True)
class SentLetter:
    """A letter that has left, as its recipient sees it listed: what it was about, when, by which way."""

    words: str
    sent_at: datetime.datetime
    channel: str


def are_being_sent(since: datetime.datetime) -> bool:
    """Say whether a worker has taken or sent a letter since then."""
    return Notice.objects.filter(
        Q(state=NoticeState.SENDING, claimed_at__gt=since) | Q(state=NoticeState.SENT, sent_at__gt=since)
    ).exists()


def recipients() -> dict[type[Model], Recipients]:
    """Return how recipients are named, by their model (hook `letter_recipients`)."""
    return {model: found for declared in hooks.call("letter_recipients") for model, found in declared.items()}


def with_recipients(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Return the letters with their recipients, read in one query for each model."""
    return notices.prefetch_related(
        GenericPrefetch("recipient", [found.rows() for found in recipients().values()])
    )


def with_titles(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Return the letters with what `title_of` shows, in the same query."""
    whens = [When(kind=kind.key, then=kind.title()) for kind in kinds() if kind.title is not None]
    return notices.annotate(title=Case(*whens, default=Value(""), output_field=CharField()))


def title_of(notice: Notice) -> str:
    """Return how lists name a letter: by a title of its own, which `with_titles` reads, else by its kind."""
    return getattr(notice, "title", "") or name_of(notice.kind)


def letters_to(recipient: Model) -> list[SentLetter]:
    """Return what was sent to a recipient, the newest first, of MOST_LETTERS at most; in one query."""
    sent = Notice.objects.filter(
        recipient_type=ContentType.objects.get_for_model(recipient),
        recipient_id=recipient.pk,
        state=NoticeState.SENT,
    ).order_by("-sent_at", "-pk")
    return [
        SentLetter(title_of(notice), notice.sent_at, notice.get_channel_display())
        for notice in with_titles(sent)[:MOST_LETTERS]
    ]


def recipient_words(notice: Notice) -> str:
    """Return what stands for the recipient, "" for one that is gone."""
    recipient: Any = notice.recipient
    if recipient is None:
        return ""
    declared = recipients().get(type(recipient))
    return declared.words(recipient) if declared is not None else str(recipient)


def addressed_to(typed: str) -> Q:
    """Return the condition of letters to recipients that the words name exactly, such as the code of a registration."""
    condition = Q(pk__in=[])
    for model, declared in recipients().items():
        condition |= Q(
            recipient_type=ContentType.objects.get_for_model(model),
            recipient_id__in=declared.search(typed).values("pk"),
        )
    return condition


def trouble_counts(notices: QuerySet[Notice], now: datetime.datetime) -> dict[str, int]:
    """Return how many letters failed, were given up RECENTLY, and are late, by "failed", "given_up", "late"; in one query."""
    unsent = notices.filter(state__in=[NoticeState.WAITING, NoticeState.FAILED, NoticeState.GIVEN_UP])
    late = Q(state__in=[NoticeState.WAITING, NoticeState.FAILED], due_at__lt=now - LATE)
    return unsent.order_by().aggregate(
        failed=Count("pk", filter=Q(state=NoticeState.FAILED)),
        given_up=Count("pk", filter=Q(state=NoticeState.GIVEN_UP, due_at__gte=now - RECENTLY)),
        late=Count("pk", filter=late),
    )


def untouched_since(limit: datetime.datetime) -> tuple[int, datetime.datetime | None]:
    """Return how many letters should have been tried before `limit` and were not, and when the first should have been."""
    found = Notice.objects.filter(state__in=[NoticeState.WAITING, NoticeState.FAILED], due_at__lt=limit)
    counted = found.order_by().aggregate(count=Count("pk"), first=Min("due_at"))
    return counted["count"], counted["first"]


def held_up_by_server(limit: datetime.datetime) -> tuple[int, str]:
    """Return how many letters of before `limit` wait because the mail server cannot be used, and the newest reason."""
    of_server = Q(reason__in=OF_SERVER)
    for reply in OF_SERVER_REPLIES:
        of_server |= Q(reason__startswith=reply)
    found = Notice.objects.filter(of_server, state__in=OPEN, created_at__lt=limit).order_by("-pk")
    count = found.count()
    return count, found.values_list("reason", flat=True)[0] if count else ""


def words_in_force(contest_pk: int | None) -> dict[str, Words]:
    """Return the texts of every declared wording in letters about a contest, or about none, by key; in one query.

    The newest version of the contest's own, else of that of all contests, else the default in the current language.
    """
    return {state.declared.key: state.words_sent for state in wording_states(contest_pk)}


@dataclass(frozen=True)
class WordingState:
    """The newest versions of a declared wording: of a contest, or of all contests (`own`), and what it has else."""

    declared: Wording
    own: LetterWording | None
    #: Of all contests, where `own` is of one.
    of_all: LetterWording | None = None

    @property
    def number(self) -> int:
        """Return the number of the newest version, 0 where there is none: what a form begins with."""
        return self.own.number if self.own is not None else 0

    @property
    def version(self) -> LetterWording | None:
        """Return the version that editors see, None for the default."""
        return self.own if self.has_own else self.inherited

    @property
    def has_own(self) -> bool:
        """Say whether it has texts of its own."""
        return self.own is not None and not self.own.is_default

    @property
    def inherited(self) -> LetterWording | None:
        """Return the version of all contests that is sent where a contest has none of its own."""
        return self.of_all if self.of_all is not None and not self.of_all.is_default else None

    @property
    def words(self) -> Words:
        """Return the texts that editors see."""
        return self._words_of(self.version)

    @property
    def refusals(self) -> list[str]:
        """Return why the version cannot be sent: the software has changed what its letter needs since it was saved."""
        found = self.declared.refusals(self.words) if self.version is not None else {}
        return [sentence for sentences in found.values() for sentence in sentences]

    @property
    def words_sent(self) -> Words:
        """Return the texts that are sent: a version without what its letter needs by now is passed over."""
        for version in (self.own, self.inherited):
            if version is not None and not version.is_default:
                words = self._words_of(version)
                if not self.declared.refusals(words):
                    return words
        return self.declared.default()

    @property
    def inherited_words(self) -> Words:
        """Return the texts that editors see where it has none of its own."""
        return self._words_of(self.inherited)

    def _words_of(self, version: LetterWording | None) -> Words:
        return self.declared.completed(version.words) if version is not None else self.declared.default()


def wording_states(contest_pk: int | None, *, keys: Iterable[str] | None = None) -> list[WordingState]:
    """Return how the declared wordings, or those of `keys`, stand for a contest, or for all; in one query.

    Each has its newest versions with their authors.
    """
    of_keys = Q() if keys is None else Q(key__in=list(keys))
    versions = LetterWording.objects.filter(Q(contest=None) | Q(contest=contest_pk), of_keys)
    newest = newest_wordings(versions).select_related("by")
    found = {(version.key, version.contest_id): version for version in newest}
    return [
        WordingState(
            declared,
            found.get((declared.key, contest_pk)),
            found.get((declared.key, None)) if contest_pk is not None else None,
        )
        for declared in wordings()
        if keys is None or declared.key in keys
    ]


def newest_wordings(versions: QuerySet[LetterWording]) -> QuerySet[LetterWording]:
    """Return of these versions the newest of each wording for each contest, and for all."""
    newest = Window(Max("number"), partition_by=["key", "contest"])
    return versions.annotate(newest=newest).filter(number=F("newest")).order_by()


def wording_versions(key: str, contest_pk: int | None) -> QuerySet[LetterWording]:
    """Return the versions of a wording for a contest, or for all, the newest first, with their authors."""
    found = LetterWording.objects.filter(key=key, contest=contest_pk)
    return found.select_related("by").order_by("-number")
