"""A list of people is kept while its contact looks at what it would do."""

from __future__ import annotations

import datetime

from contest_pages.registrations.models import Registration
from contest_pages.rosters.models import RosterList


def bring(*, roster: Registration, file, now: datetime.datetime) -> RosterList:
    """Keep a file; nobody is put on the roster yet."""
    return RosterList.objects.create(roster=roster, file=file, file_name=file.name[:150], brought_at=now)
