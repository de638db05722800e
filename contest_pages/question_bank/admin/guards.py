"""Who may open which screen of the question bank."""

from __future__ import annotations

from contest_pages.http.decorators import only
from contest_pages.question_bank.permissions import (
    may_correct_key,
    may_import,
    may_see_bank,
)

for_readers = only(may_see_bank)
for_importers = only(may_import)
for_correctors = only(may_correct_key)
