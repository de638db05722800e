"""Uploaded lists of people, stored while their contact previews them."""

from __future__ import annotations

import datetime

from contest_pages.registrations.models import Registration
from contest_pages.rosters.models import RosterList


def upload_list(*, roster: Registration, file, now: datetime.datetime) -> RosterList:
    """Store a list; the roster is not changed yet."""
    return RosterList.objects.create(roster=roster, file=file, file_name=file.name[:150], brought_at=now)
