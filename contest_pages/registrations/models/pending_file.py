"""Files that belong to nothing submitted yet: attachments of unfinished forms, parts of uploads."""

from __future__ import annotations

from django.db import models


class PendingFile(models.Model):
    """The bytes of a file that have arrived, counted for a person and a network by their keyed hashes."""

    # Its name in the private storage.
    name = models.CharField(max_length=200, unique=True)
    size = models.PositiveBigIntegerField()
    person = models.CharField(max_length=64, db_index=True)
    network = models.CharField(max_length=64, db_index=True)
    arrived_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.name
