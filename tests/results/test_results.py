"""Awards: prize to entry, shown where visitors look."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from contest_pages.results.models import Award
from contest_pages.results.queries.winners import latest_winners
from tests.factories import (
    ContestPageFactory,
    ContestRegistrationPageFactory,
    ContestResultsPageFactory,
    EntryFactory,
    EntryRoundPageFactory,
    PrizeFactory,
    RegistrationFactory,
)
from tests.factories.pages import NOW, hanoi

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


def posted(page, prize, entry) -> dict:
    row = {"prize": prize.pk, "entry": entry.pk, "remark": "", "id": "", "ORDER": 1}
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "introduction": "",
            "body": streamfield([]),
            "awards": inline_formset([row]),
            "standings": inline_formset([]),
            "comments": inline_formset([]),
            "action-publish": "1",
        }
    )


def test_an_editor_gives_a_prize_to_an_entry_and_visitors_see_it_here_and_at_home(
    client, home, stage, winner, roles
):
    prize = PrizeFactory(contest=stage.contest)
    page = ContestResultsPageFactory(parent=stage.contest, slug="ket-qua", live=False)
    client.force_login(roles["editors"])
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), posted(page, prize, winner))
    client.logout()
    for url in (page.get_url(), home.get_url()):
        html = client.get(url).content.decode()
        assert winner.title in html
        assert "Giải Nhất" in html
        assert "5.000.000 đồng" in html
        assert "Cầm Văn Suối" in html
        assert f"{stage.round.url}tac-pham/{winner.number}/" in html
    assert winner.get_video_path() in client.get(page.get_url()).content.decode()


def test_a_new_award_offers_the_prizes_of_this_contest_only(client, stage, foreign_entry, roles):
    PrizeFactory(contest=stage.contest, name="Giải của cuộc này")
    PrizeFactory(contest=foreign_entry.contest, name="Giải của cuộc khác")
    page = ContestResultsPageFactory(parent=stage.contest, slug="ket-qua", live=False)
    client.force_login(roles["editors"])
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Giải của cuộc này" in html
    assert "Giải của cuộc khác" not in html


def test_prizes_and_entries_of_another_contest_are_refused(client, stage, winner, foreign_entry, roles):
    page = ContestResultsPageFactory(parent=stage.contest, slug="ket-qua", live=False)
    client.force_login(roles["editors"])
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    html = client.post(url, posted(page, PrizeFactory(contest=stage.contest), foreign_entry)).content.decode()
    assert "Tác phẩm này thuộc cuộc thi khác." in html
    client.post(url, posted(page, PrizeFactory(contest=foreign_entry.contest), winner))
    assert not Award.objects.exists()


def test_only_an_accepted_entry_can_win(client, stage, roles):
    rejected = EntryFactory(
        registration=RegistrationFactory(page=stage.form), round=stage.round, state="rejected"
    )
    page = ContestResultsPageFactory(parent=stage.contest, slug="ket-qua", live=False)
    client.force_login(roles["editors"])
    html = client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        posted(page, PrizeFactory(contest=stage.contest), rejected),
    ).content.decode()
    assert "Chỉ tác phẩm đạt sơ loại mới được trao giải." in html


def test_an_award_across_contests_is_refused_by_the_model_too(stage, foreign_entry):
    award = Award(
        page=ContestResultsPageFactory(parent=stage.contest),
        prize=PrizeFactory(contest=stage.contest),
        entry=foreign_entry,
    )
    with pytest.raises(ValidationError):
        award.full_clean()


def test_a_draft_of_results_shows_no_winner(client, home, stage, winner):
    page = ContestResultsPageFactory(parent=stage.contest, live=False)
    Award.objects.create(page=page, prize=PrizeFactory(contest=stage.contest), entry=winner)
    assert winner.title not in client.get(home.get_url()).content.decode()


def test_a_later_results_page_without_awards_leaves_the_winners_at_home(home, stage, winner, index):
    results = ContestResultsPageFactory(parent=stage.contest, first_published_at=NOW)
    Award.objects.create(page=results, prize=PrizeFactory(contest=stage.contest), entry=winner)
    later = ContestPageFactory(parent=index)
    ContestResultsPageFactory(parent=later, first_published_at=hanoi("2024-09-01"))
    assert [award.page_id for award in latest_winners([stage.contest, later])] == [results.pk]


def test_a_prize_that_was_awarded_cannot_vanish(stage, winner):
    prize = PrizeFactory(contest=stage.contest)
    Award.objects.create(page=ContestResultsPageFactory(parent=stage.contest), prize=prize, entry=winner)
    with pytest.raises(ProtectedError):
        prize.delete()


def test_higher_prizes_come_first(stage):
    page = ContestResultsPageFactory(parent=stage.contest)
    third, first = (
        PrizeFactory(contest=stage.contest, sort_order=2),
        PrizeFactory(contest=stage.contest, sort_order=0),
    )
    for prize in (third, first):
        entry = EntryFactory(
            registration=RegistrationFactory(page=stage.form), round=stage.round, accepted=True
        )
        Award.objects.create(page=page, prize=prize, entry=entry)
    assert [award.prize for award in page.awards.shown()] == [first, third]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_results_page_costs_the_same_for_one_award_and_for_three(
    client, stage, rows, django_assert_num_queries
):
    page = ContestResultsPageFactory(parent=stage.contest, slug="ket-qua")
    for _ in range(rows):
        entry = EntryFactory(
            registration=RegistrationFactory(page=stage.form), round=stage.round, accepted=True
        )
        Award.objects.create(page=page, prize=PrizeFactory(contest=stage.contest), entry=entry)
    client.get(page.get_url())
    with django_assert_num_queries(29):
        client.get(page.get_url())


def test_the_chooser_finds_accepted_entries_without_marks(client, stage, winner, roles):
    winner.title = "Chợ mận lên mạng"
    winner.fold_search_text()
    winner.save()
    waiting = EntryFactory(registration=winner.registration, round=stage.round, submitted=True, slot=2)
    client.force_login(roles["editors"])
    url = reverse("contest_entry_chooser:choose_results")
    html = client.get(url, {"q": "cho man"}).content.decode()
    assert "Chợ mận lên mạng" in html
    assert waiting.title not in client.get(url).content.decode()
    assert "Chợ mận lên mạng" not in client.get(url, {"q": "khong co"}).content.decode()
