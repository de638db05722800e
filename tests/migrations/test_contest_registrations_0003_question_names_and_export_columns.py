"""Questions of one form that shared a name are told apart; those of other forms and nameless ones stay."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from contest_pages.registrations.models import RegistrationField

APP = "contest_registrations"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_questions_that_shared_a_name_get_their_own():
    from django.apps import apps
    from django.db import connection

    from tests.factories import ContestRegistrationPageFactory

    migration = __import__(
        "contest_pages.registrations.migrations.0003_question_names_and_export_columns",
        fromlist=["Migration"],
    )
    constraint = next(c for c in RegistrationField._meta.constraints if c.name.endswith("once_per_page"))
    page, other = ContestRegistrationPageFactory(), ContestRegistrationPageFactory()
    with connection.schema_editor() as editor:
        editor.remove_constraint(RegistrationField, constraint)
    try:
        for place, (owner, name) in enumerate(
            [(page, "a"), (page, "a"), (page, "a_2"), (page, "a"), (other, "a"), (page, ""), (page, "")]
        ):
            RegistrationField.objects.create(
                page=owner, label=f"Câu {place}", clean_name=name, field_type="singleline", sort_order=place
            )
        migration.tell_questions_apart(SimpleNamespace(get_model=apps.get_model), None)
    finally:
        with connection.schema_editor() as editor:
            editor.add_constraint(RegistrationField, constraint)
    names = RegistrationField.objects.order_by("sort_order").values_list("clean_name", flat=True)
    assert list(names) == ["a", "a_3", "a_2", "a_4", "a", "", ""]
