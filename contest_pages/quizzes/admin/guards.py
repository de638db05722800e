"""Who may open which screen of quizzes."""

from __future__ import annotations

from contest_pages.http.decorators import only
from contest_pages.quizzes.permissions import may_export, may_run, may_see_attempts

for_viewers = only(may_see_attempts)
for_managers = only(may_run)
for_exporters = only(may_export)
