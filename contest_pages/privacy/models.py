"""The notice about personal data, and the stored wordings that contestants agreed to."""

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


class ConsentNotice(DraftStateMixin, RevisionMixin, ClusterableModel):
    """A notice about personal data, as Law 91/2025/QH15 requires. Forms show the published version."""

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
    def cached_texts(self) -> dict[str, ConsentText]:
        """Return a cache of its stored wordings by digest, filled by `consent_of`."""
        return {}

    def wording(self) -> str:
        """Return the whole notice as one text, which is stored as proof and whose digest names its version."""
        lines = [f"{heading}: {text}" for heading, text in self.parts()]
        lines += [purpose.wording() for purpose in self.purpose_list]
        return "\n".join("\n".join(lines).splitlines())


class ConsentPurpose(Orderable):
    """A purpose of processing; each has its own checkbox, never ticked by default."""

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
        """Return the purpose, marked if it is required."""
        return gettext("[required] %(text)s") % {"text": self.text} if self.required else self.text


def digest_of(text: str) -> str:
    """Return the name of a wording: its SHA-256, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


class ConsentText(models.Model):
    """A wording that contestants agreed to, stored as proof. `digest` is the SHA-256 of `text`, in hex."""

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
