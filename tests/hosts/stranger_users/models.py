"""The stranger's user."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class Officer(AbstractUser):
    """Somebody who works there."""

    office = models.CharField(max_length=100, blank=True)
