"""Whichever way a page of a contest is published: what is refused is public nowhere, and stays a draft."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, get_page_models

from contest_pages import hooks
from contest_pages.ceremonies.models import ContestCeremonyPage
from contest_pages.contests.models import ContestChildMixin, ContestPage
from contest_pages.publishing.page_actions import PageAction, PageActionRefused
from contest_pages.registrations.models import ContestRegistrationPage
from tests.contests.editors import add, press, smallest_page
from tests.factories import ConsentNoticeFactory, ContestPageFactory
from tests.factories.pages import NOW
from tests.letters import words_of

pytestmark = pytest.mark.django_db

REFUSED = "Trang thử bị từ chối"
TYPES = sorted(
    (
        model
        for model in get_page_models()
        if issubclass(model, ContestPage | ContestChildMixin) and model.is_creatable
    ),
    key=lambda model: model.__name__,
)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def refusal():
    """Refuse to publish pages of one title, as any feature may."""

    def refuse(page, action, to, together):
        return ["Chưa đủ căn cứ."] if action == PageAction.PUBLISH and page.title == REFUSED else []

    with hooks.register_temporarily("page_refusals", refuse):
        yield


def parent_of(model, stage) -> Page:
    return stage.contest.get_parent() if model is ContestPage else stage.contest


def draft_of(model, stage, **values) -> Page:
    values = {"title": REFUSED, "slug": "bi-tu-choi", "live": False} | values
    return smallest_page(model, parent_of(model, stage), **values)


def by_add_form(client, roles, model, stage):
    values = {"title": REFUSED, "slug": "bi-tu-choi"}
    if model is ContestRegistrationPage:
        values["consent_notice"] = ConsentNoticeFactory().pk
    if model is ContestCeremonyPage:
        values["starts_at"] = NOW
    index = stage.contest.get_parent()
    parent = index if model is ContestPage else ContestPageFactory(parent=index)
    answer = add(client, parent, model, "action-publish", **values)
    assert answer.status_code == 302, answer.context["form"].errors


def by_edit_form(client, roles, model, stage):
    page = draft_of(model, stage)
    page.save_revision()
    answer = press(client, page, "action-publish")
    assert "Chưa đủ căn cứ." in client.get(answer.url).content.decode()


def in_bulk(client, roles, model, stage):
    page = draft_of(model, stage)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = client.post(f"{address}?id={page.pk}&next=/admin/", {})
    assert "Chưa đủ căn cứ." in client.get(answer.url).content.decode()


def with_its_parent_in_bulk(client, roles, model, stage):
    page = draft_of(model, stage)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = client.post(f"{address}?id={page.get_parent().pk}&next=/admin/", {"include_descendants": "on"})
    assert "Chưa đủ căn cứ." in client.get(answer.url).content.decode()


def by_workflow(client, roles, model, stage):
    page = draft_of(model, stage)
    roles["writers"].email = "viet@vidu.example"
    roles["writers"].save()
    page.save_revision(user=roles["writers"])
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.get_workflow().start(page, roles["writers"]).current_task_state.approve(user=roles["editors"])
    assert any("Chưa đủ căn cứ." in words_of(letter) for letter in mail.outbox)


def on_schedule(client, roles, model, stage):
    page = draft_of(model, stage)
    roles["writers"].email = "viet@vidu.example"
    roles["writers"].save()
    page.save_revision(user=roles["writers"], approved_go_live_at=timezone.now() - HOUR)
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("publish_scheduled", verbosity=0)
    assert "Chưa đủ căn cứ." in words_of(mail.outbox[-1])
    assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()


def by_api(client, roles, model, stage):
    page = draft_of(model, stage)
    page.save_revision()
    answer = client.post(reverse("wagtailadmin_api:pages:action", args=[page.pk, "publish"]))
    assert answer.status_code == 400
    assert "Chưa đủ căn cứ." in answer.content.decode()


def from_python(client, roles, model, stage):
    draft_of(model, stage).save_revision().publish(user=roles["editors"])


def as_a_copy(client, roles, model, stage):
    page = draft_of(model, stage, title="Được phép")
    Page.objects.filter(pk=page.pk).update(live=True)
    page.refresh_from_db()
    page.copy(update_attrs={"title": REFUSED, "slug": "bi-tu-choi-2"})


def as_an_alias(client, roles, model, stage):
    page = draft_of(model, stage)
    Page.objects.filter(pk=page.pk).update(live=True)
    page.refresh_from_db()
    with pytest.raises(PageActionRefused):
        page.create_alias(update_slug="bi-tu-choi-2")
    assert not Page.objects.filter(alias_of=page).exists()
    Page.objects.filter(pk=page.pk).update(live=False)


def as_a_translation(client, roles, model, stage):
    english = Locale.objects.get_or_create(language_code="en")[0]
    page = draft_of(model, stage)
    copy = page.copy_for_translation(english, copy_parents=True)
    copy.save_revision().publish()


WAYS = [
    by_add_form,
    by_edit_form,
    in_bulk,
    with_its_parent_in_bulk,
    by_workflow,
    on_schedule,
    by_api,
    from_python,
    as_a_copy,
    as_an_alias,
    as_a_translation,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("model", TYPES, ids=lambda model: model.__name__)
def test_what_is_refused_is_public_nowhere(client, roles, stage, model, way):
    client.force_login(roles["editors"])
    way(client, roles, model, stage)
    pages = list(Page.objects.filter(title=REFUSED))
    assert pages
    for page in pages:
        assert (page.live, page.live_revision_id, page.first_published_at) == (False, None, None)
        assert client.get(page.get_url()).status_code == 404


@pytest.mark.parametrize(
    "model", [model for model in TYPES if model is not ContestPage], ids=lambda m: m.__name__
)
def test_a_public_page_is_not_moved_where_it_may_not_be_published(client, roles, stage, model):
    other = ContestPageFactory(parent=stage.contest.get_parent())
    page = draft_of(model, stage, title="Được phép")
    type(page).objects.filter(pk=page.pk).update(live=True, title=REFUSED)
    client.force_login(roles["editors"])
    moves = {
        reverse("wagtailadmin_pages:move_confirm", args=[page.pk, other.pk]): {},
        reverse("wagtailadmin_api:pages:action", args=[page.pk, "move"]): {"destination_page_id": other.pk},
    }
    for address, data in moves.items():
        client.post(address, data)
        assert Page.objects.get(pk=page.pk).get_parent().pk == stage.contest.pk
