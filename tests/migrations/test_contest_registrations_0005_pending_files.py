"""The table of pending files begins empty: files that wait when the site is updated are not counted."""

from __future__ import annotations

import pytest

from contest_pages.registrations.models import PendingFile


@pytest.mark.django_db
def test_the_table_begins_empty_and_needs_no_row_of_the_earlier_version():
    assert not PendingFile.objects.exists()
    assert {field.name for field in PendingFile._meta.get_fields() if field.is_relation} == set()
