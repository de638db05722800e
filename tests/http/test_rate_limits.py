"""Rates are counted once for all processes, and in nobody's clear name."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from contest_pages import checks
from contest_pages.background import housekeeping
from contest_pages.http import counters, rate_limits
from contest_pages.http.rate_limits import TooManyRequests
from contest_pages.models import RequestCount
from tests.races import at_once

HOUR = datetime.timedelta(hours=1)
NOW = datetime.datetime(2024, 7, 10, 3, tzinfo=datetime.UTC)


@pytest.fixture
def limits(settings):
    def set_to(**values):
        settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, **values}

    return set_to


def ask(who: str = "192.0.2.1/32") -> None:
    rate_limits.count(None, what="letter", who=who, rate="RATE_LETTER_ADDRESS")


@pytest.mark.django_db
def test_what_goes_beyond_the_rate_is_refused_until_its_period_is_over(limits):
    limits(RATE_LETTER_ADDRESS="2/10m")
    with time_machine.travel(NOW, tick=False) as clock:
        ask()
        ask()
        with pytest.raises(TooManyRequests, match="phút"):
            ask()
        ask("192.0.2.2/32")
        clock.shift(datetime.timedelta(minutes=10))
        ask()


@pytest.mark.django_db
def test_a_count_costs_one_statement(limits, django_assert_num_queries):
    for _time in range(2):
        with django_assert_num_queries(1):
            ask()


@pytest.mark.django_db
def test_counts_are_in_the_database_and_not_in_the_memory_of_a_process(limits):
    ask()
    assert [row.count for row in RequestCount.objects.all()] == [1]
    assert "192.0.2.1" not in RequestCount.objects.get().key


@pytest.mark.django_db
def test_no_rate_counts_nothing(limits):
    limits(RATE_LETTER_ADDRESS=None)
    ask()
    assert not RequestCount.objects.exists()


@pytest.mark.django_db
def test_housekeeping_deletes_the_counts_whose_period_is_over():
    counters.increment("old", HOUR)
    with time_machine.travel(timezone.now() + 2 * HOUR):
        counters.increment("new", HOUR)
        housekeeping.run(timezone.now())
    assert list(RequestCount.objects.values_list("key", flat=True)) == ["new"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_many_at_once_none_is_lost():
    counted = at_once(*[lambda: counters.increment("one", HOUR)] * 20)
    assert sorted(counted) == list(range(1, 21))


@pytest.mark.django_db
def test_a_shared_cache_may_count_instead(limits):
    limits(COUNTER_CACHE="default")
    assert [counters.increment("one", HOUR) for _time in range(3)] == [1, 2, 3]
    assert not RequestCount.objects.exists()


def backend(name: str) -> dict:
    return {"BACKEND": f"django.core.cache.backends.{name}", "LOCATION": "/tmp/counts"}


@pytest.mark.parametrize(
    ("cache", "ids"),
    [
        ("locmem.LocMemCache", ["contest_pages.W010"]),
        ("dummy.DummyCache", ["contest_pages.W010"]),
        ("filebased.FileBasedCache", ["contest_pages.W010"]),
        ("db.DatabaseCache", ["contest_pages.W010"]),
        ("redis.RedisCache", []),
    ],
)
def test_a_cache_that_forgets_or_loses_counts_is_warned_of_at_deployment(limits, settings, cache, ids):
    settings.CACHES = {**settings.CACHES, "counts": backend(cache)}
    assert checks.check_shared_counters(None) == []
    limits(COUNTER_CACHE="counts")
    assert [problem.id for problem in checks.check_shared_counters(None)] == ids


def test_a_rate_that_cannot_be_read_is_an_error(limits):
    assert rate_limits.read_rate("5/10m") == (5, 600)
    assert rate_limits.read_rate("3/d") == (3, 86400)
    for text in ("", "5", "5/0m", "x/h", "5/w"):
        with pytest.raises(ImproperlyConfigured):
            rate_limits.read_rate(text)
    assert checks.check_rates(None) == []
    limits(RATE_CODE="often", TRUSTED_PROXIES=("10.0.0.0/8", "nginx"))
    assert [problem.id for problem in checks.check_rates(None)] == [
        "contest_pages.E010",
        "contest_pages.E011",
    ]
