"""What contestants are told about their data, and what they agreed to, word for word."""

from __future__ import annotations

import hashlib

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, PublishingPanel
from wagtail.models import DraftStateMixin, Orderable, RevisionMixin

from contest_pages.registrations.enums import Channel


class ConsentNotice(DraftStateMixin, RevisionMixin, ClusterableModel):
    """A notice about personal data, as Law 91/2025/QH15 asks for it. What is published is what forms show."""

    title = models.CharField(_("name for editors"), max_length=150)
    data = models.TextField(_("which data"), help_text=_("For example: full name, birth date, phone."))
    controller = models.TextField(
        _("who controls them"), help_text=_("The body responsible and its address.")
    )
    retention = models.TextField(_("how long they are kept"))
    rights = models.TextField(_("rights of the person"))

    panels = [
        FieldPanel("title"),
        FieldPanel("data"),
        InlinePanel(
            "purposes",
            min_num=1,
            heading=_("Purposes, a box for each"),
            label=_("Purpose"),
            help_text=_("Nobody can register without agreeing to the required ones; the others are free."),
        ),
        FieldPanel("controller"),
        FieldPanel("retention"),
        FieldPanel("rights"),
        PublishingPanel(),
    ]

    class Meta:
        verbose_name = _("notice about personal data")
        verbose_name_plural = _("notices about personal data")
        ordering = ["title"]

    def __str__(self):
        return self.title

    def parts(self) -> list[tuple[str, str]]:
        """Return the notice as (heading, text) pairs, without its purposes."""
        pairs = [
            (gettext("Which data"), self.data),
            (gettext("Who controls them"), self.controller),
            (gettext("How long they are kept"), self.retention),
            (gettext("Your rights"), self.rights),
        ]
        return [(heading, text) for heading, text in pairs if text]

    @cached_property
    def purpose_list(self) -> list[ConsentPurpose]:
        """Return the purposes in the editor's order."""
        return list(self.purposes.all())

    @cached_property
    def kept_texts(self) -> dict[str, ConsentText]:
        """Return the kept copies of its wordings, by digest, that were asked for since it was read."""
        return {}

    def wording(self) -> str:
        """Return all of it as one text: what is kept as proof, and what its version is known by."""
        lines = [f"{heading}: {text}" for heading, text in self.parts()]
        lines += [purpose.wording() for purpose in self.purpose_list]
        return "\n".join("\n".join(lines).splitlines())


class ConsentPurpose(Orderable):
    """One purpose of processing, with a box of its own that is never ticked beforehand."""

    notice = ParentalKey(ConsentNotice, on_delete=models.CASCADE, related_name="purposes")
    text = models.TextField(
        _("purpose"), help_text=_("As the person says it: “I agree that … to run this contest.”")
    )
    required = models.BooleanField(
        _("required"), default=True, help_text=_("Only for what the contest cannot be run without.")
    )

    panels = [FieldPanel("text"), FieldPanel("required")]

    class Meta(Orderable.Meta):
        verbose_name = _("purpose of processing")
        verbose_name_plural = _("purposes of processing")

    def __str__(self):
        return self.text

    @property
    def key(self) -> str:
        """Return the name under which agreement to this purpose is recorded."""
        return f"purpose:{self.pk}"

    def wording(self) -> str:
        """Return the purpose with what it demands."""
        return gettext("[required] %(text)s") % {"text": self.text} if self.required else self.text


def digest_of(text: str) -> str:
    """Return the name of a wording: its SHA-256, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


class ConsentText(models.Model):
    """A wording that somebody agreed to, kept as proof. `digest` is the SHA-256 of `text`, in hex."""

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


class ConsentRecord(models.Model):
    """One yes or no of one registration: to what, in which wording, when, through which channel.

    Rows are appended and never changed; the last one about a key is what counts. Nothing personal
    stands in them, so that they outlive an erasure as proof.
    """

    registration = models.ForeignKey(
        "contest_registrations.Registration", on_delete=models.CASCADE, related_name="consents"
    )
    wording = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(_("subject of the consent"), max_length=40)
    words = models.TextField(_("words beside the box"))
    given = models.BooleanField(_("agreed"))
    channel = models.CharField(_("channel"), max_length=20, choices=Channel, default=Channel.FORM)
    at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("record of consent")
        verbose_name_plural = _("records of consent")
        default_permissions = ()
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.registration_id}/{self.key}"
