"""The picture of a video, as wide as the screen that shows it needs."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image

from contest_pages.entries.domain.withdrawal import erase_entries
from contest_pages.entries.models import Entry
from contest_pages.entries.models.video import narrower
from contest_pages.files.private_storage import private_storage
from contest_pages.privacy.enums import ErasedBecause
from home.demo.videos import make_video
from tests.factories import EntryFactory, RegistrationFactory

from .helpers import hand_in, run_probe

pytestmark = pytest.mark.django_db


def submit_and_probe(stage, source):
    return run_probe(hand_in(stage, stage.registration, source))


def erase(entry, because) -> None:
    erase_entries(entry.registration, because)


def pictures(video) -> list[str]:
    """Return the names of everything that lies in store of a video's stills."""
    return [file.name for still in video.stills.all() for file in video.widths_of(still.picture)]


@pytest.fixture
def shown(stage):
    """A public entry whose poster lies in store in two widths."""
    entry = EntryFactory(registration=RegistrationFactory(page=stage.form), round=stage.round, accepted=True)
    entry.video.facts = {**entry.video.facts, "still_widths": [480, 960]}
    entry.video.save()
    small = narrower(entry.video.poster, 480)
    small.storage.save(small.name, ContentFile(b"small"))
    return entry


def test_every_still_lies_in_store_in_three_widths_and_the_narrow_ones_are_lighter(short_rules, videos):
    video = submit_and_probe(short_rules, videos.short).video
    assert len(pictures(video)) == 2 * 3
    poster = video.widths_of(video.poster)
    assert [Image.open(file).size for file in poster] == [(480, 270), (720, 405), (960, 540)]
    weights = [file.storage.size(file.name) for file in poster]
    assert weights == sorted(weights)


def test_a_picture_held_upright_is_never_drawn_wider_than_it_is(short_rules, videos):
    upright = make_video(videos.folder / "upright.mp4", seconds=6, seed=3, width=720, height=1280)
    video = submit_and_probe(short_rules, upright).video
    assert video.still_widths == [480, 540]


def test_all_widths_are_deleted_at_the_request_of_the_contestant(
    short_rules, videos, django_capture_on_commit_callbacks
):
    entry = submit_and_probe(short_rules, videos.short)
    names = pictures(entry.video)
    with django_capture_on_commit_callbacks(execute=True):
        erase(entry, ErasedBecause.REQUESTED)
    assert not any(private_storage().exists(name) for name in names)


def test_what_was_published_keeps_its_poster_in_every_width_when_retention_ends(
    short_rules, videos, django_capture_on_commit_callbacks
):
    entry = submit_and_probe(short_rules, videos.short)
    Entry.objects.filter(pk=entry.pk).update(state="accepted")
    kept = [file.name for file in entry.video.widths_of(entry.video.poster)]
    gone = set(pictures(entry.video)) - set(kept)
    with django_capture_on_commit_callbacks(execute=True):
        erase(entry, ErasedBecause.EXPIRED)
    assert all(private_storage().exists(name) for name in kept)
    assert not any(private_storage().exists(name) for name in gone)


def test_the_gallery_offers_each_width_with_its_address(client, shown):
    page = client.get(shown.round.url).content.decode()
    path = reverse("contest_poster", args=[shown.video_id])
    assert f'srcset="{path}480/ 480w, {path} 960w"' in page
    small = client.get(f"{path}480/")
    assert b"".join(small.streaming_content) == b"small"
    assert (small["Content-Type"], small["Cache-Control"]) == ("image/webp", "public, max-age=3600")


def test_a_width_that_nobody_made_is_not_found(client, shown):
    path = reverse("contest_poster", args=[shown.video_id])
    assert client.get(f"{path}481/").status_code == 404
    assert client.get(f"{path}960/").status_code == 404


def test_a_narrow_picture_is_guarded_like_the_wide_one(client, shown):
    shown.registration.publish_picture = False
    shown.registration.save()
    path = reverse("contest_poster", args=[shown.video_id])
    assert client.get(path).status_code == client.get(f"{path}480/").status_code == 404
    assert path not in client.get(shown.round.url).content.decode()


def test_a_video_without_widths_shows_its_one_poster(client, stage):
    entry = EntryFactory(registration=RegistrationFactory(page=stage.form), round=stage.round, accepted=True)
    page = client.get(entry.round.url).content.decode()
    assert f'<img src="{entry.public_poster_path}" alt=""' in page
