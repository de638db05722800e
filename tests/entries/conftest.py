"""What several tests about entries begin with."""

from __future__ import annotations

import pytest

from tests.factories import RegistrationFactory


@pytest.fixture
def short_rules(stage):
    """Return a stage whose rules ask for 5 to 10 seconds, so that test videos may be short."""
    stage.rules.minimum_seconds, stage.rules.maximum_seconds = 5, 10
    stage.rules.save_revision().publish()
    stage.registration = RegistrationFactory(page=stage.form)
    return stage
