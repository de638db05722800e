"""Rounds from before get their one step, entries their case, decisions their place in the chain."""

import datetime
import hashlib
import json

from django.db import migrations

_STEP = "Nội dung, hình thức, chất lượng"


def _instant(moment):
    return moment.astimezone(datetime.UTC).isoformat(timespec="microseconds") if moment else ""


def _content(review):
    return {
        "round": review.round_id,
        "place": review.place,
        "entry": review.entry_id,
        "moderator": review.moderator_id,
        "step": review.step_id,
        "step_name": review.step_name,
        "look": 1,
        "decision": review.decision,
        "reason_title": "",
        "reason": review.reason,
        "checklist": [],
        "in_bulk": False,
        "colleague": None,
        "until": "",
        "undoes": None,
        "revision": 1,
        "video_sha256": review.video_sha256,
        "decided_at": _instant(review.decided_at),
    }


def carry_over(apps, schema_editor):
    """Lay one step in each round, open a case for each entry handed in, chain the decisions in their order."""
    get = apps.get_model
    for round_page in get("contest_entries", "EntryRoundPage").objects.all():
        plan = get("contest_review", "ReviewPlan").objects.create(round=round_page)
        step = get("contest_review", "ReviewStep").objects.create(plan=plan, sort_order=0, name=_STEP)
        entries = get("contest_entries", "Entry").objects.filter(round=round_page, submitted_at__isnull=False)
        for entry in entries.iterator():
            get("contest_review", "ReviewCase").objects.create(
                entry=entry,
                round=round_page,
                step=step,
                waits=entry.state == "submitted",
                queued_at=entry.submitted_at,
                since=entry.submitted_at,
            )
        last, place = "0" * 64, 0
        reviews = get("contest_review", "Review").objects.filter(entry__round=round_page)
        for review in reviews.order_by("decided_at", "pk"):
            place += 1
            review.round_id, review.place = round_page.pk, place
            review.step_id, review.step_name = step.pk, step.name
            review.previous_hash = last
            text = json.dumps(_content(review), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            last = review.record_hash = hashlib.sha256(f"{last}\n{text}".encode()).hexdigest()
            review.save()
        get("contest_review", "ReviewChain").objects.create(round=round_page, length=place, last_hash=last)


def forget(apps, schema_editor):
    """Take the steps, cases and chains away again; decisions stay."""
    get = apps.get_model
    get("contest_review", "Review").objects.update(step=None, round=None)
    for name in ("DeskNotes", "ReviewCase", "RejectionReason", "ReviewStep", "ReviewChain", "ReviewPlan"):
        rows = get("contest_review", name).objects.all()
        rows._raw_delete(rows.db)


class Migration(migrations.Migration):

    dependencies = [
        ("contest_review", "0002_steps_and_record"),
    ]

    operations = [
        migrations.RunPython(carry_over, forget),
    ]
