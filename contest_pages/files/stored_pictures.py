"""Pictures that were stored with their metadata."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django.db.models import Model, QuerySet
from wagtail.images import get_image_model

from .uploaded_pictures import note_content, without_metadata


def strip_images(*, dry_run: bool) -> Iterator[str]:
    """Strip the originals of images and delete every rendition that holds metadata; yield the names. Idempotent."""
    model = get_image_model()
    for image in model.objects.order_by("pk").iterator(chunk_size=100):
        if (stripped := _stripped(image)) is not None:
            yield image.file.name
            if not dry_run:
                replace_file(image, stripped)
                image.renditions.all().delete()
    renditions = model.get_rendition_model().objects.order_by("pk")
    for rendition in renditions.iterator(chunk_size=100):
        if _stripped(rendition) is not None:
            yield rendition.file.name
            if not dry_run:
                rendition.delete()


def strip_files(rows: QuerySet, *, dry_run: bool) -> Iterator[str]:
    """Strip the pictures among the files of rows that have `file` and `size`; yield the names. Idempotent."""
    for row in rows.order_by("pk").iterator(chunk_size=100):
        if (stripped := _stripped(row)) is not None:
            yield row.file.name
            if not dry_run:
                replace_file(row, stripped)


def _stripped(row: Model):
    """Return the file of a row without metadata; None where it has none, or is lost."""
    try:
        with row.file.open("rb") as file:
            stripped = without_metadata(file)
            return None if stripped is file else stripped
    except FileNotFoundError:
        return None


def replace_file(row: Model, file) -> None:
    """Put another file in the place of a row's; the old one goes when that is committed."""
    storage, old = row.file.storage, row.file.name
    with transaction.atomic():
        transaction.on_commit(partial(storage.delete, old))
        name = storage.save(old, file)
        values = {"file": name}
        if hasattr(row, "file_hash"):
            note_content(row, file)
            values |= {"file_size": row.file_size, "file_hash": row.file_hash}
        else:
            values["size"] = file.size
        type(row).objects.filter(pk=row.pk).update(**values)
