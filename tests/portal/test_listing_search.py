"""Lists of the admin are searched and filtered at once, whatever the filter."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse, reverse_lazy
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import ReferenceIndex

from contest_pages.contests.models import ContestPage

pytestmark = pytest.mark.django_db


LISTINGS = {
    "images": reverse_lazy("wagtailimages:index_results"),
    "documents": reverse_lazy("wagtaildocs:index_results"),
    "pages of a kind": reverse_lazy(
        "wagtailadmin_pages:type_use_results", args=["contest_contests", "contestpage"]
    ),
    "pages": reverse_lazy("wagtailadmin_explore_results", args=[2]),
    "users": reverse_lazy("wagtailusers_users:index_results"),
}
#: A value for each kind of field that filters have.
VALUES = ("1", "0", "true", "false", "2024-01-01", "vi", "x")


@pytest.mark.parametrize("listing", LISTINGS)
def test_no_filter_breaks_the_search(admin_client, contest, listing):
    address = str(LISTINGS[listing])
    filters = admin_client.get(address).context_data["view"].filters
    names = [
        name if suffix is None else f"{name}_{suffix}"
        for name, field in filters.form.fields.items()
        for suffix in getattr(field.widget, "suffixes", [None])
    ]
    assert names
    for name in names:
        for value in VALUES:
            response = admin_client.get(address, {"q": "cuộc", name: value})
            assert response.status_code == 200, (name, value)


def test_a_page_with_pages_below_is_found_and_one_without_is_not(admin_client, stage):
    call_command("update_index", verbosity=0)
    address = LISTINGS["pages of a kind"]
    for answer, is_found in (("true", True), ("false", False)):
        words = admin_client.get(address, {"q": "cuộc", "has_child_pages": answer}).content.decode()
        assert (stage.contest.title in words) is is_found


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
