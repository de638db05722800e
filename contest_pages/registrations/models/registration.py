"""Who takes part, and what they agreed to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from contest_pages.registrations.enums import MemberRole, RegistrationKind, RegistrationStatus
from contest_pages.registrations.logic import public_author
from contest_pages.vietnamese import fold


class ConsentText(models.Model):
    """A text that somebody agreed to, kept word for word as proof (Law 91/2025/QH15).

    One row for each wording: `digest` is the SHA-256 of `text`, in hex.
    """

    digest = models.CharField(max_length=64, unique=True)
    text = models.TextField(_("text"))
    created_at = models.DateTimeField(_("first used at"), auto_now_add=True)

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        default_permissions = ()

    def __str__(self):
        return self.version

    @property
    def version(self) -> str:
        """Return the short name under which this wording is referred to."""
        return self.digest[:8]


class RegistrationQuerySet(models.QuerySet):
    """Questions about registrations."""

    def active(self):
        """Return the registrations that count."""
        return self.filter(status=RegistrationStatus.ACTIVE)


class Registration(models.Model):
    """One contestant of one contest. Its code is all that a log or a title ever says of it."""

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
    kind = models.CharField(
        _("kind"), max_length=20, choices=RegistrationKind, default=RegistrationKind.INDIVIDUAL
    )
    status = models.CharField(
        _("status"), max_length=20, choices=RegistrationStatus, default=RegistrationStatus.ACTIVE
    )
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("phone"), max_length=15)
    unit = models.ForeignKey(
        "contest_units.Unit",
        verbose_name=_("unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contest_registrations",
    )
    answers = models.JSONField(
        _("answers to extra questions"),
        default=list,
        blank=True,
        help_text=_("A list of {name, label, value}."),
    )
    consent = models.ForeignKey(
        ConsentText, verbose_name=_("consent"), on_delete=models.PROTECT, related_name="+"
    )
    consented_at = models.DateTimeField(_("consented at"))
    publish_name = models.BooleanField(_("name may be published"), default=False)
    created_at = models.DateTimeField(_("registered at"), db_index=True)
    search_text = models.TextField(editable=False, default="")

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        default_permissions = ("view",)
        permissions = [("export_registration", _("Can export registrations"))]
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "contest",
                models.functions.Lower("email"),
                condition=models.Q(status="active"),
                name="contest_registration_one_per_email",
            )
        ]

    def __str__(self):
        return self.code

    @property
    def public_author(self) -> str:
        """Return the author as the person agreed to be shown. Reads `members`: prefetch in lists."""
        names = [member.full_name for member in self.members.all()]
        return public_author(names, publish_name=self.publish_name)

    def fold_search_text(self, names: list[str]) -> None:
        """Set the text that searches without marks read; the caller saves."""
        unit = self.unit.name if self.unit else ""
        self.search_text = fold(" ".join([self.code, *names, self.email, self.phone, unit]))


class Member(models.Model):
    """A person of a registration."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="members")
    role = models.CharField(_("role"), max_length=20, choices=MemberRole, default=MemberRole.AUTHOR)
    full_name = models.CharField(_("full name"), max_length=150)
    birth_date = models.DateField(_("birth date"))

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self):
        return f"{self.registration_id}/{self.pk}"
