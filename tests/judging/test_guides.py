"""Jurors find how to judge from their link, and their works from their account; secretaries find their checklists."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from contest_pages.judging.access import juror_path
from contest_pages.judging.domain.seating import end_term
from contest_pages.judging.enums import SeatRole
from contest_pages.judging.queries.panel import own_rounds
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture
def with_account(jury, roles):
    """Return the first juror's term, whose person has an account with the role of jurors."""
    term = jury.terms[0]
    term.member.user = roles["jurors"]
    term.member.save()
    return term


def test_the_guide_opens_by_the_link_alone_and_shows_nobodys_works(jury, client):
    term = jury.terms[0]
    answer = client.get(f"{juror_path(term)}huong-dan/")
    assert answer.status_code == 200
    html = answer.content.decode()
    for candidate in jury.candidates:
        assert candidate.entry.title not in html
    assert client.get(f"{juror_path(term)[:-3]}x/huong-dan/").status_code == 404


def test_only_those_who_lead_the_jury_read_about_the_page_of_the_chair(jury, client):
    chair, other = jury.terms[:2]
    chair.seat.role = SeatRole.CHAIR
    chair.seat.save()
    of_chair, of_other = (
        client.get(f"{juror_path(term)}huong-dan/").content.decode().count("<h2>") for term in (chair, other)
    )
    assert of_chair == of_other + 1


def test_an_account_leads_to_the_works_of_its_person(with_account, client, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert [term.pk for term, _page in own_rounds(with_account.member.user)] == [with_account.pk]
    client.force_login(with_account.member.user)
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    path = juror_path(with_account)
    assert f'href="{path}"' in home
    assert client.get(path, follow=True).status_code == 200


def test_a_closed_round_is_named_as_over(with_account, client, at):
    with at(with_account.seat.round.closes_at):
        client.force_login(with_account.member.user)
        home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "contest-own-jury" in home
    assert "button button-small" not in home.partition("contest-own-jury")[2].partition("</section>")[0]


def test_accounts_without_a_seat_have_no_panel(jury, client, roles):
    client.force_login(roles["jurors"])
    assert "contest-own-jury" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_who_left_the_seat_is_led_nowhere(with_account, jury):
    end_term(term=with_account, reason="Đi công tác", actor=jury.actor, now=with_account.from_at)
    assert own_rounds(with_account.member.user) == []


def test_secretaries_find_their_checklists_from_the_sheets(jury, client, roles):
    secretary = UserFactory()
    secretary.groups.add(Group.objects.get(name="Tổ Thư ký"))
    client.force_login(secretary)
    guide = reverse("contest_paper_guide")
    assert guide in client.get(reverse("contest_paper_rounds"), follow=True).content.decode()
    assert client.get(guide).status_code == 200
