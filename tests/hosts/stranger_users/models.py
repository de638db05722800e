"""The stranger's user."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class Officer(AbstractUser):
    """A user of the host's site."""

    office = models.CharField(max_length=100, blank=True)
