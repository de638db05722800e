"""Role × action: exactly what each of the eight roles may do, and nobody else."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from contest_pages.admin.roles import ROLES
from contest_pages.banners.models import Partner
from contest_pages.data_requests.domain import submit_request
from contest_pages.entries.models import VideoJob
from contest_pages.registrations.models import AnswerFile
from contest_pages.review.models import ReviewCase, ReviewStep
from tests.factories import (
    CommitteeMemberFactory,
    ContestCeremonyPageFactory,
    ContestNewsPageFactory,
    EntryFactory,
    RegistrationFactory,
    UnitFactory,
    UserFactory,
)
from tests.factories.pages import NOW
from tests.review.helpers import desk_data

pytestmark = pytest.mark.django_db

#: action → the roles that may do it
TABLE = {
    "enter the admin": {
        "writers",
        "editors",
        "moderators",
        "jurors",
        "secretaries",
        "question_writers",
        "organisers",
        "administrators",
    },
    "edit a contest": {"writers", "editors", "organisers", "administrators"},
    "publish a contest": {"editors", "organisers", "administrators"},
    "delete a contest's page": {"editors", "organisers", "administrators"},
    "add an image": {"writers", "editors", "organisers", "administrators"},
    "list registrations": {"organisers"},
    "inspect a registration": {"organisers"},
    "export registrations": {"organisers"},
    "choose columns of an export": {"organisers"},
    "correct a registration": {"organisers"},
    "cancel a registration": {"organisers"},
    "send a link again": {"organisers"},
    "list wordings of letters": {"editors", "organisers"},
    "word a letter": {"editors", "organisers"},
    "enter a request about data": {"organisers"},
    "handle a request about data": {"organisers"},
    "list requests about data": {"organisers"},
    "open a contestant's file": {"organisers"},
    "list committee members": {"organisers"},
    "add a committee member": {"organisers"},
    "import a committee": {"organisers"},
    "list contestants in committees": {"organisers"},
    "decide about a contestant in a committee": {"organisers"},
    "edit a notice about data": {"editors", "organisers"},
    "list entries": {"moderators", "organisers"},
    "inspect an entry": {"moderators", "organisers"},
    "export entries": {"organisers"},
    "watch a video before its review": {"moderators", "organisers"},
    "choose poster and subtitles of an accepted entry": {"editors", "organisers"},
    "choose poster and subtitles under review": {"organisers"},
    "read an entry's script": {"moderators", "organisers"},
    "list video jobs": {"organisers", "administrators"},
    "run a video job again": {"organisers", "administrators"},
    "open the review queue": {"moderators", "organisers"},
    "open the review desk": {"moderators", "organisers"},
    "take the next entry": {"moderators", "organisers"},
    "write a comment for other moderators": {"moderators", "organisers"},
    "decide about an entry at the moderators' step": {"moderators"},
    "declare a conflict of interest": {"moderators", "organisers"},
    "pass entries in bulk": {"moderators", "organisers"},
    "release a claimed entry": {"organisers"},
    "remind moderators": {"organisers"},
    "share out entries among moderators": {"organisers"},
    "arrange the steps of a review": {"organisers"},
    "disqualify an entry": {"organisers"},
    "close the list": {"organisers"},
    "draw up the minutes": {"organisers"},
    "read the statistics of a review": {"organisers"},
    "list decisions": {"moderators", "organisers"},
    "export decisions": {"organisers"},
    "list conflicts of interest": {"organisers"},
    "list units": {"writers", "editors", "organisers", "administrators"},
    "add a unit": {"organisers", "administrators"},
    "list headcounts": {"writers", "editors", "organisers", "administrators"},
    "add a headcount": {"organisers", "administrators"},
    "make next year's contest": {"writers", "editors", "organisers", "administrators"},
    "operate a ceremony's launch": {"organisers"},
    "see the counts of banners": {"editors", "organisers"},
    "edit a partner with banners": {"editors", "organisers"},
    "manage users": {"administrators"},
    "read the record of sign-ins": {"administrators"},
    "reset a colleague's second factor": {"administrators"},
    "manage workflows": {"administrators"},
}
HOUR = datetime.timedelta(hours=1)
EVERYBODY = ["nobody", *(role.key for role in ROLES)]


@pytest.fixture
def allowed(client, stage):
    """Return a function that says whether the user who is logged in may do an action."""
    registration = RegistrationFactory(page=stage.form)
    entry = EntryFactory(registration=registration, round=stage.round, submitted=True)
    entry.script.save("x", ContentFile(b"%PDF"))
    accepted = EntryFactory(registration=registration, round=stage.round, accepted=True, slot=2)
    colleague = UserFactory()
    step = entry.case.step
    following = ReviewStep.objects.create(plan=step.plan, sort_order=9, name="Duyệt", group=step.group)
    ReviewStep.objects.filter(pk=step.pk).update(accepts_in_bulk=following.pk is not None)
    job = VideoJob.objects.create(video=entry.video, kind="probe", ordered_at=NOW)
    unit = UnitFactory()
    ceremony = ContestCeremonyPageFactory(parent=stage.contest, opens_round=stage.round)
    partner = Partner.objects.create(name="Báo Thử")
    request = submit_request(registration=registration, kind="correct", now=NOW)
    committee_member = CommitteeMemberFactory(
        contest=stage.contest, full_name=registration.members.get().full_name
    )
    match = committee_member.matches.get()
    file = AnswerFile.objects.create(
        registration=registration,
        name="a",
        label="A",
        file=ContentFile(b"%PDF", name="x"),
        file_name="x.pdf",
        content_type="application/pdf",
        size=4,
    )
    news = ContestNewsPageFactory(parent=stage.contest)
    urls = {
        "choose columns of an export": reverse("contest_export_registrations"),
        "read the record of sign-ins": reverse("contest_sign_ins"),
        "reset a colleague's second factor": reverse("contest_reset_factor", args=[colleague.pk]),
        "correct a registration": reverse("contest_correct_registration", args=[registration.pk]),
        "cancel a registration": reverse("contest_cancel_registration", args=[registration.pk]),
        "send a link again": reverse("contest_resend_link", args=[registration.pk]),
        "list wordings of letters": reverse("contest_wordings"),
        "word a letter": reverse("contest_wording", args=[stage.contest.pk, "registrations.welcome"]),
        "enter a request about data": reverse("contest_enter_request", args=[registration.pk]),
        "handle a request about data": reverse("contest_handle_request", args=[request.pk]),
        "list requests about data": reverse("contest_data_requests_datarequest_modeladmin_index"),
        "open a contestant's file": reverse("contest_answer_file", args=[file.pk]),
        "list committee members": reverse("contest_committees_committeemember_modeladmin_index"),
        "add a committee member": reverse("contest_committees_committeemember_modeladmin_create"),
        "import a committee": reverse("contest_import_committee"),
        "list contestants in committees": reverse("contest_registrations_committeematch_modeladmin_index"),
        "decide about a contestant in a committee": reverse("contest_decide_match", args=[match.pk]),
        "edit a notice about data": reverse(
            "wagtailsnippets_contest_privacy_consentnotice:edit", args=[stage.form.consent_notice_id]
        ),
        "enter the admin": reverse("wagtailadmin_home"),
        "edit a contest": reverse("wagtailadmin_pages:edit", args=[stage.contest.pk]),
        "delete a contest's page": reverse("wagtailadmin_pages:delete", args=[news.pk]),
        "add an image": reverse("wagtailimages:add"),
        "list registrations": reverse("contest_registrations_registration_modeladmin_index"),
        "inspect a registration": reverse(
            "contest_registrations_registration_modeladmin_inspect", args=[registration.pk]
        ),
        "export registrations": reverse("contest_registrations_registration_modeladmin_index")
        + "?export=csv",
        "list entries": reverse("contest_entries_entry_modeladmin_index"),
        "inspect an entry": reverse("contest_entries_entry_modeladmin_inspect", args=[entry.pk]),
        "export entries": reverse("contest_entries_entry_modeladmin_index") + "?export=xlsx",
        "watch a video before its review": entry.get_video_path(),
        "choose poster and subtitles of an accepted entry": reverse(
            "contest_present_entry", args=[accepted.pk]
        ),
        "choose poster and subtitles under review": reverse("contest_present_entry", args=[entry.pk]),
        "read an entry's script": reverse("contest_entry_script", args=[entry.pk]),
        "list video jobs": reverse("contest_entries_videojob_modeladmin_index"),
        "run a video job again": reverse("contest_run_job_again", args=[job.pk]),
        "open the review queue": reverse("contest_review_queue", args=[stage.round.pk]),
        "open the review desk": reverse("contest_review_desk", args=[entry.pk]),
        "declare a conflict of interest": reverse("contest_review_conflicts"),
        "pass entries in bulk": reverse("contest_review_bulk", args=[stage.round.pk, step.pk]),
        "share out entries among moderators": reverse("contest_review_share", args=[stage.round.pk, step.pk]),
        "arrange the steps of a review": reverse(
            "wagtailsnippets_contest_review_reviewplan:edit", args=[step.plan_id]
        ),
        "disqualify an entry": reverse("contest_review_disqualify", args=[accepted.pk]),
        "close the list": reverse("contest_review_close", args=[stage.round.pk]),
        "draw up the minutes": reverse("contest_review_minutes", args=[stage.round.pk, "xlsx"]),
        "read the statistics of a review": reverse("contest_review_statistics", args=[stage.round.pk]),
        "list decisions": reverse("contest_review_review_modeladmin_index"),
        "export decisions": reverse("contest_review_review_modeladmin_index") + "?export=csv",
        "list conflicts of interest": reverse("contest_registrations_conflictofinterest_modeladmin_index"),
        "list units": reverse("wagtailsnippets_contest_units_unit:list"),
        "add a unit": reverse("wagtailsnippets_contest_units_unit:add"),
        "list headcounts": reverse("wagtailsnippets_contest_units_headcount:list"),
        "add a headcount": reverse("wagtailsnippets_contest_units_headcount:add"),
        "make next year's contest": reverse("contest_next_year", args=[stage.contest.pk]),
        "operate a ceremony's launch": reverse("contest_launch_console", args=[ceremony.pk]),
        "see the counts of banners": reverse("contest_banner_partners", args=[stage.contest.pk]),
        "edit a partner with banners": reverse(
            "wagtailsnippets_contest_banners_partner:edit", args=[partner.pk]
        ),
        "manage users": reverse("wagtailusers_users:add"),
        "manage workflows": reverse("wagtailadmin_workflows:add"),
    }
    assert unit.pk

    def may(user, action: str) -> bool:
        if action == "publish a contest":
            return stage.contest.permissions_for_user(user).can_publish()
        if action == "decide about an entry at the moderators' step":
            client.post(urls["open the review desk"], desk_data(entry))
            return entry.reviews.exists()
        if action == "write a comment for other moderators":
            client.post(reverse("contest_review_comment", args=[entry.pk]), {"words": "Xem lại phút 2."})
            return entry.case.comments.exists()
        if action == "take the next entry":
            taken = client.post(reverse("contest_review_take", args=[stage.round.pk]))
            return taken.status_code == 302 and taken.url.startswith(reverse("contest_review_rounds"))
        if action == "release a claimed entry":
            ReviewCase.objects.filter(entry=entry).update(claimed_by=colleague, claimed_until=NOW + HOUR)
            client.post(reverse("contest_review_claim", args=[entry.pk]), {"action": "free"})
            freed = not ReviewCase.objects.filter(entry=entry, claimed_by=colleague).exists()
            ReviewCase.objects.filter(entry=entry).update(claimed_by=None)
            return freed
        if action == "remind moderators":
            sent = client.post(reverse("contest_review_remind", args=[stage.round.pk, step.pk]))
            return sent.status_code == 302 and sent.url == urls["open the review queue"]
        return client.get(urls[action]).status_code == 200

    return may


@pytest.mark.parametrize("role", EVERYBODY)
def test_each_role_may_do_exactly_what_the_table_says(client, roles, allowed, role):
    with time_machine.travel(NOW, tick=False):
        client.force_login(roles[role])
        found = {action for action in TABLE if allowed(roles[role], action)}
    assert found == {action for action, who in TABLE.items() if role in who}


@pytest.mark.parametrize(
    "action", [action for action in TABLE if action not in ("publish a contest", "decide about an entry")]
)
def test_without_an_account_nothing_in_the_admin_opens(client, roles, allowed, action):
    assert not allowed(None, action)


@pytest.mark.parametrize("verb", ["create", "edit", "delete"])
def test_records_are_not_typed_or_deleted_by_anybody(client, roles, stage, verb):
    registration = RegistrationFactory(page=stage.form)
    client.force_login(roles["organisers"])
    args = [] if verb == "create" else [registration.pk]
    response = client.post(reverse(f"contest_registrations_registration_modeladmin_{verb}", args=args))
    assert response.status_code == 302
    assert type(registration).objects.filter(pk=registration.pk).exists()


def test_no_migration_makes_a_group(db):
    assert set(Group.objects.values_list("name", flat=True)) == {"Moderators", "Editors"}  # Wagtail's own


def test_the_hosts_own_groups_can_carry_the_roles_and_keep_their_other_rights(index):
    group = Group.objects.create(name="Phòng Nội dung")
    other = Permission.objects.get(codename="add_redirect")
    too_much = Permission.objects.get(codename="export_entry")
    group.permissions.add(other, too_much)
    call_command("contest_set_up_roles", "--editors", "Phòng Nội dung", verbosity=0)
    call_command("contest_set_up_roles", "--editors", "Phòng Nội dung", verbosity=0)
    assert group.permissions.filter(pk=other.pk).exists()
    assert not group.permissions.filter(pk=too_much.pk).exists()
    assert set(group.page_permissions.values_list("page_id", flat=True)) == {index.pk}
    assert group.page_permissions.count() == 5


def test_an_unknown_page_is_refused(db):
    with pytest.raises(CommandError, match="99999"):
        call_command("contest_set_up_roles", "--page", "99999", verbosity=0)
