"""Rules about entries and videos, as plain functions."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from contest_pages.contests.enums import LinkHost
from contest_pages.contests.logic.opening import OpeningSentences
from contest_pages.contests.logic.rule_sentences import length_range
from contest_pages.contests.logic.video_formats import format_words, taken_formats
from contest_pages.vietnamese import file_size, length

from .enums import ALLOWED_TRANSITIONS, EntryState
from .errors import EntryLimitReached, FileTooLarge, LinkRefused, RoundClosed, TransitionNotAllowed


@dataclass(frozen=True)
class VideoLimits:
    """The limits that the rules set for a video; None where they set none. Lengths in seconds, sizes in bytes."""

    minimum_seconds: int | None = None
    maximum_seconds: int | None = None
    formats: tuple[str, ...] = ()
    minimum_width: int | None = None
    minimum_height: int | None = None
    maximum_bytes: int | None = None


@dataclass(frozen=True)
class VideoFacts:
    """What the probe measured: the film as players show it, its header is not trusted.

    `container` and the codecs are those of the file; width and height are the picture's as it is shown, turned and
    with square pixels; `seconds` last until picture and sound have ended. `loudest` is the peak of the sound in the samples taken, 0 to 1; 0 without a sound track.
    """

    container: str
    seconds: float
    width: int
    height: int
    frames_per_second: float
    video_codec: str
    audio_codec: str
    size: int
    loudest: float = 1.0

    @property
    def is_silent(self) -> bool:
        """Say whether nothing can be heard, whether or not there is a sound track."""
        return not self.audio_codec or self.loudest < SILENCE


@dataclass(frozen=True)
class RuleCheck:
    """The result of one rule for one video; `actual` and `required` are texts for the contestant."""

    rule: str
    actual: str
    required: str
    passed: bool

    def as_json(self) -> dict:
        """Return the check as it is stored with the video."""
        return asdict(self)


#: Below this peak (−54 dB) a sound track is silence.
SILENCE = 0.002


def whole_seconds(seconds: float) -> int:
    """Return a length as it is shown and compared: containers round to whole frames, so half a second counts up."""
    return int(seconds + 0.5)


def video_verdict(facts: VideoFacts, limits: VideoLimits) -> list[RuleCheck]:
    """Check a video against the rules; each limit that the editor filled in gives one RuleCheck.

    An upright video meets a minimum of 1280 × 720 with 720 × 1280: the longer side is compared with
    the longer limit.
    """
    checks = []
    if limits.minimum_seconds or limits.maximum_seconds:
        seconds = whole_seconds(facts.seconds)
        checks.append(
            RuleCheck(
                gettext_noop("Length"),
                length(seconds),
                length_range(limits.minimum_seconds, limits.maximum_seconds),
                (limits.minimum_seconds or 0) <= seconds <= (limits.maximum_seconds or seconds),
            )
        )
    if limits.formats:
        checks.append(
            RuleCheck(
                gettext_noop("File format"),
                facts.container.upper(),
                format_words(limits.formats),
                facts.container in taken_formats(limits.formats),
            )
        )
    if limits.minimum_width and limits.minimum_height:
        longer, shorter = sorted((limits.minimum_width, limits.minimum_height), reverse=True)
        checks.append(
            RuleCheck(
                gettext_noop("Resolution"),
                f"{facts.width} × {facts.height}",
                _("at least %(width)d × %(height)d")
                % {"width": limits.minimum_width, "height": limits.minimum_height},
                max(facts.width, facts.height) >= longer and min(facts.width, facts.height) >= shorter,
            )
        )
    if limits.maximum_bytes:
        checks.append(
            RuleCheck(
                gettext_noop("File size"),
                file_size(facts.size),
                _("at most %(size)s") % {"size": file_size(limits.maximum_bytes)},
                facts.size <= limits.maximum_bytes,
            )
        )
    return checks


def passes(checks: Iterable[RuleCheck]) -> bool:
    """Say whether every rule is met."""
    return all(check.passed for check in checks)


_OPENING = OpeningSentences(
    unannounced=gettext_lazy("The opening time is not announced yet."),
    upcoming=gettext_lazy("Entries are taken from %(time)s."),
    closed=gettext_lazy("Entries were taken until %(time)s."),
)


def in_grace(
    now: datetime.datetime,
    closes_at: datetime.datetime | None,
    grace: datetime.timedelta,
    sending_since: datetime.datetime | None,
) -> bool:
    """Say whether a closed round still waits for an upload that was begun before the closing."""
    if closes_at is None or sending_since is None:
        return False
    return sending_since < closes_at <= now < closes_at + grace


def check_round_open(
    now: datetime.datetime,
    opens_at: datetime.datetime | None,
    closes_at: datetime.datetime | None,
    *,
    grace: datetime.timedelta = datetime.timedelta(),
    sending_since: datetime.datetime | None = None,
    announced: datetime.datetime | None = None,
) -> None:
    """Raise RoundClosed with the time that matters, unless entries are taken at `now`.

    An entry whose upload was begun before the closing has the grace time that the rules set.
    """
    if in_grace(now, closes_at, grace, sending_since):
        return
    if refusal := _OPENING.refusal(now, opens_at, closes_at, announced=announced):
        raise RoundClosed(refusal)


def check_entry_limit(handed_in: int, allowed: int | None) -> None:
    """Raise EntryLimitReached if one more entry would exceed the rules' number per contestant."""
    if allowed is not None and handed_in >= allowed:
        raise EntryLimitReached(
            _(
                "You have handed in %(count)d entries, the most that the rules allow. Withdraw one to hand in another."
            )
            % {"count": handed_in}
        )


def check_file_size(size: int, maximum_bytes: int) -> None:
    """Raise FileTooLarge if a file exceeds the rules."""
    if size > maximum_bytes:
        raise FileTooLarge(
            _(
                "The file has %(found)s; the rules allow at most %(asked)s. Export it with a lower bit rate and try again."
            )
            % {"found": file_size(size), "asked": file_size(maximum_bytes)}
        )


def check_transition(current: str, to: str) -> None:
    """Raise TransitionNotAllowed unless ALLOWED_TRANSITIONS has this one."""
    if EntryState(to) not in ALLOWED_TRANSITIONS[EntryState(current)]:
        raise TransitionNotAllowed(
            _("This entry is already in the state “%(state)s”; this step is not possible any more.")
            % {"state": EntryState(current).label}
        )


def is_public(
    state: str,
    now: datetime.datetime,
    *,
    gallery_opens_at: datetime.datetime | None,
    waits_for_list: bool = False,
    list_closed_at: datetime.datetime | None = None,
) -> bool:
    """Say whether visitors may watch an entry: accepted, the gallery is open, its list closed if it waits for that."""
    if waits_for_list and (list_closed_at is None or now < list_closed_at):
        return False
    return state == EntryState.ACCEPTED and (gallery_opens_at is None or now >= gallery_opens_at)


#: Hashes of two frames that show the same picture differ in at most this many of their 64 bits.
_SIMILAR_BITS = 9
#: From this share of common scenes on, two videos are near-duplicates and are shown to the moderator side by side.
NEAR_DUPLICATE_FROM = 0.6


def scene_similarity(hashes: Iterable[str], others: Iterable[str]) -> float:
    """Return the share of one video's scenes that another one shows too, 0 to 1.

    A frame hash is 64 bits as hexadecimal digits (a difference hash): it hardly changes when a video is scaled,
    darkened or encoded again. Scenes are compared at any position, so that a cut at the beginning hides nothing.
    """
    ours = [int(frame, 16) for frame in hashes]
    theirs = [int(frame, 16) for frame in others]
    if not ours or not theirs:
        return 0.0
    common = sum(any((a ^ b).bit_count() <= _SIMILAR_BITS for b in theirs) for a in ours)
    return common / len(ours)


_LINK_HOSTS = {
    LinkHost.YOUTUBE: ("youtube.com", "youtu.be"),
    LinkHost.FACEBOOK: ("facebook.com", "fb.watch"),
    LinkHost.DRIVE: ("drive.google.com",),
}


def link_host(address: str, allowed: Iterable[str]) -> LinkHost:
    """Return the host of a work's address; LinkRefused if it is none of those that the rules allow."""
    allowed = list(allowed)
    parts = urlsplit(address.strip())
    name = (parts.hostname or "").lower()
    for host in LinkHost:
        if (
            host.value in allowed
            and parts.scheme == "https"
            and any(name == known or name.endswith(f".{known}") for known in _LINK_HOSTS[host])
        ):
            return host
    raise LinkRefused(
        _("The rules take an address that begins with https:// at %(hosts)s.")
        % {"hosts": ", ".join(str(LinkHost(value).label) for value in allowed)}
    )
