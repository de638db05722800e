"""What the tests of quizzes share."""

from __future__ import annotations

import pytest
import time_machine

from tests.factories.pages import NOW


@pytest.fixture
def now():
    """Stop the clock at NOW; tests move it."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock
