"""Winners: published awards, not revoked, of the last ranking, in contests that visitors may see."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from contest_pages.contests.domain.next_year import make_next_year
from contest_pages.results.queries.participation import participation_of
from contest_pages.standings.domain.awarding import propose_awards
from contest_pages.standings.domain.publishing import publish, revoke_award
from contest_pages.standings.domain.ranking import exclude, freeze, rank
from contest_pages.standings.models import Award, RankedRow, Ranking, Subject
from contest_pages.standings.queries.winners import latest_winners
from tests.factories import (
    ContestPageFactory,
    ContestRegistrationPageFactory,
    ContestResultsPageFactory,
    EntryFactory,
    MilestoneFactory,
    PrizeFactory,
    RegistrationFactory,
    UnitFactory,
    UserFactory,
    give,
    put_rank,
    take_quiz,
)
from tests.factories.pages import NOW, hanoi

pytestmark = pytest.mark.django_db

AFTER = hanoi("2024-07-16 09:00")
DAY = datetime.timedelta(days=1)


@pytest.fixture
def week(quiz):
    """Return a function that publishes the ranking of the quiz round with its award."""
    PrizeFactory(contest=quiz.contest, name="Nhất tuần", count=1, basis="quiz_round")
    unit = UnitFactory(name="Xã Thắng")
    quiz.first = RegistrationFactory(
        page=quiz.form, full_name="Hà Thị Nhất", publish_name=True, publish_unit=True, unit=unit
    )
    quiz.second = RegistrationFactory(page=quiz.form, full_name="Lò Văn Nhì", publish_name=False)
    take_quiz(quiz.round, quiz.first, right=5)
    take_quiz(quiz.round, quiz.second, right=4)

    def run(*excluded, at=AFTER):
        kwargs = {"subject": Subject.of_round(quiz.round), "actor": UserFactory(), "now": at}
        freeze(**kwargs)
        for registration in excluded:
            exclude(registration=registration, reason="Hai tài khoản", **kwargs)
        rank(**kwargs)
        propose_awards(**kwargs)
        return publish(**kwargs)

    return run


def everywhere(client, home, contest, page) -> dict[str, str]:
    """Return the text of each place that shows winners."""
    units = {row.name: row.awards for row in participation_of(contest, on=NOW.date())}
    return {
        "home": client.get(home.get_url()).content.decode(),
        "list of contests": client.get(contest.get_parent().url).content.decode(),
        "results page": client.get(page.url).content.decode(),
        "open data": client.get("/api/v1/results/").content.decode(),
        "participation": " ".join(f"Nhất tuần {name}" for name, awards in units.items() if awards),
    }


def test_the_prizes_of_a_quiz_are_shown_wherever_winners_are(client, home, quiz, week):
    page = ContestResultsPageFactory(parent=quiz.contest, slug="ket-qua")
    MilestoneFactory(contest=quiz.contest, kind="ceremony", starts_at=hanoi("2024-08-01"))
    before = everywhere(client, home, quiz.contest, page)
    assert not any("Nhất tuần" in words for words in before.values())
    week()
    for place, words in everywhere(client, home, quiz.contest, page).items():
        assert "Nhất tuần" in words, place
    home_page = client.get(home.get_url()).content.decode()
    assert "Hà Thị Nhất" in home_page
    revoke_award(award=Award.objects.get(), reason="Sai hồ sơ", actor=UserFactory(), now=AFTER)
    after = everywhere(client, home, quiz.contest, page)
    assert "Giải này đã bị thu hồi" in after.pop("results page")
    assert not any("Nhất tuần" in words for words in after.values())


def test_a_correction_replaces_the_winner_everywhere(client, home, quiz, week):
    page = ContestResultsPageFactory(parent=quiz.contest, slug="ket-qua")
    week()
    week(quiz.first, at=AFTER + DAY)
    assert Award.objects.count() == 2
    assert [award.registration for award in Award.objects.effective()] == [quiz.second]
    for words in everywhere(client, home, quiz.contest, page).values():
        assert "Hà Thị Nhất" not in words
        assert "Lò Văn Nhì" not in words  # did not agree to be named


def test_winners_of_the_last_round_stand_on_the_podium_where_no_prize_was_given_by_hand(client, quiz, week):
    page = ContestResultsPageFactory(parent=quiz.contest, slug="ket-qua")
    week()
    podium = BeautifulSoup(client.get(page.url).content.decode(), "html.parser").select_one(".contest-podium")
    # The round has a section of its own below: two regions of one name could not be told apart.
    assert podium.find_previous("h2").get_text().split() == f"Các giải cao nhất: {quiz.round.title}".split()
    assert [title.get_text(strip=True) for title in podium.select("h3")] == ["Hà Thị Nhất"]


def test_a_ranking_under_way_changes_no_winner(quiz, week):
    week()
    freeze(subject=Subject.of_round(quiz.round), actor=UserFactory(), now=AFTER)
    assert [award.registration for award in latest_winners([quiz.contest])] == [quiz.first]


def test_open_data_name_a_winner_only_as_agreed(client, home, quiz, week):
    ContestResultsPageFactory(parent=quiz.contest, slug="ket-qua")
    week()
    (award,) = client.get("/api/v1/results/").json()["items"][0]["awards"]
    assert award["recipient"] == {"kind": "person", "name": "Hà Thị Nhất", "unit": "Xã Thắng"}
    assert award["work"] is None
    week(quiz.first, at=AFTER + DAY)
    (award,) = client.get("/api/v1/results/").json()["items"][0]["awards"]
    assert award["recipient"] == {"kind": "person", "name": None, "unit": None}


def test_winners_of_a_private_contest_or_a_draft_are_not_shown(client, home, stage):
    give(PrizeFactory(contest=stage.contest), unit=UnitFactory(name="Xã Kín"))
    assert "Xã Kín" in client.get(home.get_url()).content.decode()
    restriction = PageViewRestriction.objects.create(page=stage.contest, restriction_type="login")
    assert "Xã Kín" not in client.get(home.get_url()).content.decode()
    restriction.delete()
    stage.contest.unpublish()
    assert "Xã Kín" not in client.get(home.get_url()).content.decode()


def test_two_contests_share_the_home_page_the_newest_first(index):
    contests = [ContestPageFactory(parent=index) for _number in range(3)]
    for number, contest in enumerate(contests):
        form = ContestRegistrationPageFactory(parent=contest)
        for place in range(5):
            prize = PrizeFactory(contest=contest, sort_order=place)
            give(prize, registration=RegistrationFactory(page=form), published_at=NOW + number * DAY)
    shown = [award.contest for award in latest_winners(contests, 6)]
    assert shown == [contests[2]] * 3 + [contests[1]] * 3
    assert [award.contest for award in latest_winners(contests[:1], 3)] == [contests[0]] * 3
    assert latest_winners([], 6) == []


def test_a_contest_fills_the_places_that_the_other_does_not(index):
    old, new = ContestPageFactory(parent=index), ContestPageFactory(parent=index)
    for contest, count, at in ((old, 5, NOW), (new, 1, NOW + DAY)):
        for _place in range(count):
            give(PrizeFactory(contest=contest), unit=UnitFactory(), published_at=at)
    assert [award.contest for award in latest_winners([old, new], 6)] == [new, *[old] * 5]


# --- revisions and copies ---------------------------------------------------------------------------------


@pytest.fixture
def decided(stage):
    """Return the results page of a contest with a published rank and award."""
    page = ContestResultsPageFactory(parent=stage.contest, slug="ket-qua", introduction="Bản đầu")
    entry = EntryFactory(registration=RegistrationFactory(page=stage.form), round=stage.round, accepted=True)
    put_rank(stage.round, 1, entry=entry, score=93_500)
    stage.award = give(PrizeFactory(contest=stage.contest), entry=entry)
    stage.results = page
    return stage


def facts() -> tuple:
    return (
        sorted(Ranking.objects.values_list("pk", "round", "number", "digest")),
        sorted(RankedRow.objects.values_list("pk", "rank", "score")),
        sorted(Award.objects.values_list("pk", "prize", "entry", "published_at", "revoked_at")),
    )


def test_restoring_an_older_revision_of_the_results_page_changes_no_rank_and_no_award(decided):
    old = decided.results.save_revision()
    old.publish()
    RankedRow.objects.update(score=10_000)
    revoke_award(award=decided.award, reason="Sao chép", actor=UserFactory(), now=NOW)
    decided.results.introduction = "Bản sau"
    decided.results.save_revision().publish()
    before = facts()
    old.publish()
    decided.results.refresh_from_db()
    assert decided.results.introduction == "Bản đầu"
    assert facts() == before


def test_a_draft_that_is_published_changes_no_rank_and_no_award(decided):
    before = facts()
    decided.results.introduction = "Nháp"
    revision = decided.results.save_revision()
    assert facts() == before
    revision.publish()
    decided.results.unpublish()
    assert facts() == before


def test_copies_of_the_page_and_of_the_contest_have_no_winners(decided, client):
    before = facts()
    copy = decided.results.copy(update_attrs={"slug": "ket-qua-hai"}, user=UserFactory())
    assert facts() == before
    assert copy.contest == decided.contest
    other = decided.contest.copy(
        recursive=True, update_attrs={"slug": "ban-sao", "title": "Bản sao"}, user=UserFactory()
    )
    next_year, _decisions = make_next_year(contest=decided.contest, title="Năm sau", actor=UserFactory())
    assert facts() == before
    for contest in (other, next_year):
        assert not Award.objects.filter(contest=contest).exists()
        assert not Ranking.objects.filter(contest=contest).exists()
    assert latest_winners([other, next_year]) == []
    assert "Giải Nhất" not in client.get(f"{other.url}ket-qua/").content.decode()
