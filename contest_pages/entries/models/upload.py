"""Resumable uploads of videos, which may take days."""

from __future__ import annotations

import datetime
import hashlib
import secrets

from django.db import models
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from .video import original_name


def upload_key() -> str:
    """Return 128 random bits as text."""
    return secrets.token_hex(16)


def secret_hash(secret: str) -> str:
    """Return the hash under which a secret is stored."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Upload(models.Model):
    """An upload of an entry's video; the size of the file on the disk is its offset.

    The secret in its address authorises requests. `original` is the name in the private storage, which the
    finished video keeps: nothing is moved at the end. With
    object storage `multipart_id` names the transfer there.

    `head_sha256` is the checksum of the file's first mebibyte as the browser read it, by which it recognises the
    same file later: phones give it another date and often another name. Empty if the client gave none.
    """

    #: The secret itself, known only to the request that began the upload; the database has its hash.
    secret: str = ""

    key = models.CharField(max_length=32, unique=True, default=upload_key, editable=False)
    secret_hash = models.CharField(max_length=64, editable=False)
    entry = models.ForeignKey("contest_entries.Entry", on_delete=models.CASCADE, related_name="uploads")
    original = models.CharField(max_length=120, editable=False)
    length = models.PositiveBigIntegerField(_("size in bytes"))
    head_sha256 = models.CharField(max_length=64, blank=True, default="", db_default="", editable=False)
    multipart_id = models.CharField(max_length=250, blank=True, default="", editable=False)
    begun_at = models.DateTimeField(_("begun at"))
    expires_at = models.DateTimeField(_("expires at"), db_index=True)
    completed_at = models.DateTimeField(_("completed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["entry"],
                condition=models.Q(completed_at=None),
                name="contest_upload_one_open_per_entry",
            )
        ]

    def __str__(self):
        return f"upload {self.pk}"

    @classmethod
    def begin(
        cls,
        *,
        entry,
        length: int,
        now: datetime.datetime,
        lasts: datetime.timedelta,
        head_sha256: str = "",
    ) -> Upload:
        """Return a new upload, not saved, with its secret in `secret` for this once."""
        upload = cls(
            entry=entry,
            original=original_name(None, ""),
            length=length,
            head_sha256=head_sha256,
            begun_at=now,
            expires_at=now + lasts,
        )
        upload.renew_secret()
        return upload

    def renew_secret(self) -> None:
        """Make a new secret, known in `secret` for this once; the address with the earlier one ends. Does not save."""
        self.secret = secrets.token_urlsafe(24)
        self.secret_hash = secret_hash(self.secret)

    def opens_with(self, secret: str) -> bool:
        """Say whether this is the upload's secret, in constant time."""
        return constant_time_compare(secret_hash(secret), self.secret_hash)

    def get_path(self) -> str:
        """Return the address to send to; known only while `secret` is."""
        return reverse("contest_upload", args=[self.key, self.secret])
