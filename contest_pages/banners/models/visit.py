"""What is known of visitors for one day, so that each counts once: salted hashes, deleted with their salt."""

from __future__ import annotations

from django.db import models


class BannerSalt(models.Model):
    """The random salt of a day; once it is deleted, no hash of that day can be computed again."""

    day = models.DateField(primary_key=True)
    salt = models.CharField(max_length=64)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.day)


class BannerVisit(models.Model):
    """A hash of a network, a browser and what it saw or followed; another banner has another hash."""

    digest = models.CharField(max_length=64, primary_key=True)
    day = models.DateField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.digest[:8]
