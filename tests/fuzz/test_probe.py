"""A few dozen mutated videos in every run of the tests; `python -m tests.fuzz.run` sends thousands."""

from __future__ import annotations

from .run import fuzz, small_film


def test_mutated_videos_end_in_facts_or_a_sentence_within_the_limits(tmp_path):
    outcomes, broken = fuzz(small_film(tmp_path), range(60))
    assert broken == []
    assert len(outcomes) >= 4, outcomes
