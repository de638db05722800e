"""A typing error that is corrected within a day amends nothing; a number, a word more or a "không" does."""

from __future__ import annotations

import datetime

import pytest
from wagtail.rich_text import RichText

from contest_pages.contests.amendments import versions_of
from contest_pages.contests.logic.corrections import is_correction
from tests.contests.test_amendments import publish, rules  # noqa: F401
from tests.factories.pages import NOW

HOUR = datetime.timedelta(hours=1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Mọi công dâm trong tỉnh.", "Mọi công dân trong tỉnh."),
        ("Tác phẩn dự thi gủi trực tuyến.", "Tác phẩm dự thi gửi trực tuyến."),
        ("Thi trực tuyên.", "Thi trực tuyến."),
    ],
)
def test_a_slip_is_corrected(before, after):
    assert is_correction(["Một câu.", before], ["Một câu.", after])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Công dân từ 14 tuổi.", "Công dân từ 15 tuổi."),
        ("Được nộp ba tác phẩm.", "Được nộp hai tác phẩm."),
        ("Cán bộ được dự thi.", "Cán bộ không được dự thi."),
        ("Cán bộ và người dân.", "Cán bộ hoặc người dân."),
        ("Nộp trước hạn.", "Nộp sau hạn."),
        ("Mọi công dân.", "Mọi cán bộ."),
        ("Giải Nhất.", "Giải Nhì."),
    ],
)
def test_what_decides_is_an_amendment(before, after):
    assert not is_correction([before], [after])


def test_a_sentence_more_is_an_amendment():
    assert not is_correction(["Một câu."], ["Một câu.", "Hai câu."])


@pytest.mark.django_db
def test_a_correction_on_the_same_day_makes_no_version_and_a_later_one_does(rules):  # noqa: F811
    [first] = versions_of(rules)
    publish(rules, first.at + HOUR, who_may_take_part="Mọi công dâm.")
    publish(rules, first.at + 2 * HOUR, who_may_take_part="Mọi công dân.")
    [version] = versions_of(rules)
    assert (version.number, version.at) == (first.number, first.at)
    assert "Mọi công dân." in version.sentences
    publish(rules, first.at + 30 * HOUR, who_may_take_part="Mọi công dâm.")
    assert len(versions_of(rules)) == 2


@pytest.mark.django_db
def test_another_number_on_the_same_day_is_an_amendment(rules):  # noqa: F811
    [first] = versions_of(rules)
    publish(rules, first.at + HOUR, maximum_seconds=360)
    assert len(versions_of(rules)) == 2


@pytest.mark.django_db
def test_a_row_of_a_table_that_changes_is_an_amendment(rules):  # noqa: F811
    def table(prize):
        return {
            "columns": [{"type": "text", "heading": "Giải"}, {"type": "rich_text", "heading": "Trị giá"}],
            "rows": [{"values": ["Nhất", f"<p><b>{prize}</b></p>"]}],
            "caption": "",
        }

    for day, prize in ((9, "5.000.000"), (8, "6.000.000")):
        block = rules.body.stream_block.child_blocks["table"].to_python(table(prize))
        publish(
            rules,
            NOW - datetime.timedelta(days=day),
            body=[("text", RichText("<p>A.</p>")), ("table", block)],
        )
    before, after = versions_of(rules)[-2:]
    assert set(before.sentences) - set(after.sentences) == {"Nhất | 5.000.000"}
    assert "Giải | Trị giá" in after.sentences
