"""Who may open which screen of quizzes."""

from __future__ import annotations

from contest_pages.quizzes.policies import (
    may_correct_key,
    may_export,
    may_run,
    may_see_attempts,
    may_see_bank,
    may_write,
)
from contest_pages.view_guards import only

for_bank = only(may_see_bank)
for_writers = only(may_write)
for_correctors = only(may_correct_key)
for_watchers = only(may_see_attempts)
for_runners = only(may_run)
for_exporters = only(may_export)
