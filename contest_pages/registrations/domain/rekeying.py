"""Names that are kept are keyed again, after the rules by which names are compared have changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from contest_pages.committees.models import CommitteeMember
from contest_pages.data.identity import name_key
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.errors import NotAccepted
from contest_pages.registrations.models import Member, Registration
from contest_pages.vietnamese import fold

from .confirming import take_places


@dataclass
class Rekeyed:
    """How many rows changed, and the codes of registrations whose person another one holds already."""

    members: int = 0
    committee_members: int = 0
    doubled: list[str] = field(default_factory=list)


def rekey_names() -> Rekeyed:
    """Compute the keys and search texts of all names again, each registration in a transaction. Idempotent.

    Where two registrations turn out to be of one person, the later one keeps its old place and is reported: which of
    them counts is for the organisers to decide.
    """
    result = Rekeyed()
    registrations = Registration.objects.filter(erased_at=None).order_by("pk").values_list("pk", flat=True)
    for pk in registrations.iterator(chunk_size=2000):
        _rekey(pk, result)
    for member in CommitteeMember.objects.filter(erased_at=None).iterator(chunk_size=2000):
        before = member.name_key, member.search_text
        try:
            with transaction.atomic():
                member.save(update_fields=["name_key", "search_text"])
        except IntegrityError:
            result.doubled.append(str(member))
            continue
        result.committee_members += before != (member.name_key, member.search_text)
    return result


@transaction.atomic
def _rekey(pk: int, result: Rekeyed) -> None:
    registration = Registration.objects.select_for_update(of=("self",)).select_related("unit").get(pk=pk)
    members = list(registration.members.all())
    before = [(member.name_key, member.name_text, member.place) for member in members]
    for member in members:
        member.name_key, member.name_text = name_key(member.full_name), fold(member.full_name)
    Member.objects.bulk_update(members, ["name_key", "name_text"])
    search_text = registration.search_text
    registration.fold_search_text([member.full_name for member in members])
    if registration.search_text != search_text:
        registration.save(update_fields=["search_text"])
    if registration.status == RegistrationStatus.ACTIVE:
        try:
            take_places(registration, members)
        except NotAccepted:
            result.doubled.append(registration.code)
    after = list(registration.members.values_list("name_key", "name_text", "place"))
    result.members += sum(old != new for old, new in zip(before, after, strict=True))
