"""Change of a roster's contact."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.data.identity import name_key
from contest_pages.registrations.domain.notifying import announce_contacts, send_link
from contest_pages.registrations.enums import MemberRole
from contest_pages.registrations.models import Registration
from contest_pages.rosters.errors import RosterRefused
from contest_pages.vietnamese import fold

from .importing import lock


@transaction.atomic
def hand_over(*, roster: Registration, full_name: str, email: str, actor) -> Registration:
    """Give a roster to another contact; its people stay, and all links sent so far are revoked.

    The new contact gets the link, the former one an announcement. Raises NoRoster, RosterRefused without name or address.
    """
    if not full_name.strip() or not email.strip():
        raise RosterRefused(_("Give the new contact's full name and e-mail address."))
    roster = lock(roster)
    roster.members.filter(role=MemberRole.CONTACT).update(
        full_name=full_name, name_key=name_key(full_name), name_text=fold(full_name)
    )
    roster.note_former_contacts([roster.contact] if roster.contact != email.lower() else [])
    roster.email, roster.phone = email.lower(), ""
    roster.new_email = roster.new_phone = roster.given_up = ""
    roster.link_number += 1
    roster.fold_search_text([full_name])
    roster.save(update_fields=["email", "new_email", "phone", "new_phone", "given_up", "former_contacts", "link_number", "search_text"])  # fmt: skip
    audit.record("contest.hand_over_roster", roster, actor=actor)
    send_link(roster)
    announce_contacts(roster)
    return roster
