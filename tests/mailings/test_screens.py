"""The organisers' screens of mailings: forms, their refusals, the number that is confirmed, rights, numbers of queries."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.html import escape

from contest_pages.contests.domain.assigning import limit_to_contests
from contest_pages.mailings.domain import write_letters
from contest_pages.mailings.models import Mailing
from contest_pages.mailings.queries import letters_of
from contest_pages.notices.models import LetterWording
from contest_pages.privacy.models import ConsentPurpose
from contest_pages.registrations.models import Registration
from tests.factories import ContestPageFactory, RegistrationFactory, UnitFactory
from tests.factories.pages import NOW

from .helpers import draft, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]
LIST = "contest_mailings_mailing_modeladmin_index"
SCREEN = "contest_mailings_mailing_modeladmin_inspect"


@pytest.fixture
def organiser(client, roles):
    """Sign an organiser in."""
    client.force_login(roles["organisers"])
    return roles["organisers"]


def words(**changes) -> dict:
    return {"subject": "Thư mời", "text": "Mời {tên}, mã {mã đăng ký}.", **changes}


def written(client, contest, audience="registrations", **data):
    address = reverse("contest_write_mailing", args=[contest.pk, audience])
    return client.post(address, words(**data))


def test_the_words_are_stored_with_keys_and_shown_with_words(client, organiser, stage):
    unit = UnitFactory()
    RegistrationFactory(page=stage.form, unit=unit, full_name="Lò Thị Hoa")
    assert written(client, stage.contest, **{"whom-unit": unit.pk}).status_code == 302
    mailing = Mailing.objects.get()
    assert (mailing.text, mailing.by) == ("Mời {name}, mã {code}.", organiser)
    assert mailing.filters == {"form": "", "kind": "", "division": "", "unit": str(unit.pk)}
    form = client.get(reverse("contest_edit_mailing", args=[mailing.pk])).content.decode()
    assert "Mời {tên}, mã {mã đăng ký}." in form
    assert f'value="{unit.pk}" selected' in form
    screen = client.get(reverse(SCREEN, args=[mailing.pk])).content.decode()
    assert "Mời Lò Thị Hoa, mã" in screen
    assert unit.name in screen


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"subject": ""}, "Vui lòng nhập tiêu đề thư."),
        ({"text": ""}, "Vui lòng nhập nội dung thư."),
        (
            {"text": "Mời {điểm} và {tên}"},
            "Nhóm người nhận này không có {điểm}. Có thể dùng: {tên cuộc thi}, {tên}",
        ),
        ({"text": "Thời gian: […]"}, "Vui lòng điền các chỗ còn để trống"),
        ({"message": "Thoi gian: [...]"}, "Vui lòng điền các chỗ còn để trống"),
        ({"subject": "Mời dự lễ [ ... ]"}, "Vui lòng điền các chỗ còn để trống"),
        ({"subject": "a" * 201}, "Tối đa 200 ký tự; nội dung này có 201 ký tự."),
        ({"message": "a" * 601}, "Tối đa 600 ký tự"),
        ({"whom-unit": "999999"}, "999999"),
        ({"whom-kind": "roster"}, "roster"),
        ({"purpose": "purpose:999999"}, "purpose:999999"),
    ],
)
def test_what_cannot_be_sent_is_refused_in_a_sentence(client, organiser, stage, data, sentence):
    ConsentPurpose.objects.create(notice=stage.form.consent_notice, text="Nhận tin", required=False)
    answer = written(client, stage.contest, **data)
    assert answer.status_code == 422
    assert escape(sentence) in answer.content.decode()
    assert not Mailing.objects.exists()


def test_a_template_fills_the_form_with_the_words_in_force(client, organiser, stage):
    LetterWording.objects.create(
        key="mailings.ceremony",
        contest=stage.contest,
        number=1,
        subject="Giấy mời",
        text="Mời {name}.\n\nBan Tổ chức",
        message="Mời bạn.",
    )
    form = written(client, stage.contest, fill="1", template="mailings.ceremony").content.decode()
    assert 'value="Giấy mời"' in form
    assert "Mời {tên}." in form
    assert not Mailing.objects.exists()
    nothing = written(client, stage.contest, fill="1", template="").content.decode()
    assert "Vui lòng chọn mẫu thư trước." in nothing
    assert "Mời {tên}, mã {mã đăng ký}." in nothing


def test_a_template_leaves_out_the_lines_that_an_audience_cannot_have(client, organiser, stage):
    form = written(
        client, stage.contest, "units", fill="1", template="mailings.missing_paper"
    ).content.decode()
    assert "Chào bạn {tên}," in form
    assert "{mã đăng ký}" not in form
    assert 'name="message"' not in form


def test_a_mailing_is_sent_to_the_number_that_was_shown(client, organiser, stage):
    RegistrationFactory(page=stage.form)
    mailing = draft(stage.contest)
    address = reverse("contest_send_mailing", args=[mailing.pk])
    shown = {"confirmed": "1", "seen_at": mailing.changed_at.isoformat()}
    RegistrationFactory(page=stage.form)
    again = client.post(address, shown, follow=True).content.decode()
    assert "Số người nhận vừa thay đổi, hiện là 2." in again
    assert "Gửi cho 2 người nhận" in again
    assert not letters_of(mailing).exists()
    assert "đọc bản xem trước" in client.post(address, {}, follow=True).content.decode()
    client.post(address, {**shown, "confirmed": "2"})
    mailing.refresh_from_db()
    assert (mailing.queued_by, mailing.is_draft) == (organiser, False)


def test_what_was_sent_off_shows_its_letters_and_is_used_as_a_draft_again(client, organiser, stage, kept):
    row = RegistrationFactory(page=stage.form)
    mailing = send(draft(stage.contest, subject="Mời dự lễ {contest}"))
    waiting = client.get(reverse(SCREEN, args=[mailing.pk])).content.decode()
    assert "Hệ thống đang lập thư" in waiting
    write_letters(mailing_pk=mailing.pk, now=NOW)
    screen = client.get(reverse(SCREEN, args=[mailing.pk])).content.decode()
    address = f"{reverse('contest_notices_notice_modeladmin_index')}?mailing={mailing.pk}"
    assert escape(address) in screen
    letters = client.get(address).content.decode()
    assert f"Mời dự lễ {stage.contest.title}" in letters
    assert row.code in letters
    assert row.code not in client.get(f"{address}9").content.decode()
    history = client.get(reverse("contest_registrations_registration_modeladmin_inspect", args=[row.pk]))
    assert f"Mời dự lễ {stage.contest.title}" in history.content.decode()
    assert client.get(reverse("contest_edit_mailing", args=[mailing.pk])).status_code == 302
    client.post(reverse("contest_copy_mailing", args=[mailing.pk]))
    assert Mailing.objects.drafts().get().subject == mailing.subject


def test_a_draft_is_deleted_after_a_question(client, organiser, stage):
    mailing = draft(stage.contest)
    address = reverse("contest_discard_mailing", args=[mailing.pk])
    assert "Xóa bản nháp" in client.get(address).content.decode()
    assert Mailing.objects.exists()
    client.post(address)
    assert not Mailing.objects.exists()


def test_organisers_of_one_contest_write_for_it_alone(client, organiser, stage, index):
    other = ContestPageFactory(parent=index, slug="khac", title="Cuộc thi khác")
    foreign = draft(other, subject="Thư của cuộc thi khác")
    limit_to_contests(user=organiser, contests=[stage.contest], actor=None)
    assert "Thư của cuộc thi khác" not in client.get(reverse(LIST)).content.decode()
    assert "Cuộc thi khác" not in client.get(reverse("contest_new_mailing")).content.decode()
    assert written(client, other).status_code != 200
    assert Mailing.objects.count() == 1
    for name in ("edit", "send", "copy", "discard"):
        answer = client.post(reverse(f"contest_{name}_mailing", args=[foreign.pk]), words())
        assert answer.status_code in (302, 403, 404)
    foreign.refresh_from_db()
    assert (foreign.subject, foreign.is_draft, Mailing.objects.count()) == ("Thư của cuộc thi khác", True, 1)


@pytest.mark.parametrize("role", ["nobody", "writers", "editors", "moderators", "jurors", "administrators"])
def test_other_roles_may_not_write(client, roles, stage, role):
    client.force_login(roles[role])
    mailing = draft(stage.contest)
    assert written(client, stage.contest).status_code in (302, 403)
    assert client.post(reverse("contest_send_mailing", args=[mailing.pk])).status_code in (302, 403)
    assert Mailing.objects.get().is_draft


def test_the_list_and_the_preview_cost_the_same_for_any_number(
    client, organiser, stage, django_assert_max_num_queries
):
    def queries(address: str) -> int:
        with django_assert_max_num_queries(200) as found:
            assert client.get(address).status_code == 200
        return len(found)

    RegistrationFactory(page=stage.form)
    mailing = draft(stage.contest)
    screen = reverse(SCREEN, args=[mailing.pk])
    for address in (reverse(LIST), screen):  # what is read once for each process
        client.get(address)
    before = [queries(reverse(LIST)), queries(screen)]
    for _number in range(9):
        RegistrationFactory(page=stage.form)
        draft(stage.contest)
    assert [queries(reverse(LIST)), queries(screen)] == before
    assert Registration.objects.count() == 10
