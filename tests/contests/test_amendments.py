"""What changed in the rules, with dates, for everybody."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from wagtail.rich_text import RichText

from contest_pages.contests.amendments import versions_of
from contest_pages.contests.logic.schedule import changed_sentences
from tests.factories import UserFactory
from tests.factories.pages import NOW

DAY = datetime.timedelta(days=1)


def publish(rules, at, **changes):
    with time_machine.travel(at, tick=False):
        for name, value in changes.items():
            setattr(rules, name, value)
        rules.save_revision(user=None, log_action=True).publish(user=UserFactory(is_superuser=True))
        rules.refresh_from_db()


def html_of(client, rules, **query) -> str:
    text = client.get(rules.url, query).content.decode()
    return text[text.index("<main") : text.index("</main>")]


def test_a_moved_sentence_is_no_change():
    assert changed_sentences(["a", "b", "c"], ["c", "a", "d"]) == (["b"], ["d"])


@pytest.fixture
def rules(stage):
    publish(stage.rules, NOW - 20 * DAY, maximum_seconds=300, who_may_take_part="Mọi công dân.")
    return stage.rules


pytestmark = pytest.mark.django_db


def test_rules_that_were_never_amended_speak_of_no_amendment(client, rules, in_july):
    assert "Các lần sửa đổi" not in html_of(client, rules)


def test_an_amendment_shows_what_held_and_what_holds_with_its_date(client, rules):
    publish(rules, NOW - 10 * DAY, maximum_seconds=360)
    with time_machine.travel(NOW, tick=False):
        html = html_of(client, rules)
    assert "<del>Thời lượng video 4–5 phút.</del>" in html
    assert "<ins>Thời lượng video 4–6 phút.</ins>" in html
    assert "30/6/2024" in html


def test_what_changed_since_a_day_takes_all_amendments_together(client, rules):
    publish(rules, NOW - 10 * DAY, maximum_seconds=360)
    publish(rules, NOW - 5 * DAY, maximum_seconds=300, who_may_take_part="Công dân từ 15 tuổi.")
    first = versions_of(rules)[0]
    with time_machine.travel(NOW, tick=False):
        html = html_of(client, rules, **{"so-voi": first.number})
    html = html[html.index("<h3") :]
    assert "<ins>Công dân từ 15 tuổi.</ins>" in html
    assert "6 phút" not in html


def test_publishing_again_without_a_change_is_no_amendment(rules):
    publish(rules, NOW - 10 * DAY)
    assert len(versions_of(rules)) == 1


def test_a_draft_is_no_amendment(client, rules, in_july):
    rules.maximum_seconds = 240
    rules.save_revision()
    assert "Các lần sửa đổi" not in html_of(client, rules)


def test_the_full_text_is_compared_line_by_line(rules):
    publish(rules, NOW - 9 * DAY, body=[("text", RichText("<p>Nộp &amp; chấm.</p><ul><li>Một</li></ul>"))])
    publish(rules, NOW - 8 * DAY, body=[("text", RichText("<p>Nộp &amp; chấm.</p><ul><li>Hai</li></ul>"))])
    before, after = versions_of(rules)[-2:]
    assert changed_sentences(before.sentences, after.sentences) == (["Một"], ["Hai"])
    assert "Nộp & chấm." in after.sentences


@pytest.mark.parametrize("number", ["0", "999999999", "x", "-1"])
def test_a_version_that_there_is_not_is_left_out(client, rules, number):
    publish(rules, NOW - 10 * DAY, maximum_seconds=360)
    with time_machine.travel(NOW, tick=False):
        assert "Sửa đổi lúc" in html_of(client, rules, **{"so-voi": number})


def test_many_versions_cost_the_same_queries(client, rules, django_assert_max_num_queries):
    for number in range(6):
        publish(rules, NOW - (10 - number) * DAY, maximum_seconds=400 + number)
    with django_assert_max_num_queries(4):  # what rounds there are decides what the rules say
        assert len(versions_of(rules)) == 7
