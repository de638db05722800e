"""Lengths, sizes, resolutions and counts as editors write them, kept as before."""

from __future__ import annotations

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from contest_pages.admin.count_fields import CountFormField
from contest_pages.contests.logic.measures import (
    RESOLUTIONS,
    read_length,
    read_megabytes,
    resolution_of,
    write_length,
    write_megabytes,
)
from contest_pages.contests.models import ContestRulesPage
from contest_pages.data.amounts import read_count
from tests.contests.editors import press


def is_refused(read, text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return True
    return False


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("4:00", 240),
        ("04:30", 270),
        ("1:02:30", 3750),
        ("4 phút", 240),
        ("4 phút 30 giây", 270),
        ("5'", 300),
        ("5′ 30″", 330),
        ("90 giây", 90),
        ("90s", 90),
        ("1 giờ", 3600),
        ("٤ phút", 240),
        (" 4  PHÚT ", 240),
    ],
)
def test_a_length_is_read_in_minutes_and_seconds(text, seconds):
    assert read_length(text) == seconds


@pytest.mark.parametrize("text", ["", "5", "240", "4:75", "4.5 phút", "lâu", "-4:00", "4:00 5"])
def test_a_bare_number_and_what_is_no_length_is_refused(text):
    assert is_refused(read_length, text)


@given(st.integers(0, 20 * 3600))
def test_a_length_reads_as_it_is_written(seconds):
    assert read_length(write_length(seconds)) == seconds


@pytest.mark.parametrize(
    ("text", "megabytes"),
    [("500 MB", 500), ("500mb", 500), ("1,5 GB", 1536), ("1.25 gb", 1280), ("0,5 GB", 512), ("２ GB", 2048)],
)
def test_a_size_is_read_with_its_unit(text, megabytes):
    assert read_megabytes(text) == megabytes


@pytest.mark.parametrize("text", ["", "500", "1,5 MB", "to", "-5 MB", "5 KB"])
def test_a_size_without_a_unit_is_refused(text):
    assert is_refused(read_megabytes, text)


@given(st.integers(1, 10**5))
def test_a_size_reads_as_it_is_written(megabytes):
    assert read_megabytes(write_megabytes(megabytes)) == megabytes


def test_resolutions_have_names_and_others_keep_their_sides():
    assert [resolution_of(*sides) for sides in RESOLUTIONS.values()] == list(RESOLUTIONS)
    assert (resolution_of(None, None), resolution_of(720, 1280)) == ("", "720x1280")


@pytest.mark.parametrize(
    ("text", "count"), [("1.000", 1000), ("1,000", 1000), ("1 000", 1000), ("300", 300), ("٣٠٠", 300), ("5 triệu", 5 * 10**6)]
)  # fmt: skip
def test_a_count_of_a_thousand_is_never_one(text, count):
    assert read_count(text) == count
    assert CountFormField().clean(text) == count


@pytest.mark.parametrize("text", ["1.5", "1.00", "-3", "ba", "12a", "1.0000"])
def test_a_count_that_may_mean_anything_is_refused(text):
    assert is_refused(read_count, text)


@pytest.mark.django_db
class TestTheEditor:
    def edit(self, client, roles, stage, **values):
        client.force_login(roles["editors"])
        answer = press(client, stage.rules, "action-publish", **values)
        stage.rules.refresh_from_db()
        return answer

    def limits(self, rules: ContestRulesPage) -> tuple:
        return (
            rules.minimum_seconds,
            rules.maximum_seconds,
            rules.minimum_width,
            rules.minimum_height,
            rules.maximum_megabytes,
            rules.entries_per_contestant,
        )

    def test_saving_without_a_change_changes_nothing(self, client, roles, stage):
        ContestRulesPage.objects.update(minimum_width=1000, minimum_height=700, minimum_seconds=215)
        stage.rules.refresh_from_db()
        stage.rules.save_revision().publish()
        before = self.limits(stage.rules)
        self.edit(client, roles, stage)
        assert self.limits(stage.rules) == before

    def test_what_a_plan_says_is_kept_in_seconds_pixels_and_megabytes(self, client, roles, stage):
        self.edit(
            client, roles, stage, minimum_seconds="3 phút", maximum_seconds="5:30", resolution="Full HD",
            maximum_megabytes="1 GB", entries_per_contestant="1.000",
        )  # fmt: skip
        assert self.limits(stage.rules) == (180, 330, 1920, 1080, 1024, 1000)
        html = client.get(stage.rules.get_url()).content.decode()
        for words in ("từ 3 phút đến 5 phút 30 giây", "từ Full HD (1920 × 1080) trở lên", "tối đa 1 GB"):
            assert words in html, words

    def test_a_bare_number_is_asked_about_and_stays_in_its_field(self, client, roles, stage):
        answer = self.edit(client, roles, stage, minimum_seconds="4")
        html = answer.content.decode()
        assert "ví dụ 4:30, 5 phút" in html
        assert 'value="4"' in html
        assert stage.rules.minimum_seconds == 240

    def test_without_a_resolution_any_is_taken(self, client, roles, stage):
        self.edit(client, roles, stage, resolution="")
        assert (stage.rules.minimum_width, stage.rules.minimum_height) == (None, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "words"), [("5 triệu", "Năm triệu đồng"), ("1.500.000", "Một triệu năm trăm nghìn đồng"), ("5.00", ""), ("", "")]
)  # fmt: skip
def test_an_amount_stands_in_words_beside_its_field(client, roles, typed, words):
    client.force_login(roles["editors"])
    assert client.get(reverse("contest_amount_words"), {"text": typed}).json() == {"words": words}
