"""A video: its file, what the probe measured, the verdict by the rules."""

from __future__ import annotations

import datetime
import secrets
from dataclasses import fields

from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contest_pages.entries import subtitles
from contest_pages.entries.enums import SubtitleLanguage, VideoState
from contest_pages.entries.logic import RuleCheck, VideoFacts
from contest_pages.entries.sandbox.limits import MAX_HEIGHT, MAX_SECONDS, MAX_WIDTH
from contest_pages.files.private_storage import private_storage
from contest_pages.vietnamese import clock, duration


def random_name(folder: str, ending: str) -> str:
    """Return a name that nobody can guess, in one of 256 folders."""
    key = secrets.token_hex(16)
    return f"{folder}/{key[:2]}/{key}.{ending}"


def original_name(asset, filename: str) -> str:
    """Return a random name: what the contestant called the file never reaches the disk."""
    return random_name("originals", "bin")


def playable_name(asset, filename: str) -> str:
    """Return a random name for the copy that browsers play."""
    return random_name("playable", "mp4")


def poster_name(asset, filename: str) -> str:
    """Return a random name for the still picture."""
    return random_name("posters", "webp")


def narrower(picture: FieldFile, width: int) -> FieldFile:
    """Return where the copy of a still picture that is so many pixels wide lies: beside it."""
    return FieldFile(picture.instance, picture.field, f"{picture.name.removesuffix('.webp')}-{width}.webp")


class VideoAsset(models.Model):
    """One uploaded file. The original stays private and untouched; `playable` is what is served.

    `facts` are the fields of logic.VideoFacts and `still_widths`, in pixels, the widest last; `verdict` a list of logic.RuleCheck as JSON, both
    empty until the probe has run. `rules_revision` is the revision of the rules page that was applied.
    """

    original = models.FileField(
        _("original file"), storage=private_storage, upload_to=original_name, max_length=120
    )
    playable = models.FileField(
        _("playable file"), storage=private_storage, upload_to=playable_name, max_length=120, blank=True
    )
    poster = models.FileField(
        _("poster"), storage=private_storage, upload_to=poster_name, max_length=120, blank=True
    )
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64, blank=True, db_index=True)
    state = models.CharField(_("state"), max_length=10, choices=VideoState, default=VideoState.WAITING)
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    verdict = models.JSONField(_("verdict"), default=list, blank=True)
    problem = models.CharField(_("problem"), max_length=250, blank=True)
    rules_revision = models.PositiveBigIntegerField(_("revision of the rules"), null=True, blank=True)
    # Hashes of sampled frames, by which a copy of the same video is recognised; see logic.scene_similarity.
    frame_hashes = models.JSONField(default=list, blank=True, editable=False)
    # "contest:checksum" of a video that was handed in: unique, so that a contest has the same file once.
    place = models.CharField(max_length=90, unique=True, null=True, editable=False)  # noqa: DJ001
    uploaded_at = models.DateTimeField(_("uploaded at"))

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        default_permissions = ()

    def __str__(self):
        return f"video {self.pk}"

    @property
    def is_checked(self) -> bool:
        """Say whether the probe has ended."""
        return self.state in (VideoState.READY, VideoState.BROKEN)

    @property
    def passed(self) -> bool:
        """Say whether it was read and meets every rule."""
        return self.state == VideoState.READY and not self.failed_checks

    @property
    def probe_facts(self) -> VideoFacts | None:
        """Return `facts` as VideoFacts; None before the probe has run."""
        names = {field.name for field in fields(VideoFacts)}
        kept = {name: value for name, value in self.facts.items() if name in names}
        return VideoFacts(**kept) if kept else None

    @property
    def still_widths(self) -> list[int]:
        """Return how many pixels wide its still pictures lie in store, the widest last; empty if that is unknown."""
        return self.facts.get("still_widths", [])

    def widths_of(self, picture: FieldFile) -> list[FieldFile]:
        """Return a still picture of this video in each of its widths, the widest last; none of no picture."""
        return [*(narrower(picture, width) for width in self.still_widths[:-1]), picture] if picture else []

    @property
    def is_silent(self) -> bool:
        """Say whether the probe heard no sound; False before it has run."""
        return self.probe_facts is not None and self.probe_facts.is_silent

    @property
    def clock(self) -> str:
        """Return its length as players show it; empty before the probe has run."""
        return clock(self.probe_facts.seconds) if self.probe_facts else ""

    @property
    def problem_words(self) -> str:
        """Return why it could not be read, in the reader's language; empty if it could."""
        if not self.problem:
            return ""
        longest = duration(datetime.timedelta(seconds=MAX_SECONDS))
        return gettext(self.problem) % {"width": MAX_WIDTH, "height": MAX_HEIGHT, "longest": longest}

    @property
    def checks(self) -> list[RuleCheck]:
        """Return the verdict, rule by rule."""
        return [RuleCheck(**check) for check in self.verdict]

    @property
    def failed_checks(self) -> list[RuleCheck]:
        """Return the rules that the video breaks."""
        return [check for check in self.checks if not check.passed]


class Still(models.Model):
    """A picture out of a video; the poster is the one chosen among them."""

    video = models.ForeignKey(VideoAsset, on_delete=models.CASCADE, related_name="stills")
    picture = models.FileField(_("picture"), storage=private_storage, upload_to=poster_name, max_length=120)
    second = models.FloatField(_("second"))

    class Meta:
        verbose_name = _("still picture")
        verbose_name_plural = _("still pictures")
        default_permissions = ()
        ordering = ["second"]

    def __str__(self):
        return f"still {self.pk}"


class Rendition(models.Model):
    """A smaller copy of a video, for slow lines. `lines` is the shorter side of its picture."""

    video = models.ForeignKey(VideoAsset, on_delete=models.CASCADE, related_name="renditions")
    lines = models.PositiveSmallIntegerField(_("lines"))
    file = models.FileField(_("file"), storage=private_storage, upload_to=playable_name, max_length=120)
    size = models.PositiveBigIntegerField(_("size in bytes"))

    class Meta:
        verbose_name = _("copy of a video")
        verbose_name_plural = _("copies of videos")
        default_permissions = ()
        ordering = ["lines"]
        constraints = [
            models.UniqueConstraint(fields=["video", "lines"], name="contest_rendition_once_per_quality")
        ]

    def __str__(self):
        return f"{self.lines}p of video {self.video_id}"


class NearDuplicate(models.Model):
    """Two videos of one contest with common scenes; `share` is that of the first one's scenes, 0 to 1."""

    video = models.ForeignKey(VideoAsset, on_delete=models.CASCADE, related_name="near_duplicates")
    other = models.ForeignKey(VideoAsset, on_delete=models.CASCADE, related_name="+")
    share = models.FloatField(_("share of like scenes"))

    class Meta:
        verbose_name = _("likeness")
        verbose_name_plural = _("likenesses")
        default_permissions = ()
        ordering = ["-share"]
        constraints = [models.UniqueConstraint(fields=["video", "other"], name="contest_near_duplicate_once")]

    def __str__(self):
        return f"video {self.video_id} is a near-duplicate of {self.other_id}"


class Subtitles(models.Model):
    """Subtitles of an entry in one language, as WebVTT. They stay when the video is replaced."""

    entry = models.ForeignKey("contest_entries.Entry", on_delete=models.CASCADE, related_name="subtitles")
    language = models.CharField(_("language"), max_length=10, choices=SubtitleLanguage)
    text = models.TextField(_("subtitles"))

    class Meta:
        verbose_name = _("subtitles")
        verbose_name_plural = _("subtitles")
        default_permissions = ()
        ordering = ["-language"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "language"], name="contest_subtitles_once_per_language")
        ]

    def __str__(self):
        return f"subtitles {self.language} of entry {self.entry_id}"

    @property
    def transcript(self) -> str:
        """Return what is said, a line for each cue, without times."""
        return "\n".join(subtitles.spoken(self.text))
