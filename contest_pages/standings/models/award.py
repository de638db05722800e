"""Awards: promised prizes that are given to a work, a person, a team or a unit."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contest_pages.art.choice import Choice, choice_for_entry
from contest_pages.contests.enums import RecipientKind
from contest_pages.contests.models import ContestPage, Prize
from contest_pages.registrations.enums import RegistrationKind
from contest_pages.standings.public_names import public_name, public_unit

from .ranking import RankedRow, Ranking

_USER = settings.AUTH_USER_MODEL
#: The fields of recipients; exactly one of them is set.
RECIPIENTS = ("entry", "registration", "member", "unit")

#: By prize, the highest first, then by place.
AWARD_ORDER = ("prize__sort_order", "sort_order", "row__division", "row__rank", "row__place", "pk")


class AwardQuerySet(models.QuerySet):
    """Selections of awards."""

    def not_revoked(self):
        """Return those that are not revoked."""
        return self.filter(revoked_at=None)

    def current(self):
        """Return those, published or not, that are neither revoked nor replaced by a later ranking."""
        later = Ranking.objects.filter(
            Q(round__isnull=False, round=models.OuterRef("ranking__round"))
            | Q(
                round=None,
                contest=models.OuterRef("contest"),
                basis=models.OuterRef("ranking__basis"),
                pk__gt=models.OuterRef("ranking"),
            ),
            number__gt=models.OuterRef("ranking__number"),
            published_at__isnull=False,
        )
        return self.not_revoked().filter(Q(ranking=None) | ~models.Exists(later))

    def effective(self):
        """Return those that visitors may see: published, not revoked, of the last published ranking."""
        return self.current().filter(published_at__isnull=False)

    def in_order(self):
        """Order by prize, the highest first, then by place."""
        return self.order_by(*AWARD_ORDER)

    def named(self):
        """Prefetch what a card reads; higher prizes first."""
        return (
            self.select_related(
                "prize",
                "contest",
                "row",
                "ranking",
                "entry__contest",
                "entry__registration__unit",
                "entry__unit",
                "entry__video",
                "entry__round",
                "registration__unit",
                "member__registration__unit",
                "unit",
            )
            .prefetch_related("entry__registration__members", "entry__authors", "registration__members")
            .in_order()
        )

    def in_public_units(self):
        """Return those whose unit may be published, with its key as `public_unit`; none of a disqualified work."""
        unit = models.Case(
            models.When(
                Q(entry__registration__publish_unit=True) & ~Q(entry__state="disqualified"),
                then="entry__unit",
            ),
            models.When(registration__publish_unit=True, then="registration__unit"),
            models.When(member__registration__publish_unit=True, then="member__registration__unit"),
            models.When(unit__isnull=False, then="unit"),
        )
        return self.annotate(public_unit=unit).filter(public_unit__isnull=False).order_by()

    def with_own_unit(self):
        """Return those that belong to a unit, published or not, with its key as `own_unit`."""
        unit = models.functions.Coalesce(
            "unit", "entry__unit", "row__unit", "registration__unit", "member__registration__unit"
        )
        return self.annotate(own_unit=unit).filter(own_unit__isnull=False).order_by()


def _once() -> list[models.UniqueConstraint]:
    """Return the constraints that a recipient has a prize only once: by hand, and in a ranking."""
    constraints = []
    for recipient in RECIPIENTS:
        mine = Q(**{f"{recipient}__isnull": False}, revoked_at=None)
        constraints += [
            models.UniqueConstraint(
                fields=["prize", recipient],
                condition=mine & Q(ranking=None),
                name=f"contest_award_{recipient}_once",
            ),
            models.UniqueConstraint(
                fields=["prize", recipient, "ranking"],
                condition=mine & Q(ranking__isnull=False),
                name=f"contest_award_{recipient}_ranked_once",
            ),
        ]
    return constraints


def _of_one_recipient() -> Q:
    """Return the condition that exactly one recipient is set."""
    condition = Q()
    for recipient in RECIPIENTS:
        condition |= Q(**{f"{name}__isnull": name != recipient for name in RECIPIENTS})
    return condition


class Award(models.Model):
    """A given prize: proposed, then published, perhaps revoked with a reason. Stored outside pages."""

    contest = models.ForeignKey(
        ContestPage, verbose_name=_("contest"), on_delete=models.PROTECT, related_name="awards"
    )
    prize = models.ForeignKey(Prize, verbose_name=_("prize"), on_delete=models.PROTECT, related_name="awards")
    ranking = models.ForeignKey(
        Ranking, verbose_name=_("ranking"), null=True, on_delete=models.PROTECT, related_name="awards"
    )
    row = models.ForeignKey(RankedRow, null=True, on_delete=models.PROTECT, related_name="awards")
    entry = models.ForeignKey(
        "contest_entries.Entry",
        verbose_name=_("entry"),
        null=True,
        on_delete=models.PROTECT,
        related_name="awards",
    )
    registration = models.ForeignKey(
        "contest_registrations.Registration",
        verbose_name=_("team or contestant"),
        null=True,
        on_delete=models.PROTECT,
        related_name="awards",
    )
    member = models.ForeignKey(
        "contest_registrations.Member",
        verbose_name=_("member"),
        null=True,
        on_delete=models.PROTECT,
        related_name="awards",
    )
    unit = models.ForeignKey(
        "contest_units.Unit",
        verbose_name=_("unit"),
        null=True,
        on_delete=models.PROTECT,
        related_name="contest_awards",
    )
    basis = models.CharField(
        _("decided"),
        max_length=20,
        help_text=_("By what it was given: the basis of the prize at that moment."),
    )
    remark = models.CharField(_("remark"), max_length=200, blank=True, default="")
    sort_order = models.PositiveIntegerField(default=0)
    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(_("published at"), null=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    revoked_by = models.ForeignKey(_USER, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_because = models.TextField(_("reason of the revocation"), blank=True, default="")

    objects = AwardQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=_of_one_recipient(), name="contest_award_of_one"),
            models.CheckConstraint(
                condition=Q(revoked_at=None)
                | Q(published_at__isnull=False, revoked_at__gte=F("published_at"), revoked_by__isnull=False)
                & ~Q(revoked_because=""),
                name="contest_award_revoked_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(row=None) | Q(ranking__isnull=False), name="contest_award_row_of_ranking"
            ),
            *_once(),
        ]

    def __str__(self):
        return f"{self.prize_id}: {self.entry_id or self.registration_id or self.member_id or self.unit_id}"

    @property
    def kind(self) -> RecipientKind:
        """Return the kind of its recipient: a work, a team, a person or a unit."""
        if self.entry_id:
            return RecipientKind.WORK
        if self.unit_id:
            return RecipientKind.UNIT
        is_team = self.registration_id and self.registration.kind != RegistrationKind.INDIVIDUAL
        return RecipientKind.TEAM if is_team else RecipientKind.PERSON

    @property
    def author(self) -> str:
        """Return the recipient's name as agreed to be shown; empty for a disqualified work."""
        given = self.row.name if self.row_id else ""
        return public_name(
            given, entry=self.entry, registration=self.registration, member=self.member, unit=self.unit
        )

    @property
    def title(self) -> str:
        """Return the public title of a work, the name of any other recipient."""
        return self.entry.public_title if self.entry_id else self.author

    @property
    def is_disqualified(self) -> bool:
        """Say whether it was given to a work that has been disqualified since."""
        return bool(self.entry_id) and self.entry.is_disqualified

    @property
    def poster(self) -> Choice:
        """Return the generated picture of the work, or of another recipient, which stands where there is no other."""
        if self.entry_id:
            return self.entry.poster
        return choice_for_entry(f"award-{self.pk}", "", self.contest.kinds[0] if self.contest.kinds else "")

    @property
    def open_name(self) -> str | None:
        """Return the name of a person, team or unit for other programs; None for works, and without consent."""
        if self.entry_id:
            return None
        registration = self.registration or (self.member.registration if self.member_id else None)
        is_named = registration is None or registration.publish_name or registration.team_name
        return self.author if is_named else None

    @property
    def portrait_name(self) -> str:
        """Return the name whose letters stand on the recipient's portrait; "" where none is published."""
        return self.entry.portrait_name if self.entry_id else self.open_name or ""

    @property
    def portrait_code(self) -> str:
        """Return the code from which the recipient's mark is woven: the registration's, of a unit its name."""
        if self.unit_id:
            return self.unit.name
        if self.entry_id:
            return self.entry.registration.code
        return (self.registration or self.member.registration).code

    @property
    def shown_unit(self):
        """Return the recipient's unit where it may be published, or None; a unit has none besides itself."""
        return public_unit(entry=self.entry, registration=self.registration, member=self.member)

    @property
    def office_name(self) -> str:
        """Return the label of the recipient for the staff."""
        if self.entry_id:
            return self.entry.code
        if self.unit_id:
            return self.unit.name
        registration = self.registration or self.member.registration
        return f"{registration.code}: {self.member.full_name}" if self.member_id else registration.code
