"""The members of a contest's committees."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from contest_pages.contests.enums import Committee
from contest_pages.contests.fields import DayField
from contest_pages.data.births import Birth
from contest_pages.data.identity import name_key, search_words
from contest_pages.http.name_field import NameField

from .logic import IdentityTraits


class CommitteeMember(models.Model):
    """A member of a committee of one contest, with the name and what else the decision on the committee gives.

    A member need not have an account, and outlives it. When a contest's retention has ended, a member to whom
    other rows still point is anonymised instead of deleted: `erased_at`.
    """

    contest_path = "contest"

    contest = models.ForeignKey(
        "contest_contests.ContestPage",
        verbose_name=_("contest"),
        on_delete=models.PROTECT,
        related_name="committee_members",
    )
    committee = models.CharField(_("committee"), max_length=20, choices=Committee)
    full_name = models.CharField(_("full name"), max_length=150)
    birth_date = DayField(_("birth date"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=15, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contest_committees",
    )
    identity_hash = models.CharField(max_length=64, blank=True, default="", editable=False)
    identity_last = models.CharField(
        _("last digits of the identity number"), max_length=4, blank=True, default="", editable=False
    )
    erased_at = models.DateTimeField(_("personal data erased at"), null=True, blank=True, editable=False)
    name_key = models.CharField(max_length=150, editable=False, db_index=True)
    search_text = models.TextField(editable=False, default="")

    # Letters go with their member.
    notices = GenericRelation(
        "contest_notices.Notice", content_type_field="recipient_type", object_id_field="recipient_id"
    )

    class Meta:
        verbose_name = _("committee member")
        verbose_name_plural = _("committee members")
        ordering = ["contest", "committee", "full_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "committee", "name_key", "birth_date"],
                condition=models.Q(erased_at=None),
                name="contest_committee_member_once",
            ),
        ]

    def __str__(self):
        return f"{self.get_committee_display()} {self.pk}"

    def clean(self):
        """Tidy the name; ValidationError for what is none."""
        try:
            self.full_name = NameField(max_length=150).clean(self.full_name)
        except ValidationError as error:
            raise ValidationError({"full_name": error}) from error

    def save(self, *args, **kwargs):
        """Update the name key and the search text."""
        self.name_key = name_key(self.full_name)
        self.search_text = search_words(self.full_name, self.phone, self.email)
        super().save(*args, **kwargs)

    @property
    def identity_traits(self) -> IdentityTraits:
        """Return the traits by which the member is compared with contestants."""
        return IdentityTraits(
            full_name=self.full_name,
            birth=Birth.of(self.birth_date, None),
            identity_hash=self.identity_hash,
            phone=self.phone,
            email=self.email,
        )
