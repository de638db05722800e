"""Awards by hand, to works, teams, persons and units: propose, remove, publish, revoke."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from contest_pages.registrations.domain.editing import edit
from contest_pages.registrations.errors import PersonStays
from contest_pages.standings.domain.giving import propose_award, publish_awards, remove_award
from contest_pages.standings.domain.publishing import revoke_award
from contest_pages.standings.errors import AmbiguousCode, AwardRefused, MoreThanPromised
from contest_pages.standings.models import Award
from contest_pages.standings.queries.awards import prizes_with_awards, recipient_of
from tests.contests.editors import press
from tests.factories import (
    ContestPageFactory,
    ContestRegistrationPageFactory,
    ContestResultsPageFactory,
    EntryFactory,
    EntryRoundPageFactory,
    PrizeFactory,
    RegistrationFactory,
    UnitFactory,
    UserFactory,
    give,
)
from tests.factories.pages import NOW
from tests.registrations.helpers import application, enter_and_confirm, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture
def winner(stage):
    return EntryFactory(
        registration=RegistrationFactory(page=stage.form, full_name="Cầm Văn Suối"),
        round=stage.round,
        accepted=True,
    )


@pytest.fixture
def foreign_entry(index):
    contest = ContestPageFactory(parent=index)
    form = ContestRegistrationPageFactory(parent=contest)
    return EntryFactory(
        registration=RegistrationFactory(page=form),
        round=EntryRoundPageFactory(parent=contest),
        accepted=True,
    )


@pytest.fixture
def propose(stage):
    """Return a function that proposes a prize of the contest, made if none is given."""

    def make(prize=None, **values):
        prize = prize or PrizeFactory(contest=stage.contest, count=None)
        return propose_award(contest=stage.contest, prize=prize, actor=UserFactory(), now=NOW, **values)

    return make


def screen(stage) -> str:
    return reverse("contest_awards", args=[stage.contest.pk])


def test_an_editor_gives_a_prize_to_an_entry_and_visitors_see_it_there_and_on_the_home_page(
    client, home, stage, winner, roles
):
    prize = PrizeFactory(contest=stage.contest)
    page = ContestResultsPageFactory(parent=stage.contest, slug="ket-qua")
    client.force_login(roles["editors"])
    assert screen(stage) in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    client.post(screen(stage), {"give": "1", "prize": prize.pk, "code": winner.code})
    assert winner.title not in client.get(home.get_url()).content.decode()
    assert winner.title not in client.get(page.get_url()).content.decode()
    client.post(screen(stage), {"publish": "1"})
    client.logout()
    for url in (page.get_url(), home.get_url()):
        html = client.get(url).content.decode()
        assert winner.title in html
        assert "Giải Nhất" in html
        assert "5.000.000 đồng" in html
        assert "Cầm Văn Suối" in html
        assert f"{stage.round.url}tac-pham/{winner.number}/" in html


def test_a_prize_may_be_a_teams_a_persons_or_a_units(client, stage, propose):
    commune = UnitFactory(name="Xã Mường Giải")
    team = RegistrationFactory(
        page=stage.form,
        kind="team",
        team_name="Đội Hoa Ban",
        publish_name=False,
    )
    person = RegistrationFactory(page=stage.form, full_name="Lường Thị Rõ", publish_name=True)
    best = team.members.get()
    best.full_name = "Tòng Văn Trưởng"
    best.save()
    for recipient in ({"unit": commune}, {"registration": team}, {"registration": person}, {"member": best}):
        propose(**recipient)
    publish_awards(contest=stage.contest, actor=UserFactory(), now=NOW)
    kinds = sorted(award.kind for award in Award.objects.effective().named())
    assert kinds == ["person", "person", "team", "unit"]
    page = ContestResultsPageFactory(parent=stage.contest, slug="ket-qua")
    html = client.get(page.url).content.decode()
    for name in ("Xã Mường Giải", "Đội Hoa Ban", "Lường Thị Rõ"):
        assert name in html
    assert "Tòng Văn Trưởng" not in html  # did not agree to be named


def test_the_screen_offers_the_prizes_of_this_contest_only(client, stage, foreign_entry, roles):
    PrizeFactory(contest=stage.contest, name="Giải của cuộc này")
    PrizeFactory(contest=foreign_entry.contest, name="Giải của cuộc khác")
    client.force_login(roles["editors"])
    html = client.get(screen(stage)).content.decode()
    assert "Giải của cuộc này" in html
    assert "Giải của cuộc khác" not in html


def test_prizes_and_entries_of_another_contest_are_refused(stage, winner, foreign_entry, propose):
    with pytest.raises(AwardRefused, match="Tác phẩm này thuộc cuộc thi khác"):
        propose(entry=foreign_entry)
    with pytest.raises(AwardRefused, match="cuộc thi khác"):
        propose(registration=foreign_entry.registration)
    with pytest.raises(AwardRefused, match="cuộc thi khác"):
        propose(PrizeFactory(contest=foreign_entry.contest), entry=winner)
    assert not Award.objects.exists()


def test_only_an_accepted_entry_can_win(client, stage, roles):
    rejected = EntryFactory(
        registration=RegistrationFactory(page=stage.form), round=stage.round, state="rejected"
    )
    prize = PrizeFactory(contest=stage.contest)
    client.force_login(roles["editors"])
    answer = client.post(screen(stage), {"give": "1", "prize": prize.pk, "code": rejected.code})
    assert answer.status_code == 422
    assert "Chỉ tác phẩm đạt sơ loại mới được trao giải." in answer.content.decode()
    assert not Award.objects.exists()


def test_a_work_that_was_disqualified_after_the_proposal_stops_the_publication(stage, winner, propose):
    propose(entry=winner)
    winner.state = "disqualified"
    winner.save()
    with pytest.raises(AwardRefused, match=winner.code):
        publish_awards(contest=stage.contest, actor=UserFactory(), now=NOW)
    assert Award.objects.get().published_at is None


@pytest.mark.parametrize("status", ["pending", "withdrawn", "cancelled"])
def test_only_a_valid_registration_can_win(stage, propose, status):
    person = RegistrationFactory(page=stage.form)
    type(person).objects.filter(pk=person.pk).update(status=status)
    person.refresh_from_db()
    with pytest.raises(AwardRefused):
        propose(registration=person)


def test_a_prize_for_units_goes_to_no_person(stage, propose):
    prize = PrizeFactory(contest=stage.contest, recipient_kind="unit", count=None)
    with pytest.raises(AwardRefused, match="Đơn vị"):
        propose(prize, registration=RegistrationFactory(page=stage.form))
    assert propose(prize, unit=UnitFactory()).kind == "unit"


def test_more_than_promised_asks_to_be_confirmed(client, stage, roles):
    prize = PrizeFactory(contest=stage.contest, count=1)
    works = [
        EntryFactory(
            registration=RegistrationFactory(page=stage.form), round=stage.round, number=n, accepted=True
        )
        for n in (1, 2)
    ]
    client.force_login(roles["editors"])
    client.post(screen(stage), {"give": "1", "prize": prize.pk, "code": "TP-0001"})
    refused = client.post(screen(stage), {"give": "1", "prize": prize.pk, "code": "2"})
    assert refused.status_code == 422
    assert 'name="beyond"' in refused.content.decode()
    assert Award.objects.count() == 1
    client.post(screen(stage), {"give": "1", "prize": prize.pk, "code": "2", "beyond": "on"})
    assert set(Award.objects.values_list("entry", flat=True)) == {work.pk for work in works}
    (given,) = prizes_with_awards(stage.contest)
    assert (given.given, given.promised, given.is_beyond) == (2, 1, True)


def test_giving_a_prize_is_idempotent(stage, winner, propose):
    prize = PrizeFactory(contest=stage.contest, count=3)
    assert propose(prize, entry=winner).pk == propose(prize, entry=winner).pk
    with pytest.raises(IntegrityError), transaction.atomic():
        give(prize, entry=winner)


def test_a_revoked_prize_keeps_its_reason_and_may_be_given_again(client, stage, winner, propose, roles):
    prize = PrizeFactory(contest=stage.contest, count=1)
    award = propose(prize, entry=winner)
    client.force_login(roles["editors"])
    client.post(screen(stage), {"publish": "1"})
    assert client.post(screen(stage), {"revoke": award.pk, "reason": ""}).status_code == 422
    client.post(screen(stage), {"revoke": award.pk, "reason": "Tác phẩm sao chép"})
    award.refresh_from_db()
    assert (award.revoked_because, award.revoked_by) == ("Tác phẩm sao chép", roles["editors"])
    assert not Award.objects.effective().exists()
    assert "Tác phẩm sao chép" in client.get(screen(stage)).content.decode()
    assert propose(prize, entry=winner).pk != award.pk


def test_only_what_is_not_published_is_removed_and_only_what_is_published_is_revoked(propose, winner, stage):
    award = propose(entry=winner)
    with pytest.raises(AwardRefused):
        revoke_award(award=award, reason="Nhầm", actor=UserFactory(), now=NOW)
    remove_award(award=award, actor=UserFactory())
    assert not Award.objects.exists()
    award = propose(entry=winner)
    publish_awards(contest=stage.contest, actor=UserFactory(), now=NOW)
    with pytest.raises(AwardRefused):
        remove_award(award=award, actor=UserFactory())


def test_more_than_promised_is_counted_over_all_rounds_that_give_the_prize(quiz, propose):
    once = PrizeFactory(contest=quiz.contest, count=1, scope="contest")
    weekly = PrizeFactory(contest=quiz.contest, count=2, basis="quiz_round")
    assert [given.promised for given in prizes_with_awards(quiz.contest)] == [1, 2]
    propose(once, registration=quiz.registration)
    with pytest.raises(MoreThanPromised):
        propose(once, registration=RegistrationFactory(page=quiz.form))
    propose(weekly, registration=quiz.registration)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("writers", 200),
        ("editors", 200),
        ("organisers", 200),
        ("moderators", 302),
        ("jurors", 302),
        ("nobody", 302),
    ],
)
def test_editors_of_the_contests_pages_open_the_screen(client, stage, roles, role, status):
    client.force_login(roles[role])
    assert client.get(screen(stage)).status_code == status


def test_a_writer_proposes_but_neither_publishes_nor_revokes(client, stage, winner, roles):
    prize = PrizeFactory(contest=stage.contest)
    published = give(prize, registration=RegistrationFactory(page=stage.form))
    client.force_login(roles["writers"])
    client.post(screen(stage), {"give": "1", "prize": prize.pk, "code": winner.code, "beyond": "on"})
    client.post(screen(stage), {"publish": "1"})
    client.post(screen(stage), {"revoke": published.pk, "reason": "Không"})
    published.refresh_from_db()
    assert published.revoked_at is None
    assert Award.objects.get(entry=winner).published_at is None


def test_a_code_names_a_work_a_registration_one_of_its_people_or_a_unit(stage, winner):
    unit, person = UnitFactory(code="SL-XTN"), winner.registration
    assert recipient_of(stage.contest, winner.code.lower()) == {"entry": winner}
    assert recipient_of(stage.contest, str(winner.number)) == {"entry": winner}
    assert recipient_of(stage.contest, person.code) == {"registration": person}
    assert recipient_of(stage.contest, f"{person.code}/1") == {"member": person.members.get()}
    assert recipient_of(stage.contest, f"{person.code}/2") is None
    assert recipient_of(stage.contest, "sl-xtn") == {"unit": unit}
    assert recipient_of(stage.contest, "TP-9999") is None
    second = EntryRoundPageFactory(parent=stage.contest, slug="dot-hai")
    twin = EntryFactory(registration=person, round=second, number=winner.number, accepted=True)
    with pytest.raises(AmbiguousCode):
        recipient_of(stage.contest, winner.code)
    assert recipient_of(stage.contest, winner.code, second) == {"entry": twin}


@pytest.mark.parametrize("code", ["KHONGCO1", "", "x" * 15])
def test_an_unknown_code_is_refused(client, stage, roles, code):
    client.force_login(roles["editors"])
    prize = PrizeFactory(contest=stage.contest)
    assert client.post(screen(stage), {"give": "1", "prize": prize.pk, "code": code}).status_code == 422


def test_an_editor_who_drops_a_prize_that_was_given_reads_why_it_stays(client, roles, stage, winner):
    given, free = PrizeFactory(contest=stage.contest), PrizeFactory(contest=stage.contest, name="Giải phụ")
    give(given, entry=winner)
    client.force_login(roles["editors"])
    html = press(client, stage.contest, "action-publish", **{"prizes-0-DELETE": "on"}).content.decode()
    assert "“Giải Nhất” đã được trao" in html
    assert press(client, stage.contest, "action-publish", **{"prizes-1-DELETE": "on"}).status_code == 302
    assert list(stage.contest.prizes.all()) == [given]
    assert not type(free).objects.filter(pk=free.pk).exists()


def test_an_award_is_of_exactly_one_recipient_and_revoked_only_with_a_reason(stage, winner):
    prize = PrizeFactory(contest=stage.contest)
    with pytest.raises(IntegrityError), transaction.atomic():
        give(prize)
    with pytest.raises(IntegrityError), transaction.atomic():
        give(prize, entry=winner, registration=winner.registration)
    award = give(prize, entry=winner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.filter(pk=award.pk).update(revoked_at=NOW)


def test_a_prize_that_was_awarded_cannot_be_deleted(stage, winner):
    prize = PrizeFactory(contest=stage.contest)
    give(prize, entry=winner)
    with pytest.raises(ProtectedError):
        prize.delete()


def test_higher_prizes_come_first(stage):
    third, first = (
        PrizeFactory(contest=stage.contest, sort_order=2),
        PrizeFactory(contest=stage.contest, sort_order=0),
    )
    for prize in (third, first):
        give(prize, registration=RegistrationFactory(page=stage.form))
    assert [award.prize for award in Award.objects.named()] == [first, third]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_results_page_costs_the_same_for_one_award_and_for_three(
    client, stage, rows, django_assert_num_queries
):
    page = ContestResultsPageFactory(parent=stage.contest, slug="ket-qua")
    for _number in range(rows):
        entry = EntryFactory(
            registration=RegistrationFactory(page=stage.form), round=stage.round, accepted=True
        )
        give(PrizeFactory(contest=stage.contest), entry=entry)
    client.get(page.get_url())
    with django_assert_num_queries(28):
        client.get(page.get_url())


@pytest.mark.parametrize("rows", [1, 4])
def test_the_screen_costs_the_same_for_one_award_and_for_many(
    client, stage, roles, rows, django_assert_max_num_queries
):
    for _number in range(rows):
        prize = PrizeFactory(contest=stage.contest)
        give(prize, registration=RegistrationFactory(page=stage.form), published=False)
        give(prize, unit=UnitFactory())
    client.force_login(roles["editors"])
    client.get(screen(stage))
    with django_assert_max_num_queries(34):
        client.get(screen(stage))


def test_a_person_with_a_prize_cannot_be_left_out_of_a_registration(stage, propose):
    registration = enter_and_confirm(stage)
    propose(member=registration.members.get())
    with pytest.raises(PersonStays, match="Quàng Văn Suối"):
        edit(registration=registration, application=application(person("Lò Văn Khác")), now=NOW)
    assert registration.members.get().full_name == "Quàng Văn Suối"
