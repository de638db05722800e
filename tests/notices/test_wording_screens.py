"""The screens on which editors word letters: who may, what the list says, refusals, previews, versions, the way back."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from contest_pages.contests.domain.assigning import limit_to_contests
from contest_pages.notices.domain.wording import save_wording
from contest_pages.notices.models import LetterWording
from contest_pages.notices.notifying import notify
from contest_pages.notices.wordings import Words
from tests.factories import ContestPageFactory, RegistrationFactory
from tests.factories.pages import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july", "badge")]

KEY = "tests.badge"
#: Queries of a screen, most of which are of Wagtail's frame around it.
SCREEN = 25
OWN = Words("Thẻ của {name}", "Mã {code}\n\n[Xem] {link}", "Ma so {code}")
TYPED = {"subject": "Thẻ của {tên}", "text": "Mã {mã đăng ký}\n\n[Xem] {liên kết}", "message": "Ma so {code}"}


@pytest.fixture
def editor(client, roles):
    client.force_login(roles["editors"])
    return roles["editors"]


@pytest.fixture
def organiser(client, roles):
    client.force_login(roles["organisers"])
    return roles["organisers"]


@pytest.fixture
def other(index):
    return ContestPageFactory(parent=index, title="Cuộc thi khác", slug="khac")


@pytest.fixture
def save(badge, roles):
    """Return a function that saves a wording as another editor."""

    def save(words: Words = OWN, *, contest=None, based_on: int = 0) -> LetterWording | None:
        actor = roles["organisers"]
        return save_wording(
            declared=badge, contest=contest, words=words, based_on=based_on, actor=actor, now=NOW
        )

    return save


def url(name: str = "wording", contest=None, *more) -> str:
    if contest is None:
        return reverse(f"contest_{name}_of_all", args=[KEY, *more])
    return reverse(f"contest_{name}", args=[contest.pk, KEY, *more])


def html(client: Client, address: str, **query) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return unescape(response.content.decode())


def post(client: Client, address: str, status: int, **data) -> str:
    response = client.post(address, data, follow=status == 200)
    assert response.status_code == status
    return unescape(response.content.decode())


def words_of(page: str) -> str:
    """Return what a screen says."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def row_of(page: str) -> str:
    """Return what the list says about the wording."""
    return words_of(next(row for row in page.split("<li>") if KEY in row).partition("</li>")[0])


@pytest.mark.parametrize(
    "role", ["nobody", "writers", "moderators", "jurors", "question_writers", "administrators"]
)
def test_only_editors_and_organisers_word_letters(client, roles, stage, save, role):
    save(contest=stage.contest)
    client.force_login(roles[role])
    for address in (reverse("contest_wordings"), url(), url(contest=stage.contest)):
        assert client.get(address).status_code in (302, 403)
    for address in (url(contest=stage.contest), url("wording_default", stage.contest)):
        client.post(address, {**TYPED, "based_on": 1})
    assert LetterWording.objects.count() == 1
    assert reverse("contest_wordings") not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_an_editor_of_one_contest_words_its_letters_alone(client, editor, stage, other, save):
    save(Words("Chung", OWN.text, OWN.message))
    save(contest=other)
    limit_to_contests(user=editor, contests=[stage.contest], actor=None)
    page = html(client, reverse("contest_wordings"), contest=other.pk)
    assert stage.contest.title in page
    assert other.title not in page
    assert "Tất cả cuộc thi" not in page
    assert html(client, url(contest=stage.contest))
    for address in (url(), url("wording_versions"), url(contest=other), url("wording_versions", other)):
        assert client.get(address).status_code in (302, 403)
        client.post(address, {**TYPED, "based_on": 1})
    for address in (url("wording_default"), url("wording_default", other), url("wording_again", None, 1)):
        assert client.post(f"{address}?from=1", {"based_on": 1}).status_code in (302, 403)
    assert LetterWording.objects.count() == 2


def test_an_editor_without_a_contest_reads_why_the_list_is_empty(client, editor, other):
    limit_to_contests(user=editor, contests=[other], actor=None)
    other.delete()
    assert "chưa được phân công" in html(client, reverse("contest_wordings"))


def test_the_list_says_for_each_wording_what_is_in_force_and_who_changed_it(client, editor, stage, save):
    address = reverse("contest_wordings")
    assert "Mặc định" in row_of(html(client, address))
    save()
    assert "Đã sửa 12:00 ngày 10/7/2024 · Cán bộ" in row_of(html(client, address))
    assert "Theo mẫu chung" in row_of(html(client, address, contest=stage.contest.pk))
    save(Words("Riêng", OWN.text, OWN.message), contest=stage.contest)
    assert "Mẫu riêng" in row_of(html(client, address, contest=stage.contest.pk))
    assert "Đã sửa" in row_of(html(client, address, contest="x"))


def test_the_list_marks_a_version_that_lacks_what_the_letter_needs_by_now(client, editor):
    LetterWording.objects.create(key=KEY, number=1, subject="Cũ", text="Cũ", message="Cũ")
    assert "Cần xem lại" in row_of(html(client, reverse("contest_wordings")))
    page = html(client, url())
    assert "Còn thiếu {mã đăng ký}, {liên kết}" in page
    assert ">Cũ</textarea>" in page.replace("\n", "")


def counts(client: Client, *addresses: str) -> list[int]:
    """Return how many queries each screen costs."""
    found = []
    for address in addresses:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        found.append(len(queries))
    return found


def test_list_form_and_versions_cost_a_fixed_number_of_queries(client, editor, stage, save):
    addresses = (
        f"{reverse('contest_wordings')}?contest={stage.contest.pk}",
        url(contest=stage.contest),
        url("wording_versions", stage.contest),
    )
    save(contest=stage.contest)
    counts(client, *addresses)
    before = counts(client, *addresses)
    for number in range(1, 14):
        save(Words(f"Bản {number}", OWN.text, OWN.message), contest=stage.contest, based_on=number)
    after = counts(client, *addresses)
    # Below the first page of versions stands one with which its last is compared.
    assert after == [before[0], before[1], before[2] + 1]
    assert max(after) <= SCREEN


def test_the_form_shows_placeholders_as_words_and_marks_those_that_must_be_there(client, editor):
    page = html(client, url())
    assert "Chào {tên}," in page
    assert "Ma {mã đăng ký}. Trang: {liên kết}" in page
    assert re.search(r"<code>\{mã đăng ký\}</code>\s*<small>bắt buộc</small>", page)
    assert re.search(r"<code>\{hạn\}</code>\s*<small>có thể trống</small>", page)
    assert not re.search(r"<code>\{tên\}</code>\s*<small>", page)


def test_a_wording_is_saved_for_a_contest_with_its_placeholders_by_key(client, editor, stage):
    page = post(client, url(contest=stage.contest), 200, **TYPED, based_on=0, save=1)
    assert "Đã lưu" in page
    version = LetterWording.objects.get()
    assert (version.contest_id, version.by, version.words) == (stage.contest.pk, editor, OWN)
    assert "không có gì thay đổi" in post(
        client, url(contest=stage.contest), 200, **TYPED, based_on=1, save=1
    )
    assert LetterWording.objects.count() == 1


def test_what_is_refused_stays_in_the_form_below_its_sentence(client, editor):
    page = post(client, url(), 422, **{**TYPED, "text": "Xin chào {tuổi}"}, based_on=0, save=1)
    assert "Ở đây không dùng được {tuổi}" in page
    assert "Còn thiếu {mã đăng ký}, {liên kết}" in page
    assert "Xin chào {tuổi}</textarea>" in page
    assert 'name="based_on" value="0"' in page
    assert not LetterWording.objects.exists()
    assert "Vui lòng nhập tiêu đề." in post(client, url(), 422, based_on=0, save=1)
    assert client.post(url(), {**TYPED, "text": "a\x00"}).status_code == 422


def test_a_second_editor_reads_who_was_first_keeps_the_text_and_may_then_replace_it(client, editor, save):
    save(Words("Của người khác", OWN.text, OWN.message))
    page = post(client, url(), 422, **TYPED, based_on=0, save=1)
    assert "Cán bộ đã sửa mẫu này lúc 12:00 ngày 10/7/2024." in page
    assert "Của người khác" in page
    assert 'value="Thẻ của {tên}"' in page
    assert 'name="based_on" value="1"' in page
    post(client, url(), 200, **TYPED, based_on=1, save=1)
    assert LetterWording.objects.get(number=2).words == OWN


def preview(client: Client, address: str, **data) -> str:
    return post(client, address, 200, **{**TYPED, "based_on": 0, "preview": 1, **data})


def test_a_preview_shows_a_real_letter_with_the_typed_words_and_saves_nothing(client, organiser, stage):
    registration = RegistrationFactory(page=stage.form)
    notice = notify(KEY, registration)
    page = preview(
        client,
        url(contest=stage.contest),
        text="Thân gửi {tên}\u00a0:\r\n\n\n\n[Xem] {liên kết}\n{mã đăng ký}",
    )
    assert "Thẻ của Lò Thị Mai" in page
    assert re.search(r"sandbox srcdoc=.*Thân gửi Lò Thị Mai", page, re.S)
    assert "Ma so [mã đăng ký]" in page
    assert "1 tin (" in page
    assert "/thi-sinh/…/" in page
    assert "Thân gửi {tên} :\n\n[Xem] {liên kết}\n{mã đăng ký}</textarea>" in page
    assert not LetterWording.objects.exists()
    [line] = ModelLogEntry.objects.filter(action="contest.view_letter")
    assert (line.object_id, line.user) == (str(notice.pk), organiser)


def test_each_form_has_the_values_of_a_letter_that_takes_its_way(client, organiser, stage):
    by_letter = RegistrationFactory(page=stage.form)
    by_phone = RegistrationFactory(page=stage.form, email="", phone="0912000002")
    notices = [notify(KEY, one) for one in (by_letter, by_phone)]
    page = preview(client, url(contest=stage.contest), letter=notices[0].pk)
    assert f"Mã {by_letter.code}" in page
    assert f"Ma so {by_phone.code}" in page
    assert f"tin nhắn gửi {by_phone.code}" in words_of(page)
    assert ModelLogEntry.objects.filter(action="contest.view_letter").count() == 2


def test_another_of_the_last_letters_is_chosen(client, organiser, stage, other):
    people = [RegistrationFactory(page=stage.form, email=f"ts{n}@vidu.example") for n in range(7)]
    notices = [notify(KEY, person) for person in people]
    page = preview(client, url(contest=stage.contest), letter=notices[4].pk)
    assert f"Mã {people[4].code}" in page
    for person in people[2:]:
        assert person.code in page
    assert people[1].code not in page
    assert "[mã đăng ký]" in preview(client, url(contest=stage.contest), letter="none")
    assert people[6].code in preview(client, url())
    assert people[6].code not in preview(client, url(contest=other))


def test_a_letter_is_previewed_in_the_words_of_its_own_way_alone(client, organiser, stage):
    notify("registrations.welcome", RegistrationFactory(page=stage.form))
    assert "[mã đăng ký]" in preview(client, url(contest=stage.contest))


def test_without_the_right_to_see_letters_placeholders_stand_in_brackets(client, editor, stage):
    registration = RegistrationFactory(page=stage.form)
    notice = notify(KEY, registration)
    page = preview(client, url(contest=stage.contest), letter=notice.pk)
    assert registration.code not in page
    assert "Thẻ của [tên]" in page
    assert "https://…/[liên-kết]" in page
    assert "bạn không có quyền xem thư" in page
    assert not ModelLogEntry.objects.filter(action="contest.view_letter").exists()


def test_an_organiser_of_one_contest_previews_with_no_letter_of_another(client, organiser, stage, other):
    registration = RegistrationFactory(page=stage.form)
    notice = notify(KEY, registration)
    limit_to_contests(user=organiser, contests=[other], actor=None)
    assert registration.code not in preview(client, url(contest=other), letter=notice.pk)


def test_what_cannot_be_saved_has_no_preview(client, organiser):
    assert "srcdoc" not in post(client, url(), 422, **{**TYPED, "text": "{tuổi}"}, based_on=0, preview=1)


def test_what_is_typed_stays_text_in_the_preview(client, editor):
    response = client.post(
        url(), {**TYPED, "text": f"<script>1</script> {TYPED['text']}", "preview": 1, "based_on": 0}
    )
    assert b"<script>1" not in response.content
    assert b"&amp;lt;script&amp;gt;1" in response.content


def test_versions_show_what_each_has_changed_and_are_used_again(client, editor, stage, save):
    save(contest=stage.contest)
    save(Words("Thẻ mới của {name}", OWN.text, OWN.message), contest=stage.contest, based_on=1)
    page = html(client, url("wording_versions", stage.contest))
    assert "<ins>mới </ins>" in page or "<ins> mới</ins>" in page
    assert page.index("Bản 2") < page.index("Bản 1")
    assert page.count("Dùng lại bản này") == 1
    done = post(client, url("wording_again", stage.contest, 1), 200, based_on=2)
    assert "Đã lưu" in done
    assert LetterWording.objects.get(number=3).words == OWN
    refused = post(client, url("wording_again", stage.contest, 2), 200, based_on=2)
    assert "đã sửa mẫu này" in refused
    assert client.post(url("wording_again", stage.contest, 9), {"based_on": 3}).status_code == 404


def test_going_back_to_the_default_is_asked_about_first(client, editor, stage, save):
    save(contest=stage.contest)
    assert f"{url('wording_default', stage.contest)}?from=1" in html(client, url(contest=stage.contest))
    page = html(client, url("wording_default", stage.contest), **{"from": 1})
    assert "Trở về lời mặc định" in page
    post(client, f"{url('wording_default', stage.contest)}?from=1", 200)
    assert LetterWording.objects.get(number=2).is_default
    assert "trở về mẫu chung" in html(client, url("wording_versions", stage.contest))
    assert client.get(url("wording_default", stage.contest)).status_code == 302


def test_an_address_of_no_wording_or_contest_leads_nowhere(client, editor, stage):
    assert client.get(reverse("contest_wording_of_all", args=["no.wording"])).status_code == 404
    assert client.get(reverse("contest_wording", args=[999999, KEY])).status_code == 404
