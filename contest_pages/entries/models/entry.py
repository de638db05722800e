"""An entry of a contestant in a round."""

from __future__ import annotations

import datetime

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from contest_pages.art.choice import Choice, choice_for_entry
from contest_pages.entries import logic
from contest_pages.entries.enums import CONTESTANT_WORDS, COUNTED, OPEN_TO_CONTESTANT, SHOWN, EntryState
from contest_pages.files.private_storage import private_storage
from contest_pages.registrations.enums import RegistrationStatus
from contest_pages.registrations.logic.people import public_author
from contest_pages.vietnamese import fold

from .video import random_name


def script_name(entry, filename: str) -> str:
    """Return a random name: what the contestant called the file never reaches the disk."""
    return random_name("scripts", "bin")


class EntryQuerySet(models.QuerySet):
    """Queries of entries."""

    def handed_in(self):
        """Return submitted entries; drafts are visible to their contestant only."""
        return self.exclude(state=EntryState.DRAFT)

    def counted(self):
        """Return the entries that count against the rules' number per contestant."""
        return self.filter(state__in=COUNTED)

    def awaiting_review(self):
        """Return the entries to be reviewed, oldest first."""
        return self.filter(state=EntryState.SUBMITTED).order_by("submitted_at", "pk")

    def public(self, now: datetime.datetime):
        """Return the entries that have a place in the gallery at `now`: accepted ones, and those disqualified from the published list."""
        closed = models.Q(round__advance_list__closed_at__lte=now)
        return (
            self.filter(state__in=SHOWN)
            .filter(models.Q(round__gallery_opens_at=None) | models.Q(round__gallery_opens_at__lte=now))
            .filter(models.Q(round__gallery_waits_for_list=False) | closed)
            # A disqualified entry keeps its place only where a list was published.
            .filter(models.Q(state=EntryState.ACCEPTED) | closed)
            .filter(round__live=True, registration__contest__live=True)
            .filter(registration__status=RegistrationStatus.ACTIVE)
        )

    def with_author(self):
        """Load what `author` and `unit` read, in three more queries for any number of entries."""
        return self.select_related("video", "unit", "registration").prefetch_related(
            "registration__members", "authors"
        )


class Entry(models.Model):
    """A work handed in. Its code is all that a log says of it; the title is public only when accepted."""

    contest_path = "contest"

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
    number = models.PositiveIntegerField(
        _("entry number"), null=True, help_text=_("Given when it is handed in; a draft has none.")
    )
    slot = models.PositiveSmallIntegerField(
        _("place among the contestant's entries"),
        null=True,
        help_text=_("1 to the rules' number; empty when withdrawn."),
    )
    title = models.CharField(_("title of the work"), max_length=200, blank=True)
    summary = models.TextField(_("about the work"), max_length=2000, blank=True)
    authors = models.ManyToManyField(
        "contest_registrations.Member",
        verbose_name=_("authors"),
        related_name="+",
        blank=True,
        help_text=_("Those of the registered group who made it; empty: all of them."),
    )
    unit = models.ForeignKey(
        "contest_units.Unit",
        verbose_name=_("unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contest_entries",
        help_text=_("The unit that the work stands for; usually the contestant's."),
    )
    script = models.FileField(
        _("script"), storage=private_storage, upload_to=script_name, max_length=120, blank=True
    )
    script_file_name = models.CharField(max_length=150, blank=True, default="", editable=False)
    video = models.OneToOneField(
        "contest_entries.VideoAsset",
        verbose_name=_("video"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="entry",
    )
    # A better video that was given after the entry was handed in; it takes over when it meets the rules.
    replacement = models.OneToOneField(
        "contest_entries.VideoAsset",
        verbose_name=_("new video"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaces",
    )
    link = models.URLField(_("address of the work"), max_length=500, blank=True)
    # Metadata from the host, as evidence.
    link_evidence = models.JSONField(_("what the host says"), default=dict, blank=True)
    link_fetched_at = models.DateTimeField(_("asked the host at"), null=True, blank=True)
    # When the contestant began to send the video: an upload begun in time may end in the grace time.
    sending_since = models.DateTimeField(_("upload begun at"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=EntryState, default=EntryState.DRAFT)
    revision = models.PositiveIntegerField(
        pgettext_lazy("entry", "revision"),
        default=1,
        help_text=_("Rises with everything that the contestant changes afterwards."),
    )
    # What the reviewers ask the contestant to change, and until when; empty once it is back.
    changes_wanted = models.TextField(_("changes asked for"), max_length=2000, blank=True, default="")
    changes_until = models.DateTimeField(_("changes are taken until"), null=True, blank=True)
    declarations = models.JSONField(
        _("declarations"),
        default=list,
        blank=True,
        help_text=_("The sentences that the contestant ticked, word for word."),
    )
    created_at = models.DateTimeField(_("begun at"))
    handed_in_at = models.DateTimeField(_("handed in at"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("passed the check at"), null=True, blank=True)
    search_text = models.TextField(editable=False, default="")
    title_text = models.CharField(max_length=200, editable=False, default="")

    objects = EntryQuerySet.as_manager()

    # The reference index serves pages; citizens' rows need not be indexed.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        default_permissions = ("view",)
        permissions = [
            ("export_entry", _("Can export entries")),
            ("present_entry", _("Can choose posters and subtitles of entries")),
        ]
        ordering = ["-handed_in_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="contest_entry_number_in_round"),
            models.UniqueConstraint(
                fields=["registration", "round", "slot"], name="contest_entry_one_per_slot"
            ),
            models.CheckConstraint(
                condition=models.Q(slot=None, state="withdrawn")
                | (~models.Q(state="withdrawn") & models.Q(slot__gte=1)),
                name="contest_entry_slot_unless_withdrawn",
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft", number=None, handed_in_at=None)
                | (~models.Q(state="draft") & models.Q(number__isnull=False, handed_in_at__isnull=False)),
                name="contest_entry_numbered_when_handed_in",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="changes") | models.Q(changes_until__isnull=False),
                name="contest_entry_changes_have_a_term",
            ),
        ]
        indexes = [
            models.Index(fields=["round", "state", "submitted_at", "id"], name="contest_entry_queue"),
            models.Index(fields=["round", "unit"], name="contest_entry_units"),
        ]

    def __str__(self):
        return self.code

    @property
    def code(self) -> str:
        """Return the number under which everybody speaks of the entry: "TP-0007", or which draft it is."""
        if self.number is None:
            return gettext("Draft %(place)d") % {"place": self.slot}
        return f"TP-{self.number:04}"

    @property
    def author(self) -> str:
        """Return the team, or the authors as the contestant agreed to show them. Reads `authors`: prefetch in lists."""
        if self.registration.team_name:
            return self.registration.team_name
        chosen = [member.full_name for member in self.authors.all() if member.full_name]
        if not chosen:
            return self.registration.public_author
        return public_author(chosen, publish_name=self.registration.publish_name)

    @property
    def portrait_name(self) -> str:
        """Return the name whose letters stand on the author's portrait, the first of several; "" where none is published."""
        is_named = self.registration.team_name or self.registration.publish_name
        return self.author.split(",")[0] if is_named else ""

    @property
    def poster(self) -> Choice:
        """Return the generated picture, which stands where there is no other: by its title, else by its contest."""
        kinds = self.contest.kinds
        return choice_for_entry(f"entry-{self.pk}", self.public_title, kinds[0] if kinds else "")

    @property
    def office_author(self) -> str:
        """Return the authors, for staff only. Reads `authors` and `members`: prefetch in lists."""
        people = list(self.authors.all()) or list(self.registration.members.all())
        names = ", ".join(member.full_name for member in people if member.full_name)
        team = self.registration.team_name
        return f"{team}: {names}" if team and names else team or names

    @property
    def public_unit(self):
        """Return the work's unit where it may be published, or None."""
        return self.unit if self.registration.publish_unit else None

    @property
    def public_poster_path(self) -> str:
        """Return the address of the poster if the contestant lets us show a picture, or an empty text."""
        return self.get_poster_path() if self.registration.publish_picture else ""

    @property
    def public_poster_widths(self) -> str:
        """Return the poster's addresses with their widths, for `srcset`; empty where there is one, or none."""
        path = self.public_poster_path
        if not path or len(self.video.still_widths) < 2:
            return ""
        *smaller, widest = self.video.still_widths
        return ", ".join([*(f"{path}{width}/ {width}w" for width in smaller), f"{path} {widest}w"])

    @property
    def contestant_words(self) -> str:
        """Return the state in the contestant's words."""
        return CONTESTANT_WORDS[EntryState(self.state)]

    @property
    def public_title(self) -> str:
        """Return what visitors read as its title: only the number of a disqualified entry."""
        return self.code if self.is_disqualified else self.title

    @property
    def is_disqualified(self) -> bool:
        """Say whether it was disqualified after it had been accepted."""
        return self.state == EntryState.DISQUALIFIED

    @property
    def is_open_to_contestant(self) -> bool:
        """Say whether the contestant may still change or withdraw it, if the round is open."""
        return self.state in OPEN_TO_CONTESTANT

    def is_public(self, now: datetime.datetime) -> bool:
        """Say whether it is in the gallery at `now`; who may see the gallery says its round's page."""
        return self.registration.status == RegistrationStatus.ACTIVE and logic.is_public(
            self.state,
            now,
            gallery_opens_at=self.round.gallery_opens_at,
            waits_for_list=self.round.gallery_waits_for_list,
            list_closed_at=self.round.list_closed_at,
        )

    def get_video_path(self) -> str:
        """Return the address of its video."""
        return reverse("contest_video", args=[self.video_id])

    @property
    def has_video(self) -> bool:
        """Say whether there is something to play."""
        return self.video is not None and bool(self.video.playable)

    def get_poster_path(self) -> str:
        """Return the address of its poster; empty before there is one."""
        return reverse("contest_poster", args=[self.video_id]) if self.video and self.video.poster else ""

    def fold_search_text(self) -> None:
        """Set the texts that searches without marks read; the caller saves."""
        self.title_text = fold(self.title)[:200]
        unit = self.unit.name if self.unit else ""
        self.search_text = fold(" ".join([self.code, self.title, self.registration.code, unit]))
