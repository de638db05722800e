"""Every block of a page's body, and the workflow of pages."""

from __future__ import annotations

import json

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.blocks import StructBlockValidationError
from wagtail.documents import get_document_model
from wagtail.embeds.models import Embed
from wagtail.models import Page, WorkflowState
from wagtail_factories import ImageFactory

from contest_pages.contests.blocks import CallToActionBlock
from contest_pages.contests.models import PlanAttachment
from tests.factories import ContestPageFactory, ContestPlanPageFactory, UserFactory
from tests.factories.pages import NOW

pytestmark = pytest.mark.django_db


@time_machine.travel(NOW, tick=False)
def test_each_block_is_shown_as_an_editor_means_it(client, index, stage):
    image = ImageFactory(title="Hình")
    document = get_document_model().objects.create(
        title="Mẫu đơn", file=ContentFile(b"x" * 2048, name="mau.docx")
    )
    address = "https://www.youtube.com/watch?v=abcdefg"
    Embed.objects.create(
        url=address,
        hash=_embed_hash(address),
        max_width=960,
        type="video",
        html='<iframe src="https://www.youtube.com/embed/abc"></iframe>',
        title="Phim",
    )
    table = {
        "columns": [{"type": "text", "heading": "Giải"}, {"type": "rich_text", "heading": "Trị giá"}],
        "rows": [{"values": ["Nhất", "<p><b>5.000.000</b></p>"]}],
        "caption": "Cơ cấu giải",
    }
    raw = [
        {"type": "text", "value": "<h2>Mục đích</h2><p>Tìm hiểu chuyển đổi số.</p>"},
        {
            "type": "picture",
            "value": {
                "image": image.pk,
                "alternative_text": "Người dân quay video",
                "caption": "Ảnh minh họa",
            },
        },
        {
            "type": "documents",
            "value": {"heading": "Tải về", "documents": [{"type": "item", "value": document.pk, "id": "x"}]},
        },
        {"type": "video", "value": address},
        {"type": "table", "value": table},
        {
            "type": "call_to_action",
            "value": {"label": "Xem thể lệ", "page": stage.rules.pk, "address": "", "style": "primary"},
        },
        {"type": "form", "value": {"page": stage.form.pk}},
    ]
    page = ContestPageFactory(parent=index, body=json.dumps(raw))
    html = client.get(page.get_url()).content.decode()
    assert ">Mục đích</h2>" in html
    assert 'alt="Người dân quay video"' in html
    assert "<figcaption>Ảnh minh họa</figcaption>" in html
    assert "Mẫu đơn" in html
    assert "DOCX, 2,0 KB" in html.replace("\xa0", " ")
    assert "<iframe" not in html
    assert 'data-contest-outside="https://www.youtube-nocookie.com/embed/abcdefg"' in html
    assert f'href="{address}"' in html
    assert "<caption>Cơ cấu giải</caption>" in html
    assert '<th scope="col">Trị giá</th>' in html
    assert "<b>5.000.000</b>" in html
    assert f'href="{stage.rules.get_url()}"' in html
    assert f'action="{reverse("contest_register", args=[stage.form.pk])}"' in html


def _embed_hash(address: str) -> str:
    from wagtail.embeds.embeds import get_embed_hash

    return get_embed_hash(address, 960)


@pytest.mark.parametrize(
    "chosen", [{"page": None, "address": ""}, {"page": True, "address": "https://vidu.example"}]
)
def test_a_button_leads_to_a_page_or_to_an_address_and_not_to_both(stage, chosen):
    page = stage.rules if chosen["page"] else None
    with pytest.raises(StructBlockValidationError):
        CallToActionBlock().clean(
            {"label": "Xem", "page": page, "address": chosen["address"], "style": "primary"}
        )


def test_a_form_whose_page_is_not_published_is_not_shown(client, index, stage):
    page = ContestPageFactory(
        parent=index, body=json.dumps([{"type": "form", "value": {"page": stage.form.pk}}])
    )
    stage.form.unpublish()
    html = client.get(page.get_url()).content.decode()
    assert "contest-form" not in html


def test_only_pages_with_a_form_can_be_embedded(stage):
    from contest_pages.contests.blocks import FormPageChooserBlock

    assert {model.__name__ for model in FormPageChooserBlock().target_models} == {
        "ContestRegistrationPage",
        "EntryRoundPage",
        "QuizRoundPage",
    }


def test_the_attached_files_of_a_plan_are_named_with_kind_and_size(client, contest):
    plan = ContestPlanPageFactory(
        parent=contest, slug="ke-hoach", number="77/KH-UBND", issuer="Ủy ban nhân dân tỉnh"
    )
    document = get_document_model().objects.create(
        title="Bản ký số", file=ContentFile(b"x" * 1024, name="ke-hoach.pdf")
    )
    PlanAttachment.objects.create(plan=plan, document=document)
    html = client.get(plan.get_url()).content.decode()
    assert "77/KH-UBND" in html
    assert "Bản ký số" in html
    assert "PDF" in html


def test_a_plan_goes_through_wagtails_own_workflow(client, contest):
    plan = ContestPlanPageFactory(parent=contest, slug="ke-hoach", live=False)
    author, approver = UserFactory(superuser=True), UserFactory(superuser=True)
    plan.save_revision(user=author)
    plan.get_workflow().start(plan, author)
    state = WorkflowState.objects.get()
    assert state.status == WorkflowState.STATUS_IN_PROGRESS
    client.force_login(approver)
    task_state = state.current_task_state
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[plan.pk, "approve", task_state.pk]))
    assert Page.objects.get(pk=plan.pk).live
