"""A video: its file, what the probe found, what the rules say of it."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from contest_pages.entries.enums import VideoState
from contest_pages.entries.logic import RuleCheck
from contest_pages.private_files import private_storage


def _random_name(folder: str, ending: str) -> str:
    key = secrets.token_hex(16)
    return f"{folder}/{key[:2]}/{key}.{ending}"


def original_name(asset, filename: str) -> str:
    """Return a random name: what the contestant called the file never reaches the disk."""
    return _random_name("originals", "bin")


def playable_name(asset, filename: str) -> str:
    """Return a random name for the copy that browsers play."""
    return _random_name("playable", "mp4")


def poster_name(asset, filename: str) -> str:
    """Return a random name for the still picture."""
    return _random_name("posters", "webp")


class VideoAsset(models.Model):
    """One uploaded file. The original stays private and untouched; `playable` is what is served.

    `facts` are the fields of logic.VideoFacts, `verdict` a list of logic.RuleCheck as JSON, both
    empty until the probe has run. `rules_revision` is the revision of the rules page that judged.
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
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded at"))

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        default_permissions = ()

    def __str__(self):
        return f"video {self.pk}"

    @property
    def checks(self) -> list[RuleCheck]:
        """Return the verdict, rule by rule."""
        return [RuleCheck(**check) for check in self.verdict]

    @property
    def failed_checks(self) -> list[RuleCheck]:
        """Return the rules that the video breaks."""
        return [check for check in self.checks if not check.passed]
