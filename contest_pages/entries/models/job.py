"""Background jobs of videos, as rows that survive the worker."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contest_pages.entries.enums import JobKind, JobState

from .video import VideoAsset


class VideoJob(models.Model):
    """What is to be done with a video, and how far it has come. The task queue only carries its id."""

    contest_path = ("video__entry__contest", "video__replaces__contest")

    video = models.ForeignKey(
        VideoAsset, verbose_name=_("video"), on_delete=models.CASCADE, related_name="jobs"
    )
    kind = models.CharField(_("job"), max_length=12, choices=JobKind)
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    percent = models.PositiveSmallIntegerField(_("percent"), default=0)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True, default="")
    ordered_at = models.DateTimeField(_("ordered at"))
    finished_at = models.DateTimeField(pgettext_lazy("job", "finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("video job")
        verbose_name_plural = _("video jobs")
        default_permissions = ("view",)
        permissions = [("rerun_videojob", _("Can run video jobs again"))]
        ordering = ["-ordered_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["video", "kind"], name="contest_video_job_once")]
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="contest_video_job_stale")]

    def __str__(self):
        return f"{self.kind} of video {self.video_id}"
