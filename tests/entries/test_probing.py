"""The look at a video, with real files: good ones, poor ones, hostile ones."""

from __future__ import annotations

import struct
from fractions import Fraction

import av
import pytest
from django.core import mail
from django.utils import translation
from PIL import Image

from contest_pages.entries import tasks
from contest_pages.entries.domain import withdrawal
from contest_pages.entries.enums import EntryState, JobState, VideoState
from contest_pages.entries.models import Entry, VideoAsset, VideoJob
from contest_pages.entries.queries.near_duplicates import near_duplicates_of
from home.demo.videos import make_video
from tests.factories import RegistrationFactory
from tests.factories.pages import NOW
from tests.letters import words_of

from .films import make_film, set_edits
from .helpers import begin, give, hand_in, run_probe

pytestmark = pytest.mark.django_db


def submit_and_probe(stage, source):
    return run_probe(hand_in(stage, stage.registration, source))


def test_a_video_that_meets_the_rules_goes_to_the_reviewers_with_poster_and_clean_copy(short_rules, videos):
    entry = submit_and_probe(short_rules, videos.short)
    video = entry.video
    assert entry.state == EntryState.SUBMITTED
    assert entry.submitted_at is not None
    assert video.facts["seconds"] == pytest.approx(6, abs=0.1)
    assert (video.facts["width"], video.facts["height"], video.facts["audio_codec"]) == (1280, 720, "aac")
    assert all(check.passed for check in video.checks)
    assert len(video.checks) == 4
    assert video.rules_revision == short_rules.again().live_rules.live_revision_id
    assert video.poster.read(4) == b"RIFF"
    data = video.playable.read()
    assert data.index(b"moov") < data.index(b"mdat")
    assert len(video.sha256) == 64


def test_a_small_picture_is_refused_with_the_rule_the_value_and_the_limit(short_rules, videos):
    entry = submit_and_probe(short_rules, videos.small)
    assert entry.state == EntryState.FAILED
    assert [(c.rule, c.actual, c.required) for c in entry.video.failed_checks] == [
        ("Resolution", "640 × 360", "tối thiểu 1280 × 720")
    ]


def test_a_video_without_sound_is_no_reason_to_refuse_but_is_noted(short_rules, videos):
    entry = submit_and_probe(short_rules, videos.silent)
    assert entry.state == EntryState.SUBMITTED
    assert entry.video.facts["audio_codec"] == ""


def _bytes(videos) -> bytes:
    return videos.short.read_bytes()


def _moov_length_lie(data: bytes) -> bytes:
    """Return the video with a header that claims 250 seconds (mvhd version 0)."""
    at = data.index(b"mvhd") + 4
    scale = struct.unpack(">I", data[at + 12 : at + 16])[0]
    return data[: at + 16] + struct.pack(">I", 250 * scale) + data[at + 20 :]


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, kind) + content


def _nested(depth: int) -> bytes:
    content = b""
    for _ in range(depth):
        content = _box(b"moov", content)
    return content


HOSTILE = {
    "empty": (lambda data: b"", "Tệp rỗng"),
    "text": (lambda data: b"<html>xin chao</html>" * 50, "không phải là video"),
    "truncated": (lambda data: data[: len(data) // 2], "thiếu phần cuối"),
    "noise after a start like MP4": (lambda data: data[:32] + b"\xff" * 5000, "thiếu phần cuối"),
    "one byte": (lambda data: b"\x00", "không phải là video"),
    "boxes within limits but empty": (lambda data: data[:32] + struct.pack(">I4s", 8, b"moov"), "không"),
    "boxes in boxes in boxes": (lambda data: data[:32] + _nested(400), "cấu trúc bất thường"),
    "200 tracks": (lambda data: data[:32] + _box(b"moov", _box(b"trak", b"") * 200), "cấu trúc bất thường"),
    "a million tiny boxes": (lambda data: data[:32] + _box(b"free", b"") * 1_000_000, "cấu trúc bất thường"),
    "zero bytes for all there is": (lambda data: bytes(len(data)), "không phải là video"),
    "a playlist": (lambda data: b"#EXTM3U\n#EXTINF:9,\nfile:///etc/passwd\n", "không phải là video"),
    "an ffconcat": (lambda data: b"ffconcat version 1.0\nfile /etc/passwd\n", "không phải là video"),
    "endless box": (lambda data: data[:32] + struct.pack(">I4sQ", 1, b"moov", 2**62), "thiếu phần cuối"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_and_broken_files_end_in_a_sentence(short_rules, videos, kind):
    change, sentence = HOSTILE[kind]
    entry = submit_and_probe(short_rules, change(_bytes(videos)))
    assert entry.state == EntryState.FAILED
    assert entry.video.state == VideoState.BROKEN
    assert sentence in entry.video.problem_words


def test_a_header_that_lies_about_the_length_is_not_believed(short_rules, videos):
    entry = submit_and_probe(short_rules, _moov_length_lie(_bytes(videos)))
    assert entry.video.facts["seconds"] == pytest.approx(6, abs=0.1)


def test_what_is_appended_to_a_video_does_not_reach_the_visitors(short_rules, videos):
    page = b"<html><script>alert(1)</script></html>"
    entry = submit_and_probe(short_rules, _bytes(videos) + page)
    assert entry.state == EntryState.SUBMITTED
    assert page in entry.video.original.read()
    assert b"<script>" not in entry.video.playable.read()


def _two_frames(path, *, apart: int):
    """Write a video of two frames so many seconds apart."""
    with av.open(str(path), "w") as container:
        picture = container.add_stream("libx264", rate=1)
        picture.width, picture.height, picture.pix_fmt = 320, 240, "yuv420p"
        for number in range(3):
            frame = av.VideoFrame.from_image(Image.new("RGB", (320, 240), (40 * number, 90, 90)))
            frame.pts, frame.time_base = number * apart, Fraction(1, 1)
            container.mux(picture.encode(frame))
        container.mux(picture.encode())
    return path


def test_ten_hours_in_one_frame_are_a_trick(short_rules, videos):
    path = _two_frames(videos.folder / "long.mp4", apart=5 * 3600)
    assert "quá 4 giờ" in submit_and_probe(short_rules, path).video.problem_words


def test_a_probe_over_its_time_ends_in_a_sentence(short_rules, videos, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "PROBE_SECONDS": 0.01}
    entry = submit_and_probe(short_rules, videos.short)
    assert "giới hạn thời gian và bộ nhớ" in entry.video.problem_words


def test_a_picture_too_large_to_decode_is_refused(short_rules, videos):
    path = make_video(videos.folder / "huge.mp4", seconds=1, width=4608, height=2592, seed=4, sound=False)
    entry = submit_and_probe(short_rules, path)
    assert "4096 × 2304" in entry.video.problem_words


def test_probing_is_idempotent(short_rules, videos):
    entry = submit_and_probe(short_rules, videos.short)
    before = VideoAsset.objects.values().get(pk=entry.video_id)
    VideoJob.objects.filter(video=entry.video_id).update(state=JobState.WAITING)
    run_probe(entry)
    assert VideoAsset.objects.values().get(pk=entry.video_id) == before


def test_a_draft_is_judged_and_waits_for_its_contestant(short_rules, videos):
    entry = begin(short_rules, short_rules.registration)
    give(entry, videos.short)
    entry = run_probe(entry)
    assert (entry.state, entry.video.passed) == (EntryState.DRAFT, True)


def test_a_video_that_was_withdrawn_meanwhile_is_examined_and_stays_withdrawn(short_rules, videos):
    entry = hand_in(short_rules, short_rules.registration, videos.short)
    withdrawal.withdraw(entry=entry, now=NOW)
    assert run_probe(entry).state == EntryState.WITHDRAWN


def test_the_contestant_reads_the_rule_the_actual_and_the_required_value(
    short_rules, videos, django_capture_on_commit_callbacks
):
    entry = hand_in(short_rules, short_rules.registration, videos.small)
    with django_capture_on_commit_callbacks(execute=True), translation.override("en"):
        run_probe(entry)
    letter = mail.outbox[-1]
    assert letter.subject.startswith("Video chưa đáp ứng thể lệ")
    assert "- Độ phân giải: video của bạn là 640 × 360; thể lệ yêu cầu tối thiểu 1280 × 720." in words_of(
        letter
    )


def test_a_draft_sends_no_letter(short_rules, videos, django_capture_on_commit_callbacks):
    entry = begin(short_rules, short_rules.registration)
    with django_capture_on_commit_callbacks(execute=True):
        give(entry, videos.small)
    entry.refresh_from_db()
    assert entry.video.failed_checks
    assert mail.outbox == []


def test_a_video_that_was_replaced_before_its_probe_is_no_error(short_rules, videos):
    entry = hand_in(short_rules, short_rules.registration, videos.short)
    job = VideoJob.objects.get()
    give(entry, videos.short)
    tasks.run_job.func(job.pk)
    entry.refresh_from_db()
    assert entry.state == EntryState.CHECKING
    assert not VideoJob.objects.filter(pk=job.pk).exists()


def test_a_better_video_takes_over_when_it_meets_the_rules(
    short_rules, videos, django_capture_on_commit_callbacks
):
    entry = submit_and_probe(short_rules, videos.short)
    old = entry.video
    give(entry, videos.silent)
    waiting = Entry.objects.get(pk=entry.pk)
    assert (waiting.video_id, waiting.state) == (old.pk, EntryState.SUBMITTED)
    with django_capture_on_commit_callbacks(execute=True):
        entry = run_probe(entry)
    assert entry.video_id != old.pk
    assert (entry.replacement, entry.state) == (None, EntryState.SUBMITTED)
    assert not VideoAsset.objects.filter(pk=old.pk).exists()
    assert not old.original.storage.exists(old.original.name)


def test_a_worse_video_does_not_cost_the_place_of_the_one_that_met_the_rules(short_rules, videos):
    entry = submit_and_probe(short_rules, videos.short)
    old = entry.video_id
    give(entry, videos.small)
    entry = run_probe(entry)
    assert (entry.video_id, entry.state) == (old, EntryState.SUBMITTED)
    assert entry.replacement.failed_checks
    give(entry, videos.silent)
    assert run_probe(entry).video_id != old


def test_a_new_video_that_arrives_after_the_decision_changes_nothing(short_rules, videos):
    entry = submit_and_probe(short_rules, videos.short)
    old = entry.video_id
    give(entry, videos.silent)
    Entry.objects.filter(pk=entry.pk).update(state=EntryState.ACCEPTED)
    assert run_probe(entry).video_id == old


def test_the_same_file_from_another_contestant_is_refused_without_saying_whose(short_rules, videos):
    submit_and_probe(short_rules, videos.short)
    other = hand_in(short_rules, RegistrationFactory(page=short_rules.form), videos.short)
    other = run_probe(other)
    assert other.state == EntryState.FAILED
    assert "đã được nộp vào cuộc thi" in other.video.problem_words
    assert "TP-" not in other.video.problem_words


def test_the_same_film_encoded_again_is_marked_for_the_moderator_and_another_film_is_not(short_rules, videos):
    first = submit_and_probe(short_rules, videos.short)
    smaller = make_video(videos.folder / "again.mp4", seconds=6, seed=1, width=1366, height=768)
    again = run_probe(hand_in(short_rules, RegistrationFactory(page=short_rules.form), smaller))
    other = run_probe(hand_in(short_rules, RegistrationFactory(page=short_rules.form), videos.silent))
    assert again.state == EntryState.SUBMITTED
    assert [like.entry for like in near_duplicates_of(again)] == [first]
    assert [like.entry for like in near_duplicates_of(first)] == [again]
    assert near_duplicates_of(other) == []
    assert near_duplicates_of(again)[0].percent > 90


def test_the_probe_offers_several_pictures_and_takes_the_best_as_poster(short_rules, videos):
    film = make_film(videos.folder / "moving.mp4", width=1280, height=720, rate=4, gop=4)
    entry = submit_and_probe(short_rules, film)
    stills = list(entry.video.stills.all())
    assert len(stills) == 6
    assert entry.video.poster.name in {still.picture.name for still in stills}
    assert len({still.second for still in stills}) == 6


def test_the_probe_offers_no_picture_twice(short_rules, videos):
    entry = submit_and_probe(short_rules, videos.short)  # its picture changes once, after five seconds
    assert sorted(still.second < 5 for still in entry.video.stills.all()) == [False, True]


def test_a_sound_track_without_a_sound_is_noted(short_rules, videos):
    mute = make_video(videos.folder / "mute.mp4", seconds=6, seed=5, loudness=0)
    entry = submit_and_probe(short_rules, mute)
    assert (entry.state, entry.video.facts["audio_codec"]) == (EntryState.SUBMITTED, "aac")
    assert entry.video.is_silent
    assert not submit_and_probe(short_rules, videos.short).video.is_silent


def test_a_video_that_was_turned_is_measured_as_it_is_seen(short_rules, videos):
    upright = make_video(videos.folder / "upright.mp4", seconds=6, seed=6, width=720, height=1280)
    entry = submit_and_probe(short_rules, upright)
    assert (entry.video.facts["width"], entry.video.facts["height"]) == (720, 1280)
    assert entry.state == EntryState.SUBMITTED


def test_a_film_that_was_cut_from_a_longer_one_is_judged_by_what_plays(short_rules, videos):
    film = make_film(videos.folder / "cut.mp4", seconds=13, width=1280, height=720, rate=4, gop=60)
    set_edits(set_edits(film, 0, [(4.5, 8)]), 1, [(4, 8)])
    entry = submit_and_probe(short_rules, film)
    assert entry.video.facts["seconds"] == 8
    assert entry.state == EntryState.SUBMITTED


def test_a_mov_of_an_iphone_meets_rules_that_ask_for_mp4_and_becomes_one(short_rules, videos):
    film = make_film(videos.folder / "IMG_0001.MOV", width=1280, height=720, rate=4, gop=4, sound="alac")
    entry = submit_and_probe(short_rules, film)
    assert (entry.video.facts["container"], entry.state) == ("mov", EntryState.SUBMITTED)
    assert entry.video.playable.read(12)[4:] == b"ftypisom"


def test_a_mov_that_cannot_become_an_mp4_without_loss_is_refused_for_that_reason(short_rules, videos):
    film = make_film(videos.folder / "prores.mov", width=1280, height=720, rate=2, codec="prores_ks")
    entry = submit_and_probe(short_rules, film)
    assert entry.state == EntryState.FAILED
    assert "Trình duyệt không phát được loại video này" in entry.video.problem_words
