"""What features add to a contestant's own page besides the rounds."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from contest_pages.contests.models.form_page import Fragment
from contest_pages.registrations.models import Registration

#: Each takes a registration that counts and the moment, and returns a section, or None where it has nothing to say.
more_sections: list[Callable[[Registration, datetime.datetime], Fragment | None]] = []
