"""Rows that are inserted by a statement put together once are the rows that Django would write."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict

from contest_pages.data.bulk_insert import insert
from contest_pages.registrations.enums import MemberRole
from contest_pages.registrations.models import Member, Registration
from tests.factories import RegistrationFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def registration(stage):
    answers = [{"name": "lop", "label": "Lớp", "value": "9A “giỏi”"}]
    return RegistrationFactory(page=stage.form, unit=UnitFactory(), answers=answers, publish_unit=True)


def like(row, **changes):
    """Return an unsaved copy of a row, with these values instead."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**{**values, "id": None, **changes})


def test_every_value_is_read_back_as_it_was_given(registration):
    again = like(registration, code="KHAC", pending_key=None)
    insert([again])
    kept = Registration.objects.get(code="KHAC")
    assert kept.pk == again.pk != registration.pk
    expected = {**model_to_dict(registration), "id": again.pk, "code": "KHAC"}
    assert model_to_dict(kept) == expected
    assert (kept.created_at, kept.confirmed_at) == (registration.created_at, registration.confirmed_at)


def test_several_rows_take_one_query_and_get_their_numbers_in_order(registration, django_assert_num_queries):
    names = ["Lò Thị Ban", "Ê", "Quàng Văn Suối"]
    rows = [Member(registration=registration, role=MemberRole.MEMBER, full_name=name) for name in names]
    with django_assert_num_queries(1):
        insert(rows)
    assert [Member.objects.get(pk=row.pk).full_name for row in rows] == names
    rows[0].full_name = "Lò Thị Bản"
    rows[0].save()  # an update: the row knows that it is there
    assert Member.objects.filter(registration=registration, role=MemberRole.MEMBER).count() == 3


def test_a_row_that_a_constraint_refuses_takes_the_others_with_it(registration):
    rows = [Member(registration=registration, place="one"), Member(registration=registration, place="one")]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(rows)
    assert not Member.objects.filter(place="one").exists()


def test_of_no_rows_nobody_asks(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert([])
