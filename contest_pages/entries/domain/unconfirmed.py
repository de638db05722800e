"""Videos of registrations that nobody has confirmed: anybody can make some, so there is a bound for all of them."""

from __future__ import annotations

import datetime

from django.db.models import BigIntegerField, Case, F, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from contest_pages import conf
from contest_pages.entries.errors import NoRoom
from contest_pages.entries.models import Upload, VideoAsset
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.models import PendingFile, Registration

#: For this long after bytes have arrived, room is reserved for the rest of an upload.
RESERVED_FOR = datetime.timedelta(minutes=10)


def check_unconfirmed_room(
    registration: Registration, more: int, now: datetime.datetime, *, but: str = ""
) -> None:
    """Raise NoRoom if `more` bytes of a pending registration go beyond UNCONFIRMED_VIDEO_BYTES for all of them together.

    `but` is the name of the upload that they are. Confirmed registrations are not bounded here.
    """
    if registration.status != RegistrationStatus.PENDING:
        return
    if _held_bytes(now, but) + more > conf.get("UNCONFIRMED_VIDEO_BYTES"):
        raise NoRoom(
            _(
                "There is no room left for videos before the confirmation. Confirm your registration first, then upload the video; what you wrote is kept."
            )
        )


def _held_bytes(now: datetime.datetime, but: str) -> int:
    """Return the bytes of videos that have arrived, and of running uploads what is announced; of resting ones what is here."""
    pending = {"entry__registration__status": RegistrationStatus.PENDING}
    videos = VideoAsset.objects.filter(**pending).aggregate(size=Sum("size"))["size"] or 0
    arrived = PendingFile.objects.filter(name=OuterRef("original"))
    uploads = (
        Upload.objects.filter(completed_at=None, **pending)
        .exclude(original=but)
        .annotate(
            arrived=Coalesce(Subquery(arrived.values("size")), 0, output_field=BigIntegerField()),
            arrived_at=Subquery(arrived.values("arrived_at")),
        )
    )
    since = now - RESERVED_FOR
    running = Q(begun_at__gt=since) | Q(arrived_at__gt=since)
    reserved = Case(When(running, then=F("length")), default=F("arrived"))
    return videos + (uploads.aggregate(size=Sum(reserved))["size"] or 0)
