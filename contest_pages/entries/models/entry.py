"""An entry of a contestant in a round."""

from __future__ import annotations

import datetime

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contest_pages.entries import logic
from contest_pages.entries.enums import CONTESTANT_WORDS, COUNTED, OPEN_TO_CONTESTANT, EntryState
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.vietnamese import fold


class EntryQuerySet(models.QuerySet):
    """Questions the office and the visitors ask about entries."""

    def counted(self):
        """Return the entries that count against the rules' number per contestant."""
        return self.filter(state__in=COUNTED)

    def awaiting_review(self):
        """Return the entries that a moderator must look at, oldest first."""
        return self.filter(state=EntryState.SUBMITTED).order_by("submitted_at", "pk")

    def public(self, now: datetime.datetime):
        """Return the entries that visitors may see at `now`."""
        return (
            self.filter(state=EntryState.ACCEPTED)
            .filter(models.Q(round__gallery_opens_at=None) | models.Q(round__gallery_opens_at__lte=now))
            .filter(round__live=True, registration__status=RegistrationStatus.ACTIVE)
        )

    def with_author(self):
        """Load what `author` and `unit` read, in two more queries for any number of entries."""
        return self.select_related("video", "registration__unit").prefetch_related("registration__members")


class Entry(models.Model):
    """A work handed in. Its code is all that a log says of it; the title is public only when accepted."""

    contest = models.ForeignKey(
        "contest_contests.ContestPage",
        verbose_name=_("contest"),
        on_delete=models.PROTECT,
        related_name="entries",
    )
    round = models.ForeignKey(
        "contest_entries.EntryRoundPage",
        verbose_name=_("round"),
        on_delete=models.PROTECT,
        related_name="entries",
    )
    registration = models.ForeignKey(
        "contest_registrations.Registration",
        verbose_name=_("contestant"),
        on_delete=models.PROTECT,
        related_name="entries",
    )
    number = models.PositiveIntegerField(_("entry number"))
    slot = models.PositiveSmallIntegerField(
        _("place among the contestant's entries"),
        null=True,
        help_text=_("1 to the rules' number; empty when withdrawn."),
    )
    title = models.CharField(_("title of the work"), max_length=200)
    summary = models.TextField(_("about the work"), max_length=2000, blank=True)
    video = models.OneToOneField(
        "contest_entries.VideoAsset", verbose_name=_("video"), on_delete=models.PROTECT, related_name="entry"
    )
    state = models.CharField(_("state"), max_length=12, choices=EntryState, default=EntryState.CHECKING)
    declarations = models.JSONField(
        _("declarations"),
        default=list,
        blank=True,
        help_text=_("The sentences that the contestant ticked, word for word."),
    )
    created_at = models.DateTimeField(_("handed in at"))
    submitted_at = models.DateTimeField(_("passed the check at"), null=True, blank=True)
    # Made when the form is shown: the same form sent twice is one entry.
    form_key = models.UUIDField(null=True, editable=False)
    search_text = models.TextField(editable=False, default="")

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        default_permissions = ("view",)
        permissions = [("export_entry", _("Can export entries"))]
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="contest_entry_number_in_round"),
            models.UniqueConstraint(
                fields=["registration", "round", "slot"], name="contest_entry_one_per_slot"
            ),
            models.UniqueConstraint(fields=["registration", "form_key"], name="contest_entry_once_per_form"),
            models.CheckConstraint(
                condition=models.Q(slot=None, state="withdrawn")
                | (~models.Q(state="withdrawn") & models.Q(slot__gte=1)),
                name="contest_entry_slot_unless_withdrawn",
            ),
        ]
        indexes = [models.Index(fields=["round", "state", "submitted_at", "id"], name="contest_entry_queue")]

    def __str__(self):
        return self.code

    @property
    def code(self) -> str:
        """Return the number under which everybody speaks of the entry: "TP-0007"."""
        return f"TP-{self.number:04}"

    @property
    def author(self) -> str:
        """Return the author as the contestant agreed to be shown."""
        return self.registration.public_author

    @property
    def unit(self):
        """Return the contestant's unit, or None: for the office."""
        return self.registration.unit

    @property
    def public_unit(self):
        """Return the contestant's unit where it may be published, or None."""
        return self.registration.public_unit

    @property
    def public_poster_path(self) -> str:
        """Return the address of the poster if the contestant lets us show a picture, or an empty text."""
        return self.get_poster_path() if self.registration.publish_picture else ""

    @property
    def contestant_words(self) -> str:
        """Return the state in the contestant's words."""
        return CONTESTANT_WORDS[EntryState(self.state)]

    @property
    def is_open_to_contestant(self) -> bool:
        """Say whether the contestant may still change or withdraw it, if the round is open."""
        return self.state in OPEN_TO_CONTESTANT

    def is_public(self, now: datetime.datetime) -> bool:
        """Say whether visitors may see it at `now`."""
        return (
            self.round.live
            and self.registration.status == RegistrationStatus.ACTIVE
            and logic.is_public(self.state, self.round.gallery_opens_at, now)
        )

    def get_video_path(self) -> str:
        """Return the address of its video."""
        return reverse("contest_video", args=[self.video_id])

    def get_poster_path(self) -> str:
        """Return the address of its poster; empty before there is one."""
        return reverse("contest_poster", args=[self.video_id]) if self.video.poster else ""

    def fold_search_text(self) -> None:
        """Set the text that searches without marks read; the caller saves."""
        unit = self.registration.unit.name if self.registration.unit else ""
        self.search_text = fold(" ".join([self.code, self.title, self.registration.code, unit]))
