"""The record: chained, verified, and broken on purpose."""

from __future__ import annotations

import io
import itertools

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from contest_pages.entries.models import Entry
from contest_pages.review.domain.recording import verify
from contest_pages.review.enums import Decision
from contest_pages.review.models import Review, ReviewChain
from tests.factories import UserFactory

from .helpers import REASON, case_of, say, waiting_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(stage, roles, mai, nam):
    """Return five decisions of one round, in their order."""
    decisions = []
    for number in range(5):
        entry, user = waiting_entry(stage), (mai, nam)[number % 2]
        decision = Decision.REJECT if number == 3 else Decision.ACCEPT
        decisions.append(say(entry, user, decision, REASON))
    return decisions


def proof() -> str:
    output = io.StringIO()
    call_command("contest_verify_reviews", stdout=output)
    return output.getvalue()


def harm(sql: str, *values) -> None:
    """Change the database without the site."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_each_record_carries_the_hash_of_the_one_before(record):
    assert [review.place for review in record] == [1, 2, 3, 4, 5]
    for earlier, later in itertools.pairwise(record):
        assert later.previous_hash == earlier.record_hash


def test_a_sound_record_is_verified_and_its_last_hash_named(record):
    output = proof()
    assert "sound, 5 record(s)" in output
    assert record[-1].record_hash in output


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE contest_review_review SET reason = 'khác hẳn đi rồi' WHERE place = 4",
        "UPDATE contest_review_review SET decision = 'accept' WHERE place = 4",
        "UPDATE contest_review_review SET decided_at = '2024-01-01 00:00:00+00:00' WHERE place = 4",
        "UPDATE contest_review_review SET video_sha256 = '0' WHERE place = 4",
        "UPDATE contest_review_review SET record_hash = 'a' WHERE place = 4",
        "DELETE FROM contest_review_review WHERE place = 4",
    ],
)
def test_a_decision_changed_or_removed_outside_the_site_is_named(record, sql, capsys):
    harm(sql)
    assert verify(record[0].round_id).broken == 4
    with pytest.raises(CommandError, match="not sound"):
        call_command("contest_verify_reviews")
    assert "BROKEN at record 4" in capsys.readouterr().out


def test_records_removed_at_the_end_are_detected(record):
    harm("DELETE FROM contest_review_review WHERE place > 3")
    found = verify(record[0].round_id)
    assert found.broken == 4
    assert "hiện có 3, đã lập 5" in found.problems[0]


def test_a_recomputed_chain_still_differs_from_the_stored_end(record):
    """Rewriting all hashes would require rewriting the end of the chain, and all signed minutes too."""
    Review.objects.filter(place=5)._raw_delete("default")
    chain = ReviewChain.objects.get()
    assert (chain.length, chain.last_hash) == (5, record[-1].record_hash)
    assert not verify(record[0].round_id).is_sound


def test_an_entry_that_is_accepted_without_a_decision_is_noticed(record, stage):
    entry = waiting_entry(stage)
    Entry.objects.filter(pk=entry.pk).update(state="accepted")
    (problem,) = verify(stage.round.pk).problems
    assert entry.code in problem


def test_one_round_can_be_verified_alone(record, stage):
    call_command("contest_verify_reviews", "--round", str(stage.round.pk))
    with pytest.raises(CommandError, match="no round"):
        call_command("contest_verify_reviews", "--round", "987654")


def test_verifying_costs_the_same_for_any_number_of_records(record, stage, django_assert_num_queries):
    with django_assert_num_queries(7):
        verify(stage.round.pk)


def test_an_account_with_decisions_is_deactivated_not_deleted(client, record, mai):
    client.force_login(UserFactory(superuser=True))
    one = client.post(reverse("wagtailusers_users:delete", args=[mai.pk]), follow=True)
    assert "Mai Lan đã có 3 quyết định được ghi" in one.content.decode()
    several = reverse("wagtail_bulk_action", args=["auth", "user", "delete"])
    bulk = client.post(f"{several}?id={mai.pk}", follow=True)
    assert "chỉ khóa được tài khoản" in bulk.content.decode()
    mai.refresh_from_db()
    other = UserFactory()
    client.post(reverse("wagtailusers_users:delete", args=[other.pk]))
    assert not type(other).objects.filter(pk=other.pk).exists()


def test_a_step_whose_group_is_deleted_is_open_to_all_who_may_decide(client, stage, roles, mai):
    entry = waiting_entry(stage)
    group = mai.groups.get()
    client.force_login(UserFactory(superuser=True))
    client.post(reverse("wagtailusers_groups:delete", args=[group.pk]))
    assert case_of(entry).step.group is None
    say(entry, roles["organisers"])
