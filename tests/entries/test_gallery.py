"""The gallery as visitors search it: by title, author, number, unit, and never by what is not published."""

from __future__ import annotations

import datetime
import itertools

import pytest

from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import AdvanceList
from contest_pages.registrations.models import Member
from tests.factories import EntryFactory, EntryRoundPageFactory, RegistrationFactory, UserFactory
from tests.factories.pages import NOW, PrizeFactory
from tests.factories.people import UnitFactory
from tests.factories.standings import give

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture
def work(stage):
    """Return a function that makes an accepted work in the round."""

    def make(title: str, **registration):
        registration.setdefault("unit", None)
        person = RegistrationFactory(page=stage.form, **registration)
        entry = EntryFactory(registration=person, round=stage.round, unit=person.unit, accepted=True)
        entry.title = title
        entry.fold_search_text()
        entry.save()
        return entry

    return make


@pytest.fixture
def found(client, stage):
    """Return a function that asks the gallery and returns the titles shown."""

    def ask(**query) -> list[str]:
        return [
            e.title
            for e in client.get(stage.round.url, {k.replace("_", "-"): v for k, v in query.items()}).context[
                "entries"
            ]
        ]

    return ask


@pytest.mark.parametrize("words", ["Chợ mận", "cho man", "MẬN chợ", "mận  "])
def test_a_title_is_found_with_and_without_marks_in_any_order(work, found, words):
    work("Chợ mận lên mạng")
    work("Bưu cục giữa mây")
    assert found(tim=words) == ["Chợ mận lên mạng"]


def test_a_number_is_found_however_it_is_written(work, found):
    entry = work("Một")
    work("Hai")
    for words in (entry.code, entry.code.lower(), str(entry.number)):
        assert "Một" in found(tim=words)


def test_an_author_is_found_only_while_the_name_is_published(work, found):
    entry = work("Một", full_name="Quàng Văn Gió", publish_name=True)
    assert found(tim="quang gio") == ["Một"]
    entry.registration.publish_name = False
    entry.registration.save()
    assert found(tim="quang gio") == []


def test_of_a_group_only_those_who_made_the_work_are_found(work, found):
    entry = work("Một", full_name="Quàng Văn Gió", publish_name=True)
    other = Member.objects.create(
        registration=entry.registration,
        full_name="Hà Thị Sao",
        name_text="ha thi sao",
        birth_date="1990-01-01",
    )
    entry.authors.set([other])
    assert found(tim="ha thi sao") == ["Một"]
    assert found(tim="quang van gio") == []


def test_a_unit_is_offered_and_found_only_where_it_is_published(client, stage, work, found):
    shown, hidden = UnitFactory(name="Xã Nêu Tên"), UnitFactory(name="Xã Giấu Tên")
    work("Một", unit=shown, publish_unit=True)
    work("Hai", unit=hidden, publish_unit=False)
    html = client.get(stage.round.url).content.decode()
    assert "Xã Nêu Tên" in html
    assert "Xã Giấu Tên" not in html
    assert found(tim="xa neu") == ["Một"]
    assert found(tim="xa giau") == []
    assert found(don_vi=shown.pk) == ["Một"]
    assert found(don_vi=hidden.pk) == []


def test_a_registration_code_finds_nothing(work, found):
    entry = work("Một")
    assert found(tim=entry.registration.code) == []


def test_divisions_are_a_filter(work, found):
    work("Một", division="Cán bộ")
    work("Hai", division="Nhân dân")
    assert found(bang="Nhân dân") == ["Hai"]


def test_the_newest_come_first_if_the_filters_say_so(work, found):
    for title in ("Một", "Hai", "Ba"):
        work(title)
    assert found() == ["Một", "Hai", "Ba"]
    assert found(sap_xep="moi") == ["Ba", "Hai", "Một"]


def test_a_disqualified_work_is_found_by_number_alone(work, found):
    entry = work("Phim bị loại")
    entry.state = EntryState.DISQUALIFIED
    entry.save()
    AdvanceList.objects.create(from_round=entry.round, closed_at=NOW, closed_by=UserFactory())
    assert found(tim="phim bi loai") == []
    assert found(tim=entry.code) == ["Phim bị loại"]  # the row; the card shows its number alone


@pytest.mark.parametrize(
    "query", [{"p": "abc"}, {"p": "-1"}, {"p": "9" * 30}, {"don-vi": "x"}, {"don-vi": "²"}, {"sap-xep": "?"}]
)
def test_nonsense_in_the_address_is_left_out(client, stage, work, query):
    work("Một")
    assert client.get(stage.round.url, query).status_code == 200


def test_pages_and_neighbours_keep_the_filters(client, stage, work):
    works = [work(f"Phim mận {number:02}", division="Nhân dân") for number in range(26)]
    work("Phim khác", division="Cán bộ")
    query = {"tim": "man", "bang": "Nhân dân", "sap-xep": "moi"}
    html = client.get(stage.round.url, query).content.decode()
    assert "tim=man&amp;bang=Nh%C3%A2n+d%C3%A2n&amp;sap-xep=moi&amp;p=2#tac-pham-du-thi" in html
    second = client.get(stage.round.url, {**query, "p": 2})
    assert [entry.title for entry in second.context["entries"]] == ["Phim mận 01", "Phim mận 00"]
    entry = client.get(stage.round.entry_path(works[1].number), {**query, "p": 2})
    assert entry.context["previous_entry"] == works[2]
    assert entry.context["next_entry"] == works[0]
    assert "sap-xep=moi&amp;p=2#tac-pham-du-thi" in entry.content.decode()


def test_other_rounds_of_the_contest_are_one_press_away(client, stage):
    other = EntryRoundPageFactory(parent=stage.contest, slug="vong-hai", title="Vòng hai")
    assert f'href="{other.url}#tac-pham-du-thi"' in client.get(stage.round.url).content.decode()


def test_search_engines_are_told_each_public_work_and_no_other(client, stage, work):
    entry, hidden = work("Một"), work("Hai")
    hidden.state = EntryState.REJECTED
    hidden.save()
    xml = client.get("/sitemap.xml").content.decode()
    assert stage.round.entry_path(entry.number) in xml
    assert stage.round.entry_path(hidden.number) not in xml


def test_a_team_is_shown_and_found_by_its_name_whatever_its_members_publish(work, found, client, stage):
    entry = work("Múa xòe", kind="team", team_name="Đội Hoa Ban", publish_name=False, full_name="Lò Thị Kín")
    work("Cá nhân", full_name="Hoa Ban", publish_name=False)
    assert entry.author == "Đội Hoa Ban"
    assert found(tim="hoa ban") == ["Múa xòe"]
    assert found(tim="kin") == []
    html = client.get(
        stage.round.url + stage.round.reverse_subpage("entry", args=[entry.number])
    ).content.decode()
    assert "Đội Hoa Ban" in html
    assert "Lò Thị Kín" not in html


def test_the_staff_read_a_team_with_its_members(work):
    entry = work("Múa xòe", kind="team", team_name="Đội Hoa Ban", full_name="Lò Thị Kín")
    assert entry.office_author == "Đội Hoa Ban: Lò Thị Kín"


def page_of(client, stage, entry):
    return client.get(stage.round.entry_path(entry.number))


def test_a_prize_stands_beside_its_work_once_it_is_published(client, stage, work):
    entry, other = work("Chợ mận"), work("Bưu cục")
    third, first = (
        PrizeFactory(contest=stage.contest, name=name, sort_order=order)
        for order, name in ((3, "Giải Ba"), (1, "Giải Nhất"))
    )
    give(third, entry=entry)
    give(first, entry=entry)
    give(first, entry=other, published=False)
    cards = client.get(stage.round.url).context["cards"]
    assert [(card.entry, card.prize) for card in cards] == [(entry, first), (other, None)]
    assert "medals.svg#nhat" in page_of(client, stage, entry).content.decode()
    assert "contest-ribbon" not in page_of(client, stage, other).content.decode()


def test_a_disqualified_work_shows_no_prize(client, stage, work):
    entry = work("Chợ mận")
    give(PrizeFactory(contest=stage.contest, name="Giải Nhất"), entry=entry)
    entry.state = EntryState.DISQUALIFIED
    entry.save()
    AdvanceList.objects.create(from_round=entry.round, closed_at=NOW, closed_by=UserFactory())
    assert [card.prize for card in client.get(stage.round.url).context["cards"]] == [None]


def test_who_publishes_no_name_has_a_picture_without_letters(work):
    assert work("Một", full_name="Quàng Văn Gió", publish_name=True).portrait_name == "Quàng Văn Gió"
    assert work("Hai", full_name="Hà Thị Sao", publish_name=False).portrait_name == ""


def test_neighbours_in_the_gallery_look_different_and_titles_choose_their_pictures(client, stage, work):
    for number in range(8):
        work(f"Chợ phiên {number}")
    posters = [card.poster for card in client.get(stage.round.url).context["cards"]]
    assert {poster.family for poster in posters} == {"market"}
    assert all(one.palette != other.palette for one, other in itertools.pairwise(posters))


@pytest.mark.parametrize(
    ("words", "likely"),
    [("ban đo sso", "Bản đồ số"), ("bản dồ xố", "Bản đồ số"), ("rưng thongg", "rừng thông")],
)
def test_words_that_find_nothing_bring_up_the_words_of_a_title(client, stage, work, words, likely):
    work("“Bản đồ số” cho rừng thông")
    response = client.get(stage.round.url, {"tim": words})
    assert response.context["likely_words"] == likely
    assert "Xóa điều kiện lọc" in response.content.decode()


def test_words_like_no_title_bring_up_nothing_and_never_the_title_of_a_disqualified_work(client, stage, work):
    entry = work("Bản đồ số")
    assert client.get(stage.round.url, {"tim": "máy cày"}).context["likely_words"] == ""
    entry.state = EntryState.DISQUALIFIED
    entry.save()
    AdvanceList.objects.create(from_round=entry.round, closed_at=NOW, closed_by=UserFactory())
    assert client.get(stage.round.url, {"tim": "bản đồ sốo"}).context["likely_words"] == ""


def test_an_empty_gallery_says_when_works_will_be_shown(client, stage):
    stage.round.gallery_opens_at = NOW + datetime.timedelta(days=3)
    stage.round.save()
    html = client.get(stage.round.url).content.decode()
    assert "Chưa có tác phẩm nào được đăng." in html
    assert "Tác phẩm đã qua sơ loại được đăng tại đây từ" in html


def test_the_next_works_follow_in_the_order_of_the_gallery(client, stage, work):
    works = [work(f"Phim {number}") for number in range(8)]
    assert [card.entry for card in page_of(client, stage, works[1]).context["next_cards"]] == works[2:7]
    newest = client.get(stage.round.entry_path(works[1].number), {"sap-xep": "moi"})
    assert [card.entry for card in newest.context["next_cards"]] == [works[0]]


def test_what_is_said_in_a_video_can_be_read(client, stage, work):
    entry = work("Một")
    text = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nXin chào &amp; cảm ơn\n\n00:00:02.000 --> 00:00:03.000\ncác bạn\n"
    entry.subtitles.create(language="vi", text=text)
    assert entry.subtitles.get().transcript == "Xin chào & cảm ơn\ncác bạn"
    html = page_of(client, stage, entry).content.decode()
    assert "Xin chào &amp; cảm ơn<br>các bạn" in html


def test_galleries_and_pages_of_works_cost_a_fixed_number_of_queries(
    client, stage, work, django_assert_max_num_queries
):
    works = [work(f"Phim {number}") for number in range(7)]
    prize = PrizeFactory(contest=stage.contest, name="Giải Nhất")
    for entry in works:
        give(prize, entry=entry)
    with django_assert_max_num_queries(34):  # one of them finds where to register
        client.get(stage.round.url)
    with django_assert_max_num_queries(33):
        page_of(client, stage, works[0])
