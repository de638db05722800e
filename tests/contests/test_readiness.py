"""What the editor is told before publishing, and what is not published as it stands."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, PageLogEntry

from contest_pages.background import housekeeping
from contest_pages.contests.enums import MilestoneKind, Precision
from contest_pages.contests.models import Milestone, Prize
from contest_pages.contests.publish_checks import blocking_findings, context_of_drafts, has_readiness_checks
from contest_pages.entries.models import EntryRoundPage
from contest_pages.publishing.readiness import Severity, check_contest
from tests.contests.editors import add, press
from tests.factories import (
    ContestNewsPageFactory,
    ContestPageFactory,
    ContestRulesPageFactory,
    EntryFactory,
    EntryRoundPageFactory,
    RegistrationFactory,
    UserFactory,
)
from tests.factories.pages import NOW

pytestmark = pytest.mark.django_db
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


def findings_text(contest, weight: Severity | None = None) -> str:
    found = check_contest(context_of_drafts(contest, NOW))
    return "\n".join(finding.words for finding in found if weight in (None, finding.severity))


def test_a_bare_contest_is_told_what_it_lacks(index):
    contest = ContestPageFactory(parent=index, summary="", kinds=["video"])
    words = findings_text(contest, Severity.MISSING)
    for part in ("tóm tắt", "mốc thời gian", "giải thưởng", "đầu mối", "kế hoạch", "thể lệ"):
        assert part in words, part


def test_a_contest_in_order_is_told_nothing_that_harms(stage, in_july):
    assert findings_text(stage.contest, Severity.BLOCKING) == ""


def test_a_prize_without_a_number_is_named(stage):
    Prize.objects.create(contest=stage.contest, name="Giải Sáng tạo")
    assert "Giải Sáng tạo" in findings_text(stage.contest, Severity.MISSING)


def test_readiness_checks_use_the_draft_and_not_the_published_page(stage):
    stage.rules.who_may_take_part = ""
    stage.rules.save_revision()
    assert "bằng lời ai được dự thi" in findings_text(stage.contest)
    stage.rules.who_may_take_part = "Mọi công dân."
    stage.rules.save_revision()
    assert "bằng lời ai được dự thi" not in findings_text(stage.contest)


def test_a_milestone_of_a_contest_that_nobody_saw_yet_cannot_be_over(index):
    contest = ContestPageFactory(parent=index, live=False, first_published_at=None)
    Milestone.objects.create(
        contest=contest, label="Phát động", starts_at=NOW - 9 * DAY, precision=Precision.DAY
    )
    assert "Phát động" in findings_text(contest, Severity.REMARK)
    assert "Phát động" not in findings_text(contest, Severity.CONTRADICTION)


def test_the_milestone_and_the_round_that_close_on_different_days_are_named(stage):
    Milestone.objects.create(
        contest=stage.contest,
        label="Nhận tác phẩm",
        kind=MilestoneKind.ENTRIES,
        starts_at=stage.round.opens_at,
        ends_at=stage.round.closes_at + 3 * DAY,
        precision=Precision.DAY,
    )
    assert "Nhận tác phẩm" in findings_text(stage.contest, Severity.CONTRADICTION)


def test_rules_that_handed_in_works_would_break_are_refused_with_their_number(stage, in_july):
    EntryFactory(registration=RegistrationFactory(page=stage.form), round=stage.round, submitted=True)
    facts = {"container": "mp4", "seconds": 280.0, "width": 1280, "height": 720, "frames_per_second": 25.0}
    facts |= {"video_codec": "h264", "audio_codec": "aac", "size": 5_000_000}
    entry = stage.round.entries.get()
    entry.video.facts = facts
    entry.video.save()
    stage.rules.minimum_seconds, stage.rules.maximum_seconds = 60, 300
    stage.rules.save()
    stage.rules.maximum_seconds = 270
    assert ["1 tác phẩm" in finding.words for finding in blocking_findings(stage.rules, NOW)] == [True]
    stage.rules.maximum_seconds = 290
    assert blocking_findings(stage.rules, NOW) == []


def test_rules_that_allow_fewer_entries_than_a_contestant_has_are_refused(stage, in_july):
    registration = RegistrationFactory(page=stage.form)
    EntryFactory(registration=registration, round=stage.round, submitted=True)
    EntryFactory(registration=registration, round=stage.round, submitted=True, slot=2)
    stage.rules.entries_per_contestant = 1
    assert [finding.field for finding in blocking_findings(stage.rules, NOW)] == ["entries_per_contestant"]
    stage.rules.entries_per_contestant = 2
    assert blocking_findings(stage.rules, NOW) == []


def test_a_form_without_a_notice_about_personal_data_is_refused(stage):
    stage.form.consent_notice = None
    assert [finding.field for finding in blocking_findings(stage.form, NOW)] == ["consent_notice"]


def test_personal_data_are_not_erased_before_the_last_day(stage):
    stage.contest.erase_on = timezone.localdate(stage.round.closes_at)
    assert [finding.field for finding in blocking_findings(stage.contest, NOW)] == ["erase_on"]


def test_an_open_round_without_published_rules_is_refused(index):
    contest = ContestPageFactory(parent=index)
    round_page = EntryRoundPageFactory(parent=contest, opens_at=NOW - DAY, closes_at=NOW + DAY)
    assert [finding.severity for finding in blocking_findings(round_page, NOW)] == [Severity.BLOCKING]


@pytest.mark.parametrize("has_rules", [False, True])
def test_a_new_page_whose_publication_is_refused_is_public_nowhere(client, roles, index, has_rules):
    contest = ContestPageFactory(parent=index)
    if has_rules:
        ContestRulesPageFactory(parent=contest)
    client.force_login(roles["editors"])
    times = {"opens_at": timezone.now() - DAY, "closes_at": timezone.now() + DAY}
    add(client, contest, EntryRoundPage, "action-publish", title="Nhận tác phẩm", slug="tac-pham", **times)
    page = EntryRoundPage.objects.get(slug="tac-pham")
    assert (page.live, page.has_unpublished_changes) == (has_rules, not has_rules)
    assert client.get(page.get_url()).status_code == (200 if has_rules else 404)
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish").exists() is has_rules


def test_the_editor_is_told_on_the_screen_and_the_draft_stays(client, roles, stage, in_july):
    client.force_login(roles["editors"])
    stage.round.closes_at = NOW - DAY / 2
    stage.round.opens_at = NOW - DAY
    live = type(stage.round).objects.get(pk=stage.round.pk)
    response = press(client, live, "action-publish", closes_at=NOW - DAY / 2, opens_at=NOW - DAY)
    assert response.status_code == 302
    assert "đang mở" in client.get(response.url).content.decode()
    live.refresh_from_db()
    assert live.closes_at > NOW
    assert live.get_latest_revision_as_object().closes_at < NOW


def test_at_an_appointed_time_nothing_that_harms_goes_live_and_its_author_is_told(
    stage, in_july, django_capture_on_commit_callbacks
):
    editor = UserFactory(email="bien-tap@example.vn")
    stage.round.closes_at, before = NOW - HOUR, stage.round.closes_at
    revision = stage.round.save_revision(user=editor, approved_go_live_at=NOW - HOUR / 60)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("publish_scheduled", verbosity=0)
    stage.round.refresh_from_db()
    revision.refresh_from_db()
    assert stage.round.closes_at == before
    assert revision.approved_go_live_at is None
    assert [letter.to for letter in mail.outbox] == [["bien-tap@example.vn"]]
    assert PageLogEntry.objects.filter(action="contest.refuse_publishing").count() == 1


def test_at_an_appointed_time_what_harms_nobody_goes_live(stage, in_july):
    stage.round.closes_at += DAY
    stage.round.save_revision(approved_go_live_at=NOW - HOUR / 60)
    call_command("publish_scheduled", verbosity=0)
    assert type(stage.round).objects.get(pk=stage.round.pk).closes_at == stage.round.closes_at


def test_rules_stay_while_a_round_is_open(client, roles, stage, in_july):
    client.force_login(roles["editors"])
    client.post(reverse("wagtailadmin_pages:unpublish", args=[stage.rules.pk]))
    stage.rules.refresh_from_db()
    assert stage.rules.live
    with time_machine.travel(stage.round.closes_at + DAY, tick=False):
        client.force_login(roles["editors"])
        client.post(reverse("wagtailadmin_pages:unpublish", args=[stage.rules.pk]))
    stage.rules.refresh_from_db()
    assert not stage.rules.live


def test_the_side_panel_leads_to_each_field(client, roles, stage, in_july):
    Prize.objects.create(contest=stage.contest, name="Giải Sáng tạo")
    client.force_login(roles["editors"])
    html = client.get(reverse("wagtailadmin_pages:edit", args=[stage.rules.pk])).content.decode()
    edit = reverse("wagtailadmin_pages:edit", args=[stage.contest.pk])
    assert "Giải Sáng tạo" in html
    assert f'href="{edit}#field-prizes"' in html


def test_the_side_panel_asks_little_more_for_more_pages(stage, in_july):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            findings_text(type(stage.contest).objects.get(pk=stage.contest.pk))
        return len(queries)

    before = count()
    for number in range(5):
        EntryRoundPageFactory(parent=stage.contest, title=f"Đợt {number}", opens_at=NOW, closes_at=NOW + DAY)
    assert count() - before <= 5 * 2


def test_a_translation_repeats_what_the_original_says_and_is_not_inspected(stage):
    english = stage.contest.copy_for_translation(
        Locale.objects.get_or_create(language_code="en")[0], copy_parents=True
    )
    assert has_readiness_checks(stage.contest)
    assert not has_readiness_checks(english)


def publish_together(client, contest, **form):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.post(f"{address}?id={contest.pk}&next=/admin/", form)


def test_a_contest_with_all_its_drafts_is_published_at_once(client, roles, stage, in_july):
    for page in (stage.round, stage.form, stage.rules, stage.contest):
        page.unpublish()
    client.force_login(roles["editors"])
    publish_together(client, stage.contest, include_descendants="on")
    assert stage.contest.get_descendants(inclusive=True).not_live().count() == 0


def test_nothing_is_published_at_once_if_one_of_it_would_harm(client, roles, stage, in_july):
    for page in (stage.round, stage.rules, stage.contest):
        page.unpublish()
    stage.round.closes_at = stage.round.opens_at - DAY
    stage.round.save_revision(clean=False)
    client.force_login(roles["editors"])
    answer = publish_together(client, stage.contest, include_descendants="on")
    assert "đóng trước khi mở" in client.get(answer.url).content.decode()
    assert not type(stage.contest).objects.get(pk=stage.contest.pk).live


def test_rules_in_force_are_not_unpublished_among_others_either(client, roles, stage, in_july):
    client.force_login(roles["editors"])
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    client.post(f"{address}?id={stage.rules.pk}&id={stage.form.pk}&next=/admin/")
    stage.rules.refresh_from_db()
    stage.form.refresh_from_db()
    assert stage.rules.live
    assert stage.form.live


def test_housekeeping_publishes_due_pages_and_unpublishes_expired_ones(stage, in_july):
    stage.form.title = "Đăng ký mới"
    stage.form.save_revision(approved_go_live_at=NOW - HOUR)
    news = ContestNewsPageFactory(parent=stage.contest, slug="tin", expire_at=NOW - HOUR)
    housekeeping.run(NOW)
    news.refresh_from_db()
    assert type(stage.form).objects.get(pk=stage.form.pk).title == "Đăng ký mới"
    assert not news.live
