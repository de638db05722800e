"""A jury round with many works, its jurors' links and their confirmed devices, for measurements."""

from __future__ import annotations

import datetime
from pathlib import Path
from urllib.parse import urlencode

FIVE = [("Nội dung", 30), ("Hình thức", 20), ("Sáng tạo", 20), ("Kỹ thuật", 15), ("Lan tỏa", 15)]


def jury(works: str, seats: str, folder: str = "") -> dict:
    """Fill a round with works and seats, and write a form of points for each work of the first seat into `folder`."""
    from django.db import connection
    from django.http import HttpResponse
    from django.test import RequestFactory
    from django.utils import timezone

    from contest_pages.judging.access import confirm_device, juror_path
    from contest_pages.judging.domain.assigning import assign_everybody, declare_conflicts
    from contest_pages.judging.domain.planning import plan_in_force
    from contest_pages.judging.domain.seating import add_seat
    from contest_pages.judging.models import Candidate, JuryRoundPage, SeatTerm
    from contest_pages.registrations.models import ContestRegistrationPage
    from tests.bench.prepare import ours
    from tests.bench.works import put_works
    from tests.factories import CommitteeMemberFactory, EntryRoundPageFactory, UserFactory
    from tests.factories.judging import JuryRoundPageFactory

    ours()
    form, now, actor = ContestRegistrationPage.objects.get(), timezone.now(), UserFactory()
    day = datetime.timedelta(days=1)
    entry_round = EntryRoundPageFactory(
        parent=form.contest, slug="bai", opens_at=now - 9 * day, closes_at=now - day
    )
    page = JuryRoundPageFactory(
        parent=form.contest, with_criteria=FIVE, opens_at=now - day, closes_at=now + 9 * day
    )
    page = JuryRoundPage.objects.get(pk=page.pk)
    entries = [
        entry
        for piece in put_works(form, entry_round, int(works), now=now, state="accepted")
        for entry in piece
    ]
    Candidate.objects.bulk_create(
        Candidate(round_id=page.pk, entry=entry, number=number, added_at=now)
        for number, entry in enumerate(entries, start=1)
    )
    for number in range(int(seats)):
        member = CommitteeMemberFactory(
            contest=form.contest, committee="jury", full_name=f"Giám khảo {number}", email="gk@vidu.example"
        )
        add_seat(round_page=page, member=member, actor=actor, now=now)
    assign_everybody(round_page=page, actor=actor, now=now)
    for term in SeatTerm.objects.all():
        declare_conflicts(term=term, actor=actor, now=now)
    plan = plan_in_force(page, now=now)
    term = SeatTerm.objects.select_related("seat", "member").order_by("seat__number")[0]
    path = juror_path(term)
    device = HttpResponse()
    confirm_device(RequestFactory().get("/"), device, term, path.strip("/").split("/")[-1])
    if folder:
        keys = [criterion.key for criterion in plan.judging_rules.criteria]
        lines = [
            f"{path}bai-{number}/\t{urlencode({'save': 'auto', **{f'points-{key}': '12,5' for key in keys}})}\n"
            for number in range(1, int(works) + 1)
        ]
        (Path(folder) / "drafts").write_text("".join(lines))
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TABLE bench_draft (id int PRIMARY KEY, points jsonb, saved_at timestamptz)"
            )
            cursor.execute(
                "INSERT INTO bench_draft SELECT n, '{}', now() FROM generate_series(1, %s) n", [int(works)]
            )
        (Path(folder) / "plain").write_text(
            "".join(f"/{number}/\tpoints=12,5\n" for number in range(1, int(works) + 1))
        )
    return {
        "round": page.pk,
        "path": path,
        "name": next(iter(device.cookies)),
        "device": next(iter(device.cookies.values())).value,
    }
