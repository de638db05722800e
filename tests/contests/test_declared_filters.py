"""Lists of records are filtered by what they declare; other parameters ask the database nothing."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail import hooks

from contest_pages.contests.record_admin import ContestRecordsAdmin
from tests.factories import EntryFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def lists() -> list[str]:
    """Return the names of the addresses of all lists of records."""
    hooks.search_for_hooks()

    def below(base):
        return [base, *(found for kind in base.__subclasses__() for found in below(kind))]

    models = {kind.model for kind in below(ContestRecordsAdmin) if kind.model is not None}
    return sorted(f"{m._meta.app_label}_{m._meta.model_name}_modeladmin_index" for m in models)


def test_a_moderator_cannot_guess_the_author_of_a_work_by_a_lookup(client, roles, stage):
    registration = RegistrationFactory(page=stage.form, full_name="Lò Thị Thử")
    EntryFactory(registration=registration, round=stage.round, submitted=True)
    client.force_login(roles["moderators"])
    url = reverse("contest_entries_entry_modeladmin_index")
    for guess in ("Lò", "Quàng"):
        response = client.get(url, {"registration__members__full_name__startswith": guess})
        assert response.status_code == 302
        assert response.url == url


@pytest.mark.parametrize("name", lists())
@pytest.mark.parametrize(
    "query",
    [
        "pk__gt=0",
        "nosuch=1",
        "password__startswith=a",
        "round=x",
        "contest=x",
        "round=1e999",
        "p=-1",
        "o=99.x",
    ],
)
def test_no_list_fails_over_what_stands_behind_its_address(client, stage, name, query):
    client.force_login(get_user_model().objects.create_superuser("kythuat", "k@example.vn", "x"))
    response = client.get(f"{reverse(name)}?{query}")
    assert response.status_code in (200, 302)
    if response.status_code == 302:
        assert response.url == reverse(name)
        assert client.get(response.url).status_code == 200
