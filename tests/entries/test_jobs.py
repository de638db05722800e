"""Jobs: taken once, kept alive, run again after a killed worker, given up in the end; copies and pictures."""

from __future__ import annotations

import datetime
import io
import os
import signal
import subprocess
import sys
import threading
import time

import av
import pytest
import time_machine
from django.core.management import call_command
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from contest_pages.entries import tasks
from contest_pages.entries.domain import jobs, rendering, sandbox
from contest_pages.entries.enums import EntryState, JobKind, JobState
from contest_pages.entries.models import Entry, VideoJob
from home.demo.videos import make_video
from tests.factories import EntryFactory, RegistrationFactory
from tests.factories.pages import NOW, hanoi
from tests.races import at_once

from .helpers import begin, give, hand_in

pytestmark = pytest.mark.django_db
LATER = hanoi("2024-07-10 14:00")


@pytest.fixture
def waiting(short_rules, videos) -> VideoJob:
    """Return the look at a video that nobody has taken yet."""
    hand_in(short_rules, short_rules.registration, videos.short)
    VideoJob.objects.update(ordered_at=NOW)
    return VideoJob.objects.select_related("video__entry").get()


def housekeeping(now=LATER) -> str:
    """Run the housekeeping and return its output; the tasks that it queues run at once."""
    output = io.StringIO()
    with time_machine.travel(now, tick=False), TestCase.captureOnCommitCallbacks(execute=True):
        call_command("contest_housekeeping", stdout=output)
    return output.getvalue()


def work_off(job: VideoJob) -> None:
    """Do the job as a worker does, and again as often as it puts itself into the queue again."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        tasks.run_job.func(job.pk)
    job.refresh_from_db()


def test_a_job_is_taken_by_one_worker_only(waiting):
    assert jobs.start_job(job_pk=waiting.pk, now=NOW).attempts == 1
    assert jobs.start_job(job_pk=waiting.pk, now=NOW) is None


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_four_workers_one_gets_the_job(stage, monkeypatch):
    monkeypatch.setattr(tasks, "enqueue_job", lambda job: None)
    give(begin(stage, RegistrationFactory(page=stage.form)), b"a video")
    job = VideoJob.objects.get()
    taken = at_once(*[lambda: jobs.start_job(job_pk=job.pk, now=NOW)] * 4)
    assert sum(one is not None for one in taken) == 1


def test_a_killed_workers_job_is_run_again_and_the_entry_moves_on(waiting):
    jobs.start_job(job_pk=waiting.pk, now=NOW)
    assert "1 job(s) queued again" in housekeeping()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts) == (JobState.DONE, 2)
    assert Entry.objects.get().state == EntryState.SUBMITTED


def test_a_job_that_was_lost_from_the_queue_is_put_there_again(waiting):
    assert "1 job(s) queued again" in housekeeping()
    waiting.refresh_from_db()
    assert waiting.state == JobState.DONE


def test_a_job_that_gives_signs_of_life_is_left_alone(waiting):
    job = jobs.start_job(job_pk=waiting.pk, now=NOW)
    jobs.heartbeat(job, percent=40, now=LATER - datetime.timedelta(seconds=90))
    assert housekeeping() == "Nothing to do.\n"
    waiting.refresh_from_db()
    assert (waiting.state, waiting.percent) == (JobState.RUNNING, 40)


def test_a_worker_that_comes_back_too_late_stops(waiting):
    late = jobs.start_job(job_pk=waiting.pk, now=NOW)
    jobs.fail_job(late, error="silent", now=LATER)
    jobs.start_job(job_pk=waiting.pk, now=LATER)
    with pytest.raises(jobs.JobTaken):
        jobs.heartbeat(late, percent=50, now=LATER)
    jobs.finish_job(late, now=LATER)
    waiting.refresh_from_db()
    assert waiting.state == JobState.RUNNING


def test_after_three_dead_workers_the_contestant_is_told(waiting):
    for _ in range(3):
        VideoJob.objects.update(state=JobState.WAITING)
        jobs.start_job(job_pk=waiting.pk, now=NOW)
    assert "1 given up" in housekeeping()
    waiting.refresh_from_db()
    assert waiting.state == JobState.FAILED
    entry = Entry.objects.select_related("video").get()
    assert entry.state == EntryState.FAILED
    assert "giới hạn thời gian và bộ nhớ" in entry.video.problem_words


def test_a_failing_job_is_tried_three_times_and_says_why(waiting, monkeypatch):
    def breaks(*, job):
        raise RuntimeError("the library fell over")

    monkeypatch.setitem(tasks._WORK, JobKind.PROBE, breaks)
    work_off(waiting)
    assert (waiting.state, waiting.attempts) == (JobState.FAILED, 3)
    assert waiting.last_error == "RuntimeError"  # its text may hold data


def test_users_with_the_right_restart_a_failed_job(client, roles, waiting):
    VideoJob.objects.update(state=JobState.FAILED, last_error="no memory", attempts=3)
    client.force_login(roles["organisers"])
    listing = client.get(reverse("contest_entries_videojob_modeladmin_index")).content.decode()
    address = reverse("contest_run_job_again", args=[waiting.pk])
    assert address in listing
    assert "no memory" in client.get(address).content.decode()
    client.post(address)
    client.post(address)  # a second click
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts) == (JobState.WAITING, 0)
    assert ModelLogEntry.objects.filter(action="contest.run_job_again").count() == 1


@pytest.mark.parametrize("count", [5, 60])
def test_the_list_of_jobs_costs_the_same_however_many_there_are(
    client, roles, stage, count, django_assert_max_num_queries
):
    for _ in range(count):
        entry = EntryFactory(registration=RegistrationFactory(page=stage.form), round=stage.round)
        VideoJob.objects.create(video=entry.video, kind=JobKind.PROBE, ordered_at=NOW)
    client.force_login(roles["organisers"])
    client.get(reverse("contest_entries_videojob_modeladmin_index"))
    with django_assert_max_num_queries(15):
        client.get(reverse("contest_entries_videojob_modeladmin_index"))


def copies_of(short_rules, source) -> VideoJob:
    """Hand a video in, look at it and return the order of its copies."""
    entry = hand_in(short_rules, short_rules.registration, source)
    tasks.run_job.func(VideoJob.objects.get(video=entry.video_id).pk)
    return VideoJob.objects.select_related("video").get(video=entry.video_id, kind=JobKind.RENDITIONS)


def test_two_copies_are_made_for_slow_lines_with_their_index_in_front(short_rules, videos):
    job = copies_of(short_rules, videos.short)
    tasks.run_job.func(job.pk)
    job.refresh_from_db()
    assert (job.state, job.percent) == (JobState.DONE, 100)
    for rendition, height in zip(job.video.renditions.all(), (480, 720), strict=True):
        data = rendition.file.read()
        assert data.index(b"moov") < data.index(b"mdat")
        with av.open(io.BytesIO(data)) as container:
            assert min(container.streams.video[0].width, container.streams.video[0].height) == height
            assert container.streams.video[0].codec_context.name == "h264"
            assert container.streams.audio[0].codec_context.name == "aac"
            assert container.duration / 1e6 == pytest.approx(6, abs=0.6)


def test_making_copies_twice_leaves_one_of_each(short_rules, videos):
    job = copies_of(short_rules, videos.short)
    tasks.run_job.func(job.pk)
    VideoJob.objects.filter(pk=job.pk).update(state=JobState.WAITING)
    tasks.run_job.func(job.pk)
    assert [copy.lines for copy in job.video.renditions.all()] == [480, 720]


def test_a_small_video_gets_no_larger_copy(short_rules, videos):
    short_rules.rules.minimum_width = short_rules.rules.minimum_height = None
    short_rules.rules.save_revision().publish()
    tiny = make_video(videos.folder / "tiny.mp4", seconds=6, width=320, height=240, seed=21)
    job = copies_of(short_rules, tiny)
    tasks.run_job.func(job.pk)
    with av.open(job.video.renditions.get().file.path) as container:
        assert container.streams.video[0].height == 240


def test_a_video_without_sound_gets_copies_without_sound(short_rules, videos):
    job = copies_of(short_rules, videos.silent)
    tasks.run_job.func(job.pk)
    with av.open(job.video.renditions.first().file.path) as container:
        assert not container.streams.audio


def test_copies_that_cannot_be_made_do_not_hold_the_entry_up(short_rules, videos, settings):
    job = copies_of(short_rules, videos.short)
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "RENDER_SECONDS": 0}
    work_off(job)
    assert job.state == JobState.FAILED
    assert "RenderingFailed" in job.last_error
    assert job.video.entry.state == EntryState.SUBMITTED


def test_a_video_that_is_replaced_while_its_copies_are_made_stops_the_work(short_rules, videos, monkeypatch):
    job = copies_of(short_rules, videos.short)

    def replaced(script, order, *, seconds, on_progress):
        VideoJob.objects.all().delete()
        on_progress(10)

    monkeypatch.setattr(sandbox, "run", replaced)
    with pytest.raises(jobs.JobTaken):
        rendering.render(job=jobs.start_job(job_pk=job.pk, now=NOW))


def test_a_script_killed_in_the_middle_of_a_copy_can_be_run_again(videos, tmp_path):
    """By SIGKILL, as the kernel does when memory ends."""
    order = {
        "source": str(videos.short),
        "folder": str(tmp_path),
        "lines": [720],
        "memory": 1536 * 1024**2,
        "seconds": 60,
    }
    real = subprocess.Popen

    def then_kill(*args, **kwargs):
        process = real(*args, **kwargs)
        threading.Timer(0.05, lambda: os.kill(process.pid, signal.SIGKILL)).start()
        return process

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess, "Popen", then_kill)
        answer = sandbox.run("render", order, seconds=30, on_progress=lambda percent: None)
    assert answer == sandbox.LIMITS
    again = sandbox.run("render", order, seconds=30, on_progress=lambda percent: None)
    assert again["facts"]["made"] == [[720, "720.mp4"]]


def test_a_script_that_hangs_is_killed_in_time(tmp_path):
    os.mkfifo(tmp_path / "endless")
    begun = time.monotonic()
    order = {"source": str(tmp_path / "endless"), "folder": str(tmp_path), "memory": 2**29, "seconds": 9}
    assert sandbox.run("probe", order, seconds=1.5, on_progress=lambda percent: None)["problem"]
    assert time.monotonic() - begun < 5


def test_the_scripts_import_nothing_of_the_project():
    for script in ("probe", "render"):
        path = sandbox._SCRIPTS / f"{script}.py"
        code = f"import runpy, sys; runpy.run_path({str(path)!r}); print([m for m in sys.modules if m.split('.')[0] in ('contest_pages', 'django')])"
        assert subprocess.check_output([sys.executable, "-I", "-c", code], text=True).strip() == "[]"


def test_housekeeping_queues_a_pulse_for_every_worker(db):
    queues = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(tasks.pulse), "enqueue", lambda self: queues.append(self.queue_name))
        housekeeping(timezone.now())
    assert queues == ["default"]
