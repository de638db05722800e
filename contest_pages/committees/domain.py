"""Import of committee members from a spreadsheet, and their erasure when a contest's retention ends."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from contest_pages import audit, hooks
from contest_pages.contests.enums import Committee
from contest_pages.contests.models import ContestPage
from contest_pages.data.days import read_day
from contest_pages.data.identity import identity_hash, name_key, tidy_identity, tidy_phone
from contest_pages.http.name_field import NameField
from contest_pages.lists import headings_known as known
from contest_pages.lists.columns import Column
from contest_pages.lists.reading import BY_HEADINGS, Choices, ListReading, ListRow, read_list
from contest_pages.lists.templates import empty_list
from contest_pages.lists.values import day_of, identity_of, phone_of
from contest_pages.vietnamese import fold, person_name

from .models import CommitteeMember

#: Under this name uploaded lists are kept until they are taken.
LISTS = "committees"


@dataclass
class CommitteeList:
    """A list as it was read, and the fields of its members; with anything wrong in it there are none."""

    reading: ListReading
    members: list[dict] = field(default_factory=list)


@dataclass
class Outcome:
    """The result of an import. `to_decide` counts new matches with contestants, `decide_at` is where they are."""

    added: int = 0
    known: int = 0
    to_decide: int = 0
    decide_at: str = ""


def columns() -> list[Column]:
    """Return the columns of a list of members, in the order of the template."""
    choices = tuple(str(choice.label) for choice in Committee)
    return [
        Column("full_name", _("Full name"), known.FULL_NAME, width=32, required=True,
               parts=(known.FAMILY_NAME, known.GIVEN_NAME)),
        Column("committee", _("Committee"), ("Ban", "Tiểu ban", "Tham gia", "Tham gia ban", "Thuộc ban", "Ban/Tổ", "Ban/tiểu ban", "Tổ"), width=28, required=True,
               choices=choices),
        Column("birth_date", _("Birth date"), known.BIRTH_DATE, read=day_of, width=14, is_text=True),
        Column("phone", _("Phone"), known.PHONE, read=phone_of, width=16, is_text=True),
        Column("email", _("E-mail"), known.EMAIL, width=28),
        Column("identity", _("Identity number"), known.IDENTITY, read=identity_of, width=18, is_text=True),
    ]  # fmt: skip


def template(file) -> None:
    """Write an empty list with its headings and the committees' names into `file`."""
    empty_list(columns()).save(file)


def undecided_matches(contest: ContestPage) -> tuple[int, str]:
    """Return the number of undecided matches of contestants and committee members, and the URL of their list."""
    answers = hooks.call("undecided_matches", contest=contest)
    return sum(count for count, _address in answers), next((address for _count, address in answers), "")


def read_committee_list(file, choices: Choices = BY_HEADINGS) -> CommitteeList:
    """Read a list of members; every wrong cell is named."""
    reading = read_list(file, columns(), choices)
    committees = {fold(str(choice.label)): choice.value for choice in Committee}
    members = [_member(row, committees, reading) for row in reading.rows]
    return CommitteeList(reading, [] if reading.is_wrong else members)


@transaction.atomic
def import_committee(*, contest: ContestPage, members: list[dict], actor) -> Outcome:
    """Add the members of a list to a contest; existing members stay unchanged.

    Idempotent. Features with contestants compare them when a member is saved.
    """
    outcome = Outcome()
    before, _address = undecided_matches(contest)
    present = {
        (m.committee, m.name_key, m.birth_date) for m in CommitteeMember.objects.filter(contest=contest)
    }
    for row in members:
        key = (row["committee"], name_key(row["full_name"]), row["birth_date"])
        if key in present:
            outcome.known += 1
            continue
        present.add(key)
        CommitteeMember.objects.create(contest=contest, **row)
        outcome.added += 1
    after, outcome.decide_at = undecided_matches(contest)
    outcome.to_decide = after - before
    audit.record("contest.import_committee", contest, actor=actor, added=outcome.added)
    return outcome


@transaction.atomic
def member_of_account(*, contest: ContestPage, user, committee: str) -> CommitteeMember:
    """Return the committee member of a contest who has this account.

    A member without an account who has the user's e-mail address is linked to the account; without such a
    member the user becomes a member of `committee`.
    """
    members = CommitteeMember.objects.select_for_update(of=("self",)).filter(contest=contest, erased_at=None)
    if (member := members.filter(user=user).order_by("pk").first()) is not None:
        return member
    if user.email and (member := members.filter(user=None, email__iexact=user.email).first()) is not None:
        member.user = user
        member.save(update_fields=["user"])
        return member
    member = CommitteeMember.objects.create(
        contest=contest,
        committee=committee,
        full_name=person_name(user)[:150],
        email=user.email,
        user=user,
    )
    audit.record("contest.add_committee_member", member, actor=user, committee=str(committee))
    return member


@transaction.atomic
def erase_members(*, contest: ContestPage, now: datetime.datetime) -> None:
    """Delete the members of a contest's committees; members that other rows reference are anonymised instead."""
    for member in CommitteeMember.objects.select_for_update(of=("self",)).filter(
        contest=contest, erased_at=None
    ):
        try:
            with transaction.atomic():
                member.delete()
        except ProtectedError:
            member.full_name = member.phone = member.email = ""
            member.birth_date = member.user = None
            member.identity_hash = member.identity_last = ""
            member.erased_at = now
            member.save()
            member.notices.all().delete()


def _member(row: ListRow, committees: dict[str, str], reading: ListReading) -> dict:
    """Return the fields of a member; what is wrong in its row is noted."""
    texts = row.texts
    name = ""
    try:
        name = NameField(max_length=150, required=False).clean(texts["full_name"])
        if not name:
            reading.refuse(row, "full_name", _("A name is missing."))
    except ValidationError as error:
        reading.refuse(row, "full_name", " ".join(error.messages))
    committee = committees.get(fold(texts["committee"]), "")
    if not committee:
        names = ", ".join(str(choice.label) for choice in Committee)
        reading.refuse(row, "committee", _("Write one of: %(names)s.") % {"names": names})
    birth_date = read_day(texts["birth_date"])
    if birth_date is None and texts["birth_date"]:
        reading.refuse(row, "birth_date", _("Write the date as day/month/year, for example 05/8/1990."))
    phone = identity = ""
    try:
        phone = tidy_phone(texts["phone"]) if texts["phone"] else ""
    except ValueError:
        reading.refuse(row, "phone", _("Write a Vietnamese phone number, for example 0912 345 678."))
    try:
        identity = tidy_identity(texts["identity"]) if texts["identity"] else ""
    except ValueError:
        reading.refuse(
            row,
            "identity",
            _("The number has 12 digits and begins with 0, as on the identity card or in VNeID."),
        )
    email = texts["email"].lower()
    try:
        if email:
            validate_email(email)
    except ValidationError:
        reading.refuse(row, "email", _("This is not an e-mail address. An example: ten@example.vn."))
    return {
        "full_name": name,
        "committee": committee,
        "birth_date": birth_date,
        "phone": phone,
        "email": email,
        "identity_hash": identity_hash(identity) if identity else "",
        "identity_last": identity[-3:],
    }
