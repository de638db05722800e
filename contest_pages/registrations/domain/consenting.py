"""Changes of a contestant's consents."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction

from contest_pages import audit
from contest_pages.privacy.enums import Channel
from contest_pages.publishing import page_cache
from contest_pages.registrations.enums import Publishing
from contest_pages.registrations.models import ConsentRecord, Registration
from contest_pages.registrations.signals import consent_withdrawn

from .application import Agreement

PUBLISH = "publish:"


def current_consents(registration: Registration) -> dict[str, ConsentRecord]:
    """Return the latest record of each key, in the order of their first records."""
    latest: dict[str, ConsentRecord] = {}
    for record in registration.consents.select_related("wording"):
        latest[record.key] = record
    return latest


def records_of(
    registration: Registration, agreements: Iterable[Agreement], *, channel: str, at: datetime.datetime
) -> list[ConsentRecord]:
    """Return the unsaved records of agreements and refusals, with the wording of the registration."""
    return [
        ConsentRecord(
            registration=registration,
            wording=registration.consent,
            key=agreement.key,
            words=agreement.words,
            given=agreement.given,
            channel=channel,
            at=at,
        )
        for agreement in agreements
    ]


@transaction.atomic
def change_consents(
    *,
    registration: Registration,
    agreements: list[Agreement],
    now: datetime.datetime,
    channel: str = Channel.PERSONAL_PAGE,
) -> list[str]:
    """Record each consent or refusal that differs from the latest record, and return the changed keys.

    A key that begins with "publish:" also sets the registration's publishing flags, at once. Withdrawing is as
    easy as agreeing was (Law 91/2025/QH15).
    """
    registration = Registration.objects.select_for_update().get(pk=registration.pk)
    before = current_consents(registration)
    given = {key: record.given for key, record in before.items()}
    given |= {f"{PUBLISH}{what}": what in registration.publishing for what in Publishing.values}
    changed = [a for a in agreements if a.given != given.get(a.key, False)]
    ConsentRecord.objects.bulk_create(records_of(registration, changed, channel=channel, at=now))
    for agreement in changed:
        if agreement.key.startswith(PUBLISH):
            setattr(registration, f"publish_{agreement.key.removeprefix(PUBLISH)}", agreement.given)
    registration.save(update_fields=["publish_name", "publish_unit", "publish_picture"])
    if changed:
        page_cache.changed()
        audit.record("contest.change_consent", registration, about=[a.key for a in changed])
    if any(not agreement.given for agreement in changed):
        consent_withdrawn.send(Registration, registration=registration, now=now)
    return [agreement.key for agreement in changed]
