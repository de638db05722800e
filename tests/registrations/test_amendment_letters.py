"""An amendment can be told to everybody registered: once, with its number and its reason."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from contest_pages.contests.domain.amendment_letter import announce_amendment
from contest_pages.contests.errors import AmendmentNotAnnounced
from tests.factories import ContestPlanPageFactory, RegistrationFactory
from tests.letters import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture
def decision(stage):
    """Return a published decision that amends the rules."""
    return ContestPlanPageFactory(
        parent=stage.contest,
        slug="sua-doi",
        title="Quyết định sửa đổi",
        document_type="decision",
        number="12/QĐ-BTC",
        issued_on=datetime.date(2024, 7, 1),
        issuer="Ban Tổ chức",
        amends=stage.rules.page_ptr,
        amendment_reason="Kéo dài thời gian nhận tác phẩm.",
    )


@pytest.fixture
def people(stage):
    """Return a valid registration by e-mail, and others that get no letter."""
    valid = RegistrationFactory(page=stage.form, email="an@vi.example")
    for number, status in enumerate(("pending", "withdrawn", "cancelled")):
        RegistrationFactory(page=stage.form, email=f"b{number}@vi.example", status=status)
    return valid


def test_everybody_with_a_valid_registration_gets_the_letter(
    client, roles, decision, people, mailoutbox, django_capture_on_commit_callbacks
):
    client.force_login(roles["editors"])
    address = reverse("contest_amendment_letter", args=[decision.pk])
    page = client.get(address).content.decode()
    assert "Quyết định số 12/QĐ-BTC ngày 01/7/2024 của Ban Tổ chức" in page
    assert mailoutbox == []
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address, follow=True)
    assert "Thư được gửi đến 1 thí sinh." in answer.content.decode()
    [letter] = mailoutbox
    assert letter.to == ["an@vi.example"]
    assert "12/QĐ-BTC" in words_of(letter)
    assert "Kéo dài thời gian nhận tác phẩm." in words_of(letter)
    assert decision.full_url in words_of(letter)
    entry = PageLogEntry.objects.get(action="contest.announce_amendment")
    assert (entry.user, entry.data) == (roles["editors"], {"count": 1})


def test_no_second_letter_goes_out(client, roles, decision, people):
    assert announce_amendment(document=decision, actor=roles["editors"]) == 1
    with pytest.raises(AmendmentNotAnnounced, match="đã nhận thư"):
        announce_amendment(document=decision, actor=roles["editors"])
    client.force_login(roles["editors"])
    answer = client.post(reverse("contest_amendment_letter", args=[decision.pk]), follow=True)
    assert "đã nhận thư" in answer.content.decode()
    assert PageLogEntry.objects.filter(action="contest.announce_amendment").count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"live": False}, "Hãy xuất bản văn bản trước"),
        ({"amends": None}, "Hãy chọn kế hoạch hoặc thể lệ"),
        ({"number": "/QĐ-BTC"}, "Hãy ghi số văn bản"),
        ({"amendment_reason": ""}, "Hãy nêu lý do"),
    ],
)
def test_what_is_missing_is_said_before_a_letter_goes_out(decision, people, mailoutbox, changes, words):
    for name, value in changes.items():
        setattr(decision, name, value)
    decision.save()
    with pytest.raises(AmendmentNotAnnounced, match=words):
        announce_amendment(document=decision, actor=None)
    assert mailoutbox == []


def test_a_letter_of_which_the_document_was_withdrawn_meanwhile_does_not_go(
    decision, people, roles, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        announce_amendment(document=decision, actor=roles["editors"])
        decision.live = False
        decision.save()
    assert mailoutbox == []
    assert people.notices.get().state == "dropped"


@pytest.mark.parametrize(
    ("role", "may"), [("editors", True), ("organisers", True), ("writers", False), ("moderators", False)]
)
def test_those_who_may_publish_the_document_send_the_letter(client, roles, decision, people, role, may):
    client.force_login(roles[role])
    client.post(reverse("contest_amendment_letter", args=[decision.pk]))
    assert PageLogEntry.objects.filter(action="contest.announce_amendment").exists() is may


def test_the_menu_of_an_amendment_offers_the_letter(client, roles, stage, decision):
    client.force_login(roles["editors"])
    address = reverse("contest_amendment_letter", args=[decision.pk])
    assert address in client.get(reverse("wagtailadmin_pages:edit", args=[decision.pk])).content.decode()
    plan = ContestPlanPageFactory(parent=stage.contest, slug="ke-hoach")
    html = client.get(reverse("wagtailadmin_pages:edit", args=[plan.pk])).content.decode()
    assert reverse("contest_amendment_letter", args=[plan.pk]) not in html
