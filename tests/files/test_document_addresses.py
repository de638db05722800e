"""A document keeps its address when its file is replaced by one of another name."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    return get_document_model().objects.create(
        title="Kế hoạch", file=ContentFile(b"%PDF-1.4 cu", name="ke-hoach.pdf")
    )


def test_the_former_address_leads_to_the_file_of_today(client, document, settings, tmp_path):
    former = document.url
    document.file = ContentFile(b"%PDF-1.4 moi", name="ke-hoach-sua.pdf")
    document.save()
    assert document.url != former
    answer = client.get(former, follow=True)
    assert answer.redirect_chain == [(document.url, 302)]
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 moi"


def test_the_address_of_today_is_served_without_a_detour(client, document):
    assert client.get(document.url).status_code == 200


def test_a_document_that_never_was_is_not_found(client, document):
    assert client.get(f"/documents/{document.pk + 1}/ke-hoach.pdf").status_code == 404


def test_a_private_document_stays_private_at_its_former_address(client, document):
    former = document.url
    private = Collection.get_first_root_node().add_child(name="Nội bộ")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    document.collection = private
    document.file = ContentFile(b"%PDF-1.4 moi", name="khac.pdf")
    document.save()
    answer = client.get(former, follow=True)
    assert "login" in answer.redirect_chain[-1][0]
