"""Entries and their videos. Files are small texts; tests that need real videos make them."""

from __future__ import annotations

import factory
from django.core.files.base import ContentFile

from contest_pages.entries.enums import EntryState, VideoState
from contest_pages.entries.models import Entry, VideoAsset
from contest_pages.review.domain.cases import open_case
from contest_pages.review.models import ReviewCase

from .pages import NOW

FACTS = {
    "container": "mp4",
    "seconds": 250.0,
    "width": 1280,
    "height": 720,
    "frames_per_second": 25.0,
    "video_codec": "h264",
    "audio_codec": "aac",
    "size": 1000,
}


class VideoAssetFactory(factory.django.DjangoModelFactory):
    original = factory.LazyFunction(lambda: ContentFile(b"the original", name="x"))
    size = 12
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    uploaded_at = NOW

    class Meta:
        model = VideoAsset

    class Params:
        ready = factory.Trait(
            state=VideoState.READY,
            facts=FACTS,
            playable=factory.LazyFunction(lambda: ContentFile(bytes(range(256)) * 4, name="x")),
            poster=factory.LazyFunction(lambda: ContentFile(b"a picture", name="x")),
        )


class EntryFactory(factory.django.DjangoModelFactory):
    """An entry of `registration` in `round`, with a review case according to its state."""

    title = factory.Sequence(lambda n: f"Tác phẩm {n}")
    number = factory.Sequence(lambda n: n + 1)
    slot = 1
    contest = factory.LazyAttribute(lambda row: row.registration.contest)
    video = factory.SubFactory(VideoAssetFactory, ready=True)
    unit = factory.LazyAttribute(lambda row: row.registration.unit)
    state = EntryState.CHECKING
    created_at = NOW
    handed_in_at = NOW

    class Meta:
        model = Entry

    class Params:
        submitted = factory.Trait(state=EntryState.SUBMITTED, submitted_at=NOW)
        accepted = factory.Trait(state=EntryState.ACCEPTED, submitted_at=NOW)
        draft = factory.Trait(state=EntryState.DRAFT, number=None, handed_in_at=None, video=None)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        entry = model_class(*args, **kwargs)
        entry.fold_search_text()
        entry.save()
        if entry.state in (EntryState.SUBMITTED, EntryState.ACCEPTED):
            case = open_case(entry, NOW)
            ReviewCase.objects.filter(pk=case.pk).update(waits=entry.state == EntryState.SUBMITTED)
        return entry
