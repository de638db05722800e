"""Awards that the organisers give by hand, to works, persons, teams and units: propose, remove, publish."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_pages import audit
from contest_pages.contests.enums import RecipientKind
from contest_pages.contests.models import ContestPage, Prize
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.publishing import page_cache
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.standings.errors import AwardRefused, MoreThanPromised
from contest_pages.standings.models import Award
from contest_pages.standings.queries.awards import count_given, promised

from .notifying import notify_winners


@transaction.atomic
def propose_award(
    *,
    contest: ContestPage,
    prize: Prize,
    actor,
    now: datetime.datetime,
    entry=None,
    registration=None,
    member=None,
    unit=None,
    remark: str = "",
    beyond_promise: bool = False,
) -> Award:
    """Propose a prize for exactly one of a work, a registration, a member of one, or a unit. Idempotent.

    Raises AwardRefused for a prize or a recipient of another contest, a work that did not pass the preliminary
    review, a registration that does not count, and a recipient that this prize is not for; MoreThanPromised
    where the plan's number is used up, unless `beyond_promise` confirms it.
    """
    contest = contest.original
    prize = Prize.objects.select_for_update(of=("self",)).get(pk=prize.pk)
    if entry is not None:
        entry = Entry.objects.get(pk=entry.pk)  # its state may have changed since it was read
    award = Award(
        contest=contest,
        prize=prize,
        entry=entry,
        registration=registration,
        member=member,
        unit=unit,
        basis=prize.basis,
        remark=remark,
        proposed_at=now,
        proposed_by=actor,
    )
    check_recipient(award)
    recipient = {"entry": entry, "registration": registration, "member": member, "unit": unit}
    existing = Award.objects.not_revoked().filter(prize=prize, ranking=None, **recipient).first()
    if existing is not None:
        return existing
    if (most := promised(prize)) is not None and count_given(prize) >= most and not beyond_promise:
        raise MoreThanPromised(
            ngettext(
                "The plan promises %(count)d of “%(prize)s”, and it is given already.",
                "The plan promises %(count)d of “%(prize)s”, and they are given already.",
                most,
            )
            % {"count": most, "prize": prize}
        )
    award.sort_order = Award.objects.filter(contest=contest, ranking=None).count()
    try:
        with transaction.atomic():
            award.save()
    except IntegrityError:
        return Award.objects.not_revoked().get(prize=prize, ranking=None, **recipient)
    audit.record("contest.propose_award", contest, actor=actor, award=award.pk, prize=prize.pk)
    return award


def check_recipient(award: Award) -> None:
    """Raise AwardRefused where a prize cannot be given to this recipient."""
    if award.prize.contest_id != award.contest_id:
        raise AwardRefused(_("This prize belongs to another contest."))
    if (entry := award.entry) is not None:
        if entry.contest_id != award.contest_id:
            raise AwardRefused(_("This entry belongs to another contest."))
        if entry.state != EntryState.ACCEPTED:
            raise AwardRefused(_("Only an accepted entry can get a prize."))
    registration = award.registration or (award.member.registration if award.member_id else None)
    if registration is not None:
        if registration.contest_id != award.contest_id:
            raise AwardRefused(_("This registration belongs to another contest."))
        if registration.status != RegistrationStatus.ACTIVE or registration.is_roster:
            raise AwardRefused(_("Only a valid registration of contestants can get a prize."))
    required = award.prize.recipient_kind
    if required and required != award.kind:
        raise AwardRefused(_("This prize is for: %(kind)s.") % {"kind": RecipientKind(required).label})


@transaction.atomic
def remove_award(*, award: Award, actor) -> None:
    """Remove a proposal made by hand. Raises AwardRefused once it is published, and for a proposal of a ranking."""
    award = Award.objects.select_for_update(of=("self",)).select_related("contest").get(pk=award.pk)
    if award.published_at is not None:
        raise AwardRefused(_("This prize is published: it can only be revoked, with a reason."))
    if award.ranking_id is not None:
        raise AwardRefused(_("This prize follows from a ranking: settle it there."))
    audit.record("contest.remove_award", award.contest, actor=actor, award=award.pk, prize=award.prize_id)
    award.delete()


@transaction.atomic
def publish_awards(*, contest: ContestPage, actor, now: datetime.datetime) -> int:
    """Publish every proposal made by hand; return their number. Proposals of rankings are published with the ranking.

    Side effect: letters to the winners.

    Raises AwardRefused, naming the recipient, where a proposal can no longer be given; then none is published.
    """
    contest = contest.original
    awards = list(
        Award.objects.select_for_update(of=("self",))
        .filter(contest=contest, ranking=None, published_at=None)
        .select_related("prize", "entry__registration", "registration", "member__registration", "unit")
    )
    for award in awards:
        try:
            check_recipient(award)
        except AwardRefused as refused:
            raise AwardRefused(f"{award.office_name}: {refused.message}") from refused
    if awards:
        Award.objects.filter(pk__in=[award.pk for award in awards]).update(published_at=now)
        notify_winners(awards)
        audit.record("contest.publish_awards", contest, actor=actor, awards=len(awards))
        page_cache.changed()
    return len(awards)
