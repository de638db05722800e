"""Remarks are no errors: an editor who has read one sets it aside, and the page keeps who did."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from contest_pages.contests.admin.edit_view import ReadinessSidePanel
from contest_pages.contests.admin.remarks import digest_of
from contest_pages.contests.domain.remarks import dismissals_of, key_of, set_aside
from contest_pages.contests.publish_checks import context_of_drafts
from contest_pages.publishing.readiness import Severity, check_contest
from tests.factories import ContestPlanPageFactory
from tests.factories.pages import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]
WORDS = "Văn bản chưa có số."


@pytest.fixture
def plan(stage):
    """Return a plan that waits for its number, which is worth the contest's only remark."""
    stage.form.most_per_contact = 5
    stage.form.save_revision().publish()
    return ContestPlanPageFactory(parent=stage.contest, slug="ke-hoach", number="/KH-UBND")


def remark_on(plan, words: str = WORDS):
    """Return the remark with these words."""
    found = check_contest(context_of_drafts(plan.contest, NOW))
    return next(finding for finding in found if finding.words == words)


def panel_of(client, page) -> str:
    """Return the side panel of readiness as the editor shows it."""
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    return html[html.index('data-side-panel="readiness"') :]


def test_a_remark_is_told_from_errors(client, roles, plan):
    assert remark_on(plan).severity == Severity.REMARK
    client.force_login(roles["editors"])
    panel = panel_of(client, plan)
    assert panel.index("Còn thiếu") < panel.index("Lưu ý (1)") < panel.index(WORDS)


def test_an_editor_sets_a_remark_aside_and_shows_it_again(client, roles, plan):
    client.force_login(roles["editors"])
    address = reverse("contest_dismiss_remark", args=[plan.pk, digest_of(remark_on(plan))])
    assert WORDS in client.get(address).content.decode()
    assert dismissals_of([plan]) == {}, "looking changes nothing"
    client.post(address)
    panel = panel_of(client, plan)
    assert "Lưu ý (" not in panel
    assert "Đã bỏ qua (1)" in panel
    assert dismissals_of([plan])[key_of(remark_on(plan))].user_id == roles["editors"].pk
    client.post(reverse("contest_restore_remark", args=[plan.pk, digest_of(remark_on(plan))]))
    assert "Lưu ý (1)" in panel_of(client, plan)
    actions = PageLogEntry.objects.filter(page=plan.pk, action__startswith="contest.").order_by("pk")
    assert [(entry.action, entry.user) for entry in actions] == [
        ("contest.dismiss_remark", roles["editors"]),
        ("contest.restore_remark", roles["editors"]),
    ]


def test_a_second_press_changes_nothing(roles, plan):
    assert set_aside(remark_on(plan), actor=roles["editors"], dismissed=True)
    assert not set_aside(remark_on(plan), actor=roles["editors"], dismissed=True)
    assert set_aside(remark_on(plan), actor=roles["editors"], dismissed=False)
    assert not set_aside(remark_on(plan), actor=roles["editors"], dismissed=False)


def test_an_error_is_not_set_aside(client, roles, plan):
    plan.contest.prizes.all().delete()
    error = next(
        f for f in check_contest(context_of_drafts(plan.contest, NOW)) if f.severity != Severity.REMARK
    )
    assert not set_aside(error, actor=roles["editors"], dismissed=True)
    client.force_login(roles["editors"])
    address = reverse("contest_dismiss_remark", args=[error.page.pk, digest_of(error)])
    assert client.post(address).status_code == 404


def test_only_those_who_may_edit_the_page_set_a_remark_aside(client, roles, plan):
    address = reverse("contest_dismiss_remark", args=[plan.pk, digest_of(remark_on(plan))])
    for role in ("moderators", "jurors", "nobody"):
        client.force_login(roles[role])
        assert client.post(address).status_code in (302, 403), role
    assert dismissals_of([plan]) == {}


def test_the_panel_counts_what_is_open(rf, roles, plan):
    request = rf.get("/")
    request.user = roles["editors"]
    before = len(ReadinessSidePanel(plan, request).open_lines)
    set_aside(remark_on(plan), actor=roles["editors"], dismissed=True)
    assert len(ReadinessSidePanel(plan, request).open_lines) == before - 1
