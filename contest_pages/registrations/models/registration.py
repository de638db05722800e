"""Registrations, their members and files."""

from __future__ import annotations

import secrets

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _

from contest_pages.data.births import Birth
from contest_pages.data.identity import search_words
from contest_pages.files.private_storage import private_storage
from contest_pages.privacy.enums import ErasedBecause
from contest_pages.registrations.enums import (
    OPEN_STATUSES,
    Contact,
    MemberRole,
    Publishing,
    RegistrationKind,
    RegistrationStatus,
    RobotCheck,
)
from contest_pages.registrations.logic.people import public_author, public_contestant, team_name_of
from contest_pages.vietnamese import fold


class RegistrationQuerySet(models.QuerySet):
    """Queries of registrations."""

    def active(self):
        """Return the registrations that count."""
        return self.filter(status=RegistrationStatus.ACTIVE)

    def waiting_for_contacts(self):
        """Return the registrations with a change of contacts that is not confirmed yet."""
        return self.exclude(new_email="", new_phone="", given_up="")

    def contestants(self):
        """Return the active registrations of participants: a unit's roster is excluded, its persons are not."""
        return self.active().exclude(kind=RegistrationKind.ROSTER)


class Registration(models.Model):
    """A contestant of a contest: a person, a group, a team. Logs identify it by its code only.

    A roster is the unit's own registration by its contact; each person on it has one too.
    """

    contest_path = "contest"

    code = models.CharField(_("code"), max_length=12, unique=True)
    contest = models.ForeignKey(
        "contest_contests.ContestPage",
        verbose_name=_("contest"),
        on_delete=models.PROTECT,
        related_name="registrations",
    )
    page = models.ForeignKey(
        "contest_registrations.ContestRegistrationPage",
        verbose_name=_("form"),
        on_delete=models.PROTECT,
        related_name="registrations",
    )
    for_round = models.ForeignKey(
        "contest_contests.ContestRoundPage",
        verbose_name=_("only for the round"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=RegistrationKind, default=RegistrationKind.INDIVIDUAL
    )
    team_name = models.CharField(
        _("name of the team"),
        max_length=120,
        blank=True,
        default="",
        help_text=_("Public in any case: a team is no person."),
    )
    # The team's name without marks, which visitors search.
    team_text = models.CharField(max_length=120, blank=True, default="", editable=False)
    status = models.CharField(
        _("status"), max_length=20, choices=RegistrationStatus, default=RegistrationStatus.PENDING
    )
    division = models.CharField(_("division"), max_length=100, blank=True, default="")
    email = models.EmailField(_("e-mail"), blank=True)
    new_email = models.EmailField(_("new e-mail, not confirmed yet"), blank=True, default="")
    phone = models.CharField(_("phone"), max_length=15, blank=True)
    new_phone = models.CharField(
        _("new phone, not confirmed yet"), max_length=15, blank=True, default="", db_default=""
    )
    # The contact that ends as soon as the other one is confirmed.
    given_up = models.CharField(
        max_length=5, choices=Contact, blank=True, default="", db_default="", editable=False
    )
    contacts_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Since when letters to the address come back; until it is replaced or confirmed again.
    email_bounced_at = models.DateTimeField(
        _("letters come back since"), null=True, blank=True, editable=False
    )
    # Earlier contacts, one in each line, at which a change is still to be announced.
    former_contacts = models.TextField(blank=True, default="", db_default="", editable=False)
    unit = models.ForeignKey(
        "contest_units.Unit",
        verbose_name=_("unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contest_registrations",
    )
    roster = models.ForeignKey(
        "self",
        verbose_name=_("on the roster of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="persons",
        help_text=_("The registration of the unit whose contact has entered this person."),
    )
    answers = models.JSONField(
        _("answers to extra questions"),
        default=list,
        blank=True,
        help_text=_("A list of {name, label, value}."),
    )
    consent = models.ForeignKey(
        "contest_privacy.ConsentText", verbose_name=_("consent"), on_delete=models.PROTECT, related_name="+"
    )
    consented_at = models.DateTimeField(_("consented at"))
    publish_name = models.BooleanField(_("name may be published"), default=False)
    publish_unit = models.BooleanField(_("unit may be published"), default=False)
    publish_picture = models.BooleanField(_("picture may be published"), default=False)
    robot_check = models.CharField(
        _("robot check"), max_length=20, choices=RobotCheck, default=RobotCheck.NOT_ASKED
    )
    is_namesake = models.BooleanField(
        _("declares to be another person of the same name and birth date"), default=False
    )
    created_at = models.DateTimeField(_("registered at"), db_index=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_because = models.TextField(_("reason of the end"), blank=True, default="")
    erased_at = models.DateTimeField(_("personal data erased at"), null=True, blank=True)
    erased_because = models.CharField(
        _("erased because"), max_length=20, choices=ErasedBecause, blank=True, default=""
    )
    # While pending: the same form sent twice is a single row.
    pending_key = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001
    # Incremented to revoke all links sent so far.
    link_number = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False, default="")

    notices = GenericRelation(
        "contest_notices.Notice", content_type_field="recipient_type", object_id_field="recipient_id"
    )

    objects = RegistrationQuerySet.as_manager()

    # The reference index is for pages; registrations need no entries in it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        default_permissions = ("view",)
        permissions = [
            ("export_registration", _("Can export registrations")),
            ("manage_registration", _("Can cancel registrations and decide about committee members")),
        ]
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["status", "created_at"], name="contest_registration_pending"),
            models.Index(fields=["email"], name="contest_registration_email"),
            models.Index(fields=["phone"], name="contest_registration_phone"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(email="", phone="") | models.Q(erased_at__isnull=False),
                name="contest_registration_has_contact",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="active") | models.Q(confirmed_at__isnull=False, pending_key=None),
                name="contest_registration_active_is_confirmed",
            ),
            models.UniqueConstraint(
                fields=["page", "unit"],
                condition=models.Q(kind="roster", status="active"),
                name="contest_registration_one_roster",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="roster") | models.Q(unit__isnull=False, roster=None),
                name="contest_registration_roster_of_a_unit",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="team") & ~models.Q(team_name="")
                | ~models.Q(kind="team") & models.Q(team_name=""),
                name="contest_registration_team_has_name",
            ),
        ]

    def __str__(self):
        return self.code

    @property
    def public_author(self) -> str:
        """Return the author as consented to be shown. Reads `members`: prefetch in lists."""
        names = [member.full_name for member in self.members.all() if member.full_name]
        return public_author(names, publish_name=self.publish_name, team_name=self.team_name)

    @property
    def public_contestant(self) -> str:
        """Return the contestant as consented to be shown, where no work is shown. Reads `members`."""
        names = [member.full_name for member in self.members.all() if member.full_name]
        return public_contestant(names, publish_name=self.publish_name, team_name=self.team_name)

    @property
    def public_unit(self):
        """Return the unit if it may be published, or None."""
        return self.unit if self.publish_unit else None

    @property
    def publishing(self) -> set[str]:
        """Return what may be published, as values of Publishing."""
        return {choice.value for choice in Publishing if getattr(self, f"publish_{choice.value}")}

    @property
    def contact(self) -> str:
        """Return the address that letters and messages go to."""
        return self.email or self.phone

    @property
    def waits_for_contacts(self) -> bool:
        """Return whether a change of contacts is not confirmed yet."""
        return bool(self.new_email or self.new_phone or self.given_up)

    @property
    def phone_to_confirm(self) -> str:
        """Return the number to which a code is sent: a new one, or the one that remains; else nothing."""
        return self.new_phone or (self.phone if self.given_up == Contact.EMAIL else "")

    def note_former_contacts(self, places: list[str]) -> None:
        """Note earlier contacts at which a change is announced; the caller saves."""
        noted = [*self.former_contacts.split("\n"), *places]
        self.former_contacts = "\n".join(dict.fromkeys(filter(None, noted)))

    @property
    def scope(self) -> str:
        """Return the scope in which its people register once."""
        return f"{self.contest_id}:{self.for_round_id or 0}"

    @property
    def is_roster(self) -> bool:
        """Return whether this is a unit's roster, which its contact keeps."""
        return self.kind == RegistrationKind.ROSTER

    def takes_part_in(self, round_pk: int) -> bool:
        """Return whether it is active and valid for this round. A unit's roster does not take part: its persons do."""
        return self.status == RegistrationStatus.ACTIVE and self._is_for(round_pk)

    def may_prepare_for(self, round_pk: int) -> bool:
        """Return whether it may prepare what it hands in to this round once it is active: it is pending or active."""
        return self.status in OPEN_STATUSES and self._is_for(round_pk)

    def _is_for(self, round_pk: int) -> bool:
        return not self.is_roster and self.for_round_id in (None, round_pk)

    def set_team_name(self, given: str) -> None:
        """Name a team as given, by its unit if nothing is given; others have no name. The caller saves."""
        unit = self.unit.name if self.unit else ""
        is_team = self.kind == RegistrationKind.TEAM
        self.team_name = team_name_of(given, unit=unit, code=self.code)[:120] if is_team else ""
        self.team_text = fold(self.team_name)[:120]

    def fold_search_text(self, names: list[str]) -> None:
        """Set the text that searches without marks read; the caller saves."""
        unit = self.unit.name if self.unit else ""
        self.search_text = search_words(self.code, self.team_name, *names, self.email, self.phone, unit)


class Member(models.Model):
    """A person of a registration. The first one is the contestant, first author or captain."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="members")
    role = models.CharField(_("role"), max_length=20, choices=MemberRole, default=MemberRole.AUTHOR)
    is_main = models.BooleanField(_("main member"), default=False)
    full_name = models.CharField(_("full name"), max_length=150, blank=True)
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    # Where the rules take a year alone, and no day is known.
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    identity_hash = models.CharField(max_length=64, blank=True, default="", editable=False, db_index=True)
    identity_last = models.CharField(
        _("last digits of the identity number"), max_length=4, blank=True, default=""
    )
    guardian_name = models.CharField(_("parent or guardian"), max_length=150, blank=True, default="")
    name_key = models.CharField(max_length=150, blank=True, default="", editable=False, db_index=True)
    # The name without marks, which visitors search where it is published.
    name_text = models.CharField(max_length=150, blank=True, default="", editable=False)
    # The person's place in the contest or round, held while the registration counts; see place_of.
    place = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=models.Q(role="captain"),
                name="contest_member_one_captain",
            )
        ]

    def __str__(self):
        return f"{self.registration_id}/{self.pk}"

    @property
    def birth(self) -> Birth | None:
        """Return the birth, None for a unit's contact and for erased members."""
        return Birth.of(self.birth_date, self.birth_year)


def random_name(instance, filename: str) -> str:
    """Return a random file name: the original name never reaches the disk."""
    return f"answers/{secrets.token_hex(16)}"


class AnswerFile(models.Model):
    """A file that answers one of the editor's extra questions."""

    contest_path = "registration__contest"

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    label = models.CharField(_("question"), max_length=255)
    file = models.FileField(_("file"), storage=private_storage, upload_to=random_name)
    file_name = models.CharField(_("file name"), max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("size"))

    class Meta:
        verbose_name = _("file of a registration")
        verbose_name_plural = _("files of registrations")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "name"], name="contest_answer_file_one_per_question"
            )
        ]

    def __str__(self):
        return f"{self.registration_id}/{self.name}"
