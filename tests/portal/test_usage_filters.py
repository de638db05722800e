"""Images and documents are found by text and by how often they are used, together."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import ReferenceIndex

from contest_pages.contests.models import ContestPage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("listing", ["wagtailimages:index_results", "wagtaildocs:index_results"])
@pytest.mark.parametrize(
    "count", ["usage_count_min=0", "usage_count_max=0", "usage_count_min=1&usage_count_max=9"]
)
def test_a_search_is_narrowed_to_a_range_of_usage(admin_client, listing, count):
    for word in ("", "q=ban&", "q=ban&collection_id=1&"):
        assert admin_client.get(f"{reverse(listing)}?{word}{count}").status_code == 200


def test_of_two_images_the_one_in_the_range_is_found(admin_client, contest):
    images = get_image_model().objects
    for title in ("Ban mai dùng", "Ban mai thừa"):
        images.create(title=title, file=get_test_image_file())
    ContestPage.objects.filter(pk=contest.pk).update(hero_image=images.get(title="Ban mai dùng"))
    ReferenceIndex.create_or_update_for_object(ContestPage.objects.get(pk=contest.pk))
    address = reverse("wagtailimages:index_results")
    for parameters, found in (("usage_count_min=1", "Ban mai dùng"), ("usage_count_max=0", "Ban mai thừa")):
        words = admin_client.get(f"{address}?{parameters}").content.decode()
        assert [title for title in ("Ban mai dùng", "Ban mai thừa") if title in words] == [found]


def test_documents_without_a_use_are_listed(admin_client):
    get_document_model().objects.create(title="Kế hoạch", file=ContentFile(b"x", name="a.pdf"))
    words = admin_client.get(f"{reverse('wagtaildocs:index_results')}?usage_count_max=0").content.decode()
    assert "Kế hoạch" in words
