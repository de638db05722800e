"""The stranger's own models, with names that could collide with ours."""

from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Page


class Photo(AbstractImage):
    """The stranger's picture."""

    credit = models.CharField(max_length=100, blank=True)
    admin_form_fields = ("title", "file", "credit")


class PhotoRendition(AbstractRendition):
    """A size of a picture."""

    image = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class Paper(AbstractDocument):
    """The stranger's document."""

    admin_form_fields = ("title", "file")


class NewsPage(Page):
    """The stranger's news, in an app of theirs."""


class PortalPage(Page):
    """The stranger's home."""
