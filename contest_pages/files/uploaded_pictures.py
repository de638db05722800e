"""Pictures lose their metadata when they are stored: those of editors, renditions, those that contestants attach."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile, File
from django.db.models.signals import pre_save
from wagtail.images.models import AbstractImage, AbstractRendition

from .picture_metadata import strip_metadata


def without_metadata(file: File) -> File:
    """Return a file without metadata if it is a picture that has some, else the same file, at its beginning."""
    file.seek(0)
    data = file.read()
    file.seek(0)
    stripped = strip_metadata(data)
    return file if stripped == data else ContentFile(stripped, name=file.name)


def strip_new_file(sender, instance, raw=False, **kwargs) -> None:
    """Strip the file of an image or a rendition that is about to be stored for the first time."""
    field = instance.file
    if raw or not field or field._committed:
        return
    name, file = field.name, field.file
    stripped = without_metadata(file)
    if stripped is file:
        return
    instance.file = File(stripped, name=name)
    if isinstance(instance, AbstractImage):
        note_content(instance, stripped)


def note_content(image: AbstractImage, file: File) -> None:
    """Set the size and the hash of an image's file, by which Wagtail recognises a second upload."""
    file.seek(0)
    content = file.read()
    file.seek(0)
    image.file_size, image.file_hash = len(content), hashlib.sha1(content, usedforsecurity=False).hexdigest()


def connect() -> None:
    """Strip whatever image model the site has: its class is known once all apps are ready."""
    from django.apps import apps

    for model in apps.get_models():
        if issubclass(model, AbstractImage | AbstractRendition):
            pre_save.connect(strip_new_file, sender=model, dispatch_uid="contest_pages.strip_new_file")
