"""Organisers share out waiting entries: equal loads, conflicts respected, previewed, undone."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.review.domain.claiming import claim, claim_next
from contest_pages.review.domain.conflicts import (
    declare_conflict_with_contestant,
    declare_conflict_with_unit,
)
from contest_pages.review.domain.sharing import propose, share_out, undo_share_out
from contest_pages.review.errors import NotAllowed, NumbersChanged
from contest_pages.review.logic.sharing import share_out as share
from contest_pages.review.models import ReviewCase, ShareOut
from tests.factories import RegistrationFactory, UnitFactory, UserFactory
from tests.factories.pages import NOW

from .helpers import case_of, say, waiting_entry


@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=4),
    st.lists(st.sets(st.integers(0, 3)), max_size=30),
)
def test_each_case_goes_to_a_moderator_who_may_decide_and_none_has_needlessly_more(loads, who_may):
    loads = dict(enumerate(loads))
    allowed = {user: {case for case, users in enumerate(who_may) if user in users} for user in loads}
    given = share(range(len(who_may)), loads, allowed)
    assert set(given) == {case for case, users in enumerate(who_may) if users & set(loads)}
    assert all(case in allowed[user] for case, user in given.items())
    if all(users >= set(loads) for users in who_may):
        after = {user: load + list(given.values()).count(user) for user, load in loads.items()}
        getting = [after[user] for user in set(given.values())]
        assert not getting or max(getting) - min(after.values()) <= 1


def sharing(entries, *moderators, absent=None):
    return {"step": case_of(entries[0]).step, "moderators": list(moderators), "absent": absent, "now": NOW}


def assign(entries, actor, *moderators, absent=None):
    chosen = sharing(entries, *moderators, absent=absent)
    return share_out(**chosen, actor=actor, seen=propose(**chosen).fingerprint)


def assigned(entries) -> list[str]:
    """Return to whom each entry is assigned."""
    return [getattr(case_of(entry).assigned_to, "username", "") for entry in entries]


@pytest.fixture
def entries(stage, roles):
    return [waiting_entry(stage) for _ in range(6)]


@pytest.mark.django_db
def test_entries_are_shared_out_counting_what_each_has_already(entries, mai, nam, organiser):
    claim(case=case_of(entries[0]), moderator=mai, now=NOW)
    claim(case=case_of(entries[1]), moderator=mai, now=NOW)
    proposal = propose(**sharing(entries, mai, nam))
    assert [(s.moderator.username, s.has, s.gets, s.total) for s in proposal.shares] == [
        ("mai", 2, 1, 3),
        ("nam", 0, 3, 3),
    ]
    assign(entries, organiser, mai, nam)
    assert sorted(assigned(entries)) == ["", "", "mai", "nam", "nam", "nam"]


@pytest.mark.django_db
def test_conflicts_of_interest_are_respected_and_what_nobody_may_take_stays(
    stage, entries, mai, nam, organiser
):
    unit = UnitFactory()
    of_unit = waiting_entry(stage, registration=RegistrationFactory(page=stage.form, unit=unit))
    for user in (mai, nam):
        declare_conflict_with_unit(contest=stage.contest, moderator=user, unit=unit, nature="", now=NOW)
    declare_conflict_with_contestant(case=case_of(entries[0]), moderator=mai, nature="", now=NOW)
    proposal = propose(**sharing(entries, mai, nam))
    assert proposal.left == 1
    assign(entries, organiser, mai, nam)
    assert assigned([entries[0], of_unit]) == ["nam", ""]
    assert sorted(assigned(entries)) == ["mai"] * 3 + ["nam"] * 3


@pytest.mark.django_db
def test_an_assigned_entry_is_offered_first_to_its_moderator_and_to_others_only_when_they_ask(
    stage, entries, mai, nam, hoa, organiser
):
    assign(entries[:1], organiser, nam)
    assert set(assigned(entries)) == {"nam"}
    late = waiting_entry(stage)
    assert claim_next(round_page=stage.round, moderator=mai, now=NOW).entry == late
    assert claim_next(round_page=stage.round, moderator=hoa, now=NOW) is None
    assert claim_next(round_page=stage.round, moderator=nam, now=NOW).entry == entries[0]
    claim(case=case_of(entries[1]), moderator=hoa, now=NOW)  # explicitly
    say(entries[1], hoa)
    assert assigned(entries[1:2]) == [""]
    nam.is_active = False
    nam.save()
    assert claim_next(round_page=stage.round, moderator=hoa, now=NOW).entry == entries[2]


@pytest.mark.django_db
def test_what_an_absent_moderator_has_goes_to_others_and_comes_back(entries, mai, nam, hoa, organiser):
    assign(entries, organiser, mai)
    claim(case=case_of(entries[0]), moderator=mai, now=NOW)
    made = assign(entries, organiser, nam, hoa, absent=mai)
    assert sorted(assigned(entries)) == ["hoa"] * 3 + ["nam"] * 3
    assert case_of(entries[0]).claimed_by is None
    assert undo_share_out(made=made, actor=organiser, now=NOW) == 6
    assert assigned(entries) == ["mai"] * 6
    assert undo_share_out(made=made, actor=organiser, now=NOW) == 0


@pytest.mark.django_db
def test_undoing_leaves_what_was_decided_or_assigned_since(entries, mai, nam, organiser):
    made = assign(entries, organiser, mai)
    say(entries[0], mai)
    ReviewCase.objects.filter(entry=entries[1]).update(assigned_to=nam)
    assert undo_share_out(made=made, actor=organiser, now=NOW) == 4
    assert assigned(entries) == ["", "nam", "", "", "", ""]


@pytest.mark.django_db
def test_only_the_numbers_that_were_seen_are_carried_out_and_only_once(entries, mai, nam, organiser):
    chosen = sharing(entries, mai, nam)
    seen = propose(**chosen).fingerprint
    say(entries[0], mai)
    with pytest.raises(NumbersChanged):
        share_out(**chosen, actor=organiser, seen=seen)
    assert not ShareOut.objects.exists()
    seen = propose(**chosen).fingerprint
    made = share_out(**chosen, actor=organiser, seen=seen)
    assert share_out(**chosen, actor=organiser, seen=seen) == made  # a second click
    with pytest.raises(NumbersChanged):
        share_out(**chosen, actor=UserFactory(is_superuser=True), seen=seen)
    assert ShareOut.objects.count() == 1


@pytest.mark.django_db
def test_who_declares_a_conflict_later_is_assigned_the_work_no_longer(stage, entries, mai, organiser):
    unit = UnitFactory()
    of_unit = waiting_entry(stage, registration=RegistrationFactory(page=stage.form, unit=unit))
    assign(entries, organiser, mai)
    declare_conflict_with_contestant(case=case_of(entries[0]), moderator=mai, nature="", now=NOW)
    declare_conflict_with_unit(contest=stage.contest, moderator=mai, unit=unit, nature="", now=NOW)
    assert assigned([entries[0], of_unit, entries[1]]) == ["", "", "mai"]


@pytest.mark.django_db
def test_moderators_share_out_nothing(entries, mai, organiser):
    made = assign(entries, organiser, mai)
    chosen = sharing(entries, mai)
    with pytest.raises(NotAllowed):
        share_out(**chosen, actor=mai, seen=propose(**chosen).fingerprint)
    with pytest.raises(NotAllowed):
        undo_share_out(made=made, actor=mai, now=NOW)


@pytest.fixture
def screen(client, stage, entries, organiser):
    client.force_login(organiser)
    return reverse("contest_review_share", args=[stage.round.pk, case_of(entries[0]).step_id])


@pytest.mark.django_db
def test_the_screen_shows_the_numbers_assigns_them_and_takes_them_back(
    client, in_july, stage, entries, screen, mai, nam
):
    chosen = {"moderators": [mai.pk, nam.pk], "absent": ""}
    shown = client.get(screen, {**chosen, "preview": "1"})
    assert [share.gets for share in shown.context["proposal"].shares] == [3, 3]
    assert not ShareOut.objects.exists()
    posted = {**chosen, "seen": shown.context["proposal"].fingerprint}
    assert "Đã giao 6 tác phẩm" in client.post(screen, posted, follow=True).content.decode()
    assert "Đã giao 6 tác phẩm" in client.post(screen, posted, follow=True).content.decode()  # a second click
    assert (
        "giao cho Mai Lan"
        in client.get(reverse("contest_review_queue", args=[stage.round.pk])).content.decode()
    )
    client.force_login(mai)
    mine = client.get(reverse("contest_review_queue", args=[stage.round.pk]), {"show": "mine"})
    assert len(mine.context["page"].object_list) == 3


@pytest.mark.django_db
def test_the_screen_takes_an_assignment_back(client, in_july, entries, screen, mai, organiser):
    made = assign(entries, organiser, mai)
    html = client.post(reverse("contest_review_share_undo", args=[made.pk]), follow=True).content.decode()
    assert "Đã thu hồi việc giao 6 tác phẩm" in html
    assert assigned(entries) == [""] * 6


@pytest.mark.django_db
def test_the_screen_names_what_is_missing(client, in_july, entries, screen, mai, organiser):
    assert "Vui lòng chọn ít nhất một người" in client.get(screen, {"preview": "1"}).content.decode()
    assign(entries, organiser, mai)
    html = client.get(screen, {"preview": "1", "moderators": mai.pk, "absent": mai.pk}).content.decode()
    assert "không thể nhận lại" in html


@pytest.mark.django_db
@pytest.mark.parametrize("more", [0, 8])
def test_the_preview_costs_the_same_for_any_number_of_entries(
    client, in_july, stage, entries, screen, mai, nam, more, django_assert_num_queries
):
    for _ in range(more):
        waiting_entry(stage)
    chosen = {"moderators": [mai.pk, nam.pk], "preview": "1"}
    client.get(screen, chosen)
    with django_assert_num_queries(21):
        client.get(screen, chosen)


@pytest.mark.django_db
def test_a_claim_that_has_ended_counts_no_longer(entries, mai, nam, organiser):
    claim(case=case_of(entries[0]), moderator=mai, now=NOW - datetime.timedelta(hours=2))
    assert [s.has for s in propose(**sharing(entries, mai, nam)).shares] == [0, 0]
