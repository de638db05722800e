"""Pages of a contest keep Wagtail's own workflow: what is not approved is not enforced."""

from __future__ import annotations

import datetime

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask
from wagtail.search.backends import get_search_backend

from contest_pages.contests.domain.page_workflow import NAME
from contest_pages.data import process_memo
from tests.contests.editors import press
from tests.factories import ContestPageFactory, ContestPlanPageFactory
from tests.factories.pages import NOW
from tests.letters import words_of

pytestmark = pytest.mark.django_db


def test_rules_that_wait_for_approval_change_nothing_until_they_are_approved(stage, roles):
    workflow = Workflow.objects.create(name="Duyệt trang")
    task = GroupApprovalTask.objects.create(name="Ban Tổ chức duyệt")
    task.groups.add(roles["organisers"].groups.get())
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=stage.contest)
    for page in (stage.rules, stage.round, stage.form):
        assert page.get_workflow() == workflow

    stage.rules.maximum_seconds = 600
    stage.rules.save_revision(user=roles["editors"])
    state = workflow.start(stage.rules, roles["editors"])
    assert stage.again().live_rules.maximum_seconds == 300
    state.current_task_state.approve(user=roles["organisers"])
    assert stage.again().live_rules.maximum_seconds == 600


def test_a_writer_hands_over_and_the_head_publishes_with_the_assigned_roles(client, stage, roles):
    assert stage.rules.get_workflow().name == NAME
    client.force_login(roles["writers"])
    press(client, stage.rules, "action-publish", who_may_take_part="Ai cũng được.")
    assert stage.again().live_rules.who_may_take_part != "Ai cũng được."
    press(client, stage.rules, "action-submit", who_may_take_part="Công dân trong tỉnh.")
    rules = stage.again().live_rules
    assert rules.who_may_take_part != "Công dân trong tỉnh."
    state = rules.current_workflow_state
    assert not state.current_task_state.task.specific.get_actions(rules, roles["writers"])
    state.current_task_state.approve(user=roles["editors"])
    assert stage.again().live_rules.who_may_take_part == "Công dân trong tỉnh."


def test_what_would_harm_is_not_published_by_an_approval_either(stage, roles, in_july):
    stage.round.closes_at = NOW - datetime.timedelta(minutes=5)
    stage.round.save_revision(user=roles["writers"])
    state = stage.round.get_workflow().start(stage.round, roles["writers"])
    state.current_task_state.approve(user=roles["editors"])
    assert type(stage.round).objects.get(pk=stage.round.pk).closes_at > NOW


def test_laying_the_roles_again_leaves_the_hosts_workflow_alone(stage, roles):
    own = Workflow.objects.create(name="Của tỉnh")
    WorkflowPage.objects.filter(page=stage.contest.get_parent()).update(workflow=own)
    call_command("contest_set_up_roles", verbosity=0)
    assert stage.rules.get_workflow() == own
    assert Workflow.objects.filter(name=NAME).count() == 1


@pytest.fixture
def plans(index, roles):
    """Return the plans of two contests: both are called “Kế hoạch”."""
    for user in roles.values():
        user.email = f"{user.username}@vi.example"
        user.save()
    return [
        ContestPlanPageFactory(
            parent=ContestPageFactory(parent=index, slug=slug, title=title), title="Kế hoạch", live=False
        )
        for slug, title in (("video", "Cuộc thi video"), ("anh", "Hội thi ảnh"))
    ]


def hand_over(plan, roles):
    """Let the writer submit a plan; return the step that waits for an editor."""
    plan.save_revision(user=roles["writers"])
    return plan.get_workflow().start(plan, roles["writers"]).current_task_state


def test_letters_of_the_workflow_name_the_contest(plans, roles, mailoutbox):
    step = hand_over(plans[0], roles)
    assert "Kế hoạch – Cuộc thi video" in mailoutbox[-1].subject
    assert "Kế hoạch – Cuộc thi video" in words_of(mailoutbox[-1])
    step.reject(user=roles["editors"], comment="Thiếu căn cứ.")
    letter = mailoutbox[-1]
    assert letter.to == ["writers@vi.example"]
    assert "Trang “Kế hoạch – Cuộc thi video” bị trả lại để sửa" in letter.subject
    assert "trả lại để sửa" in words_of(letter)
    assert "Thiếu căn cứ." in words_of(letter)


def test_the_dashboard_and_the_search_name_the_contest(client, plans, roles):
    for plan in plans:
        hand_over(plan, roles)
        get_search_backend().add(plan)
    client.force_login(roles["editors"])
    for address in (reverse("wagtailadmin_home"), reverse("wagtailadmin_pages:search") + "?q=ke"):
        html = client.get(address).content.decode()
        assert "Kế hoạch – Cuộc thi video" in html
        assert "Kế hoạch – Hội thi ảnh" in html


def test_the_list_below_a_contest_does_not_repeat_its_title(client, plans, roles):
    client.force_login(roles["editors"])
    html = client.get(reverse("wagtailadmin_explore", args=[plans[0].contest.pk])).content.decode()
    assert "Kế hoạch" in html
    assert "Kế hoạch – Cuộc thi video" not in html


def test_a_title_that_names_the_contest_is_left_as_it_is(plans):
    plans[0].draft_title = "Kế hoạch CUỘC THI video năm nay"
    assert plans[0].get_admin_display_title() == "Kế hoạch CUỘC THI video năm nay"


def test_many_pages_cost_one_query_for_the_titles_of_their_contests(
    plans, settings, django_assert_num_queries
):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "RULES_CACHE_SECONDS": 60}
    process_memo.forget()
    with django_assert_num_queries(1):
        titles = {plan.get_admin_display_title() for plan in plans * 5}
    assert titles == {"Kế hoạch – Cuộc thi video", "Kế hoạch – Hội thi ảnh"}
    process_memo.forget()


def test_a_writer_sees_on_the_page_that_it_came_back_and_why(client, plans, roles):
    step = hand_over(plans[0], roles)
    client.force_login(roles["writers"])
    address = reverse("wagtailadmin_pages:edit", args=[plans[0].pk])
    assert "trả lại trang này để sửa" not in client.get(address).content.decode()
    step.reject(user=roles["editors"], comment="Thiếu <căn cứ>.")
    html = client.get(address).content.decode()
    assert "trả lại trang này để sửa lúc" in html
    assert "Thiếu &lt;căn cứ&gt;." in html
    assert "Gửi duyệt lại" in html


def test_one_word_for_sending_back_in_button_page_and_letter(client, plans, roles, mailoutbox):
    step = hand_over(plans[0], roles)
    with translation.override("vi"):
        buttons = [
            str(words) for _name, words, _modal in step.task.specific.get_actions(plans[0], roles["editors"])
        ]
    assert buttons == ["Trả lại để sửa", "Duyệt", "Duyệt và ghi ý kiến"]
    step.reject(user=roles["editors"], comment="Thiếu.")
    client.force_login(roles["writers"])
    dashboard = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Bị trả lại để sửa ở bước" in dashboard
    for old in ("không được duyệt", "từ chối", "Yêu cầu chỉnh sửa"):
        assert old not in dashboard + mailoutbox[-1].subject + mailoutbox[-1].body
