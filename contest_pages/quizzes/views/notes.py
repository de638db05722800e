"""What higher features add to the pages of quizzes: results have ranks to tell, and seals to show."""

from __future__ import annotations

from collections.abc import Callable

from contest_pages.contests.models.form_page import Fragment

#: Each gets a registration, a round and `now` and returns what stands below the contestant's attempts, or None.
notes_for_contestants: list[Callable[..., Fragment | None]] = []
#: Each gets a round and returns what stands beside its rules on the public page, or None.
notes_on_start_page: list[Callable[..., Fragment | None]] = []
