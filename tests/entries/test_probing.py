"""The look at a video, with real files: good ones, poor ones, hostile ones."""

from __future__ import annotations

import io
import struct

import pytest
import time_machine
from django.core import mail
from django.core.files.base import ContentFile, File
from django.core.management import call_command
from django.utils import translation

from contest_pages.entries import tasks
from contest_pages.entries.domain import intake, probing
from contest_pages.entries.enums import EntryState, VideoState
from contest_pages.entries.models import VideoAsset
from home.demo.videos import make_video
from tests.factories import RegistrationFactory
from tests.factories.pages import NOW, hanoi

pytestmark = pytest.mark.django_db
LATER = hanoi("2024-07-10 14:00")


@pytest.fixture
def short_rules(stage):
    """Return a stage whose rules ask for 5 to 10 seconds, so that test videos may be short."""
    stage.rules.minimum_seconds, stage.rules.maximum_seconds = 5, 10
    stage.rules.save_revision().publish()
    stage.registration = RegistrationFactory(page=stage.form)
    return stage


def look_at(stage, file):
    entry = intake.hand_in(
        round_page=stage.round,
        registration=stage.registration,
        title="Phim",
        summary="",
        declarations=[],
        file=file,
        now=NOW,
    )
    probing.probe(video_pk=entry.video_id, now=NOW)
    entry.refresh_from_db()
    return entry


def arrive(stage, videos):
    """Hand in a good video that nobody has looked at yet."""
    with videos.short.open("rb") as source:
        return intake.hand_in(
            round_page=stage.round,
            registration=stage.registration,
            title="x",
            summary="",
            declarations=[],
            file=File(source),
            now=NOW,
        )


def look_at_path(stage, path):
    with path.open("rb") as source:
        return look_at(stage, File(source, name="phim.mp4"))


def test_a_video_that_meets_the_rules_goes_to_the_reviewers_with_poster_and_clean_copy(short_rules, videos):
    entry = look_at_path(short_rules, videos.short)
    video = entry.video
    assert (entry.state, entry.submitted_at) == (EntryState.SUBMITTED, NOW)
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
    entry = look_at_path(short_rules, videos.small)
    assert entry.state == EntryState.FAILED
    assert [(c.rule, c.found, c.asked) for c in entry.video.failed_checks] == [
        ("Resolution", "640 × 360", "tối thiểu 1280 × 720")
    ]


def test_a_video_without_sound_is_no_reason_to_refuse_but_is_noted(short_rules, videos):
    entry = look_at_path(short_rules, videos.silent)
    assert entry.state == EntryState.SUBMITTED
    assert entry.video.facts["audio_codec"] == ""


def _bytes(videos) -> bytes:
    return videos.short.read_bytes()


def _moov_length_lie(data: bytes) -> bytes:
    """Return the video with a header that claims 250 seconds (mvhd version 0)."""
    at = data.index(b"mvhd") + 4
    scale = struct.unpack(">I", data[at + 12 : at + 16])[0]
    return data[: at + 16] + struct.pack(">I", 250 * scale) + data[at + 20 :]


HOSTILE = {
    "empty": (lambda data: b"", "Tệp rỗng"),
    "text": (lambda data: b"<html>xin chao</html>" * 50, "không phải là video"),
    "truncated": (lambda data: data[: len(data) // 2], "thiếu phần cuối"),
    "noise after a start like MP4": (lambda data: data[:32] + b"\xff" * 5000, "thiếu phần cuối"),
    "one byte": (lambda data: b"\x00", "không phải là video"),
    "boxes within limits but empty": (lambda data: data[:32] + struct.pack(">I4s", 8, b"moov"), "không"),
    "endless box": (lambda data: data[:32] + struct.pack(">I4sQ", 1, b"moov", 2**62), "thiếu phần cuối"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_and_broken_files_end_in_a_sentence(short_rules, videos, kind):
    change, sentence = HOSTILE[kind]
    entry = look_at(short_rules, ContentFile(change(_bytes(videos)), name="x.mp4"))
    assert entry.state == EntryState.FAILED
    assert entry.video.state == VideoState.BROKEN
    assert sentence in probing.problem_words(entry.video)


def test_a_header_that_lies_about_the_length_is_not_believed(short_rules, videos):
    entry = look_at(short_rules, ContentFile(_moov_length_lie(_bytes(videos)), name="x.mp4"))
    assert entry.video.facts["seconds"] == pytest.approx(6, abs=0.1)


def test_what_is_appended_to_a_video_does_not_reach_the_visitors(short_rules, videos):
    page = b"<html><script>alert(1)</script></html>"
    entry = look_at(short_rules, ContentFile(_bytes(videos) + page, name="x.mp4"))
    assert entry.state == EntryState.SUBMITTED
    assert page in entry.video.original.read()
    assert b"<script>" not in entry.video.playable.read()


def test_a_probe_over_its_time_ends_in_a_sentence(short_rules, videos, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "PROBE_SECONDS": 0.01}
    entry = look_at_path(short_rules, videos.short)
    assert "giới hạn thời gian và bộ nhớ" in probing.problem_words(entry.video)


def test_a_picture_too_large_to_decode_is_refused(short_rules, videos):
    path = make_video(videos.folder / "huge.mp4", seconds=1, width=4608, height=2592, seed=4, sound=False)
    entry = look_at_path(short_rules, path)
    assert "4096 × 2304" in probing.problem_words(entry.video)


def test_looking_twice_changes_nothing(short_rules, videos):
    entry = look_at_path(short_rules, videos.short)
    before = VideoAsset.objects.values().get(pk=entry.video_id)
    probing.probe(video_pk=entry.video_id, now=hanoi("2024-07-20"))
    assert VideoAsset.objects.values().get(pk=entry.video_id) == before


def test_a_video_that_was_withdrawn_meanwhile_is_examined_and_stays_withdrawn(short_rules, videos):
    entry = arrive(short_rules, videos)
    intake.withdraw(entry=entry, now=NOW)
    probing.probe(video_pk=entry.video_id, now=NOW)
    entry.refresh_from_db()
    assert entry.state == EntryState.WITHDRAWN


def test_the_contestant_reads_which_rule_what_was_found_and_what_was_asked(
    short_rules, videos, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True), translation.override("en"):
        look_at_path(short_rules, videos.small)
    letter = mail.outbox[-1]
    assert letter.subject.startswith("Video chưa đáp ứng thể lệ")
    assert "- Độ phân giải: video của bạn là 640 × 360; thể lệ yêu cầu tối thiểu 1280 × 720." in letter.body


def test_a_video_that_was_replaced_before_anybody_looked_is_no_fault(short_rules, videos):
    entry = arrive(short_rules, videos)
    gone = entry.video_id
    with videos.short.open("rb") as source:
        entry = intake.replace_video(entry=entry, file=File(source), now=NOW)
    assert probing.probe(video_pk=gone, now=NOW) is None
    entry.refresh_from_db()
    assert entry.state == EntryState.CHECKING


def test_a_silent_worker_leaves_a_video_that_is_looked_at_again(short_rules, videos):
    entry = arrive(short_rules, videos)
    assert not probing.stale_videos(NOW)
    with time_machine.travel(LATER, tick=False):
        assert [video.pk for video in probing.stale_videos(LATER)] == [entry.video_id]
        call_command("contest_probe_videos", stdout=io.StringIO())
    entry.refresh_from_db()
    assert entry.state == EntryState.SUBMITTED


@pytest.mark.parametrize("state", [VideoState.WAITING, VideoState.PROBING])
def test_after_three_silent_workers_the_contestant_is_told(short_rules, videos, state):
    entry = arrive(short_rules, videos)
    VideoAsset.objects.filter(pk=entry.video_id).update(attempts=3, state=state, heartbeat_at=NOW)
    with time_machine.travel(LATER, tick=False):
        said = io.StringIO()
        call_command("contest_probe_videos", stdout=said)
    assert "0 video(s) queued again, 1 given up." in said.getvalue()
    entry.refresh_from_db()
    assert entry.state == EntryState.FAILED
    assert "giới hạn thời gian và bộ nhớ" in probing.problem_words(entry.video)


def test_the_task_takes_an_id_and_does_the_work(short_rules, videos):
    entry = arrive(short_rules, videos)
    tasks.enqueue_probe(entry.video_id)
    entry.refresh_from_db()
    assert entry.state == EntryState.SUBMITTED
