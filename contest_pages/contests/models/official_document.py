"""What an official document carries beside its text: number, date, basis, signature, recipients (Decree 30/2020)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel

from contest_pages.contests.enums import DocumentType
from contest_pages.contests.fields import DayField
from contest_pages.contests.logic.official_documents import (
    citation,
    has_number,
    lines_of,
    place_and_date,
    recipients_of,
    tidy_number,
)
from contest_pages.vietnamese import fold

_DOCUMENT_PAGES = ["contest_contests.ContestPlanPage", "contest_contests.ContestRulesPage"]


class OfficialDocumentMixin(models.Model):
    """The parts of a document around its text; a document that lacks one shows none.

    The relation `attachments` holds its files.
    """

    number = models.CharField(
        _("number and symbol"),
        max_length=60,
        blank=True,
        db_default="",
        default="",
        help_text=_("For example 77/KH-UBND; not numbered yet: the symbol alone, /KH-UBND."),
    )
    issued_on = DayField(_("date of issue"), null=True, blank=True)
    effective_on = DayField(
        _("takes effect on"), null=True, blank=True, help_text=_("Empty: on the date of issue.")
    )
    place_of_issue = models.CharField(
        _("place of issue"), max_length=80, blank=True, db_default="", default=""
    )
    parent_body = models.CharField(
        _("body above the issuing body"), max_length=200, blank=True, db_default="", default=""
    )
    issuer = models.CharField(_("issuing body"), max_length=200, blank=True, db_default="", default="")
    signer_capacity = models.TextField(
        _("signed on behalf of"),
        max_length=400,
        blank=True,
        db_default="",
        default="",
        help_text=_("As in the document, a line each: TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH."),
    )
    signer_title = models.CharField(
        _("title of the signer"),
        max_length=200,
        blank=True,
        db_default="",
        default="",
        help_text=_("With a second office where the document names it: PHÓ CHỦ TỊCH kiêm TRƯỞNG BAN."),
    )
    signer = models.CharField(_("signed by"), max_length=200, blank=True, db_default="", default="")
    abstract = models.TextField(_("abstract"), blank=True, max_length=500, db_default="", default="")
    basis = models.TextField(
        _("basis"),
        blank=True,
        db_default="",
        default="",
        help_text=_("What the document is based on (căn cứ), a line each, as it says it."),
    )
    recipients = models.TextField(
        _("recipients"), blank=True, db_default="", default="", help_text=_("A line each: Như trên; Lưu: VT.")
    )
    amends = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("amends"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The plan or the rules that this document amends."),
    )
    amendment_reason = models.TextField(
        _("reason of the amendment"), blank=True, max_length=500, db_default="", default=""
    )

    class Meta:
        abstract = True

    def clean(self):
        """Tidy the number, and refuse an amendment of itself or of another contest's document."""
        super().clean()
        self.number = tidy_number(self.number)
        if self.amends is None:
            return
        if self.amends.pk == self.pk:
            raise ValidationError({"amends": _("A document does not amend itself.")})
        if self.path and self.amends.path[: -self.steplen] != self.path[: -self.steplen]:
            raise ValidationError({"amends": _("Choose a document of the same contest.")})

    @property
    def type_words(self) -> str:
        """Return the type of the document, as its heading names it."""
        return DocumentType(getattr(self, "document_type", DocumentType.RULES)).label

    @property
    def has_number(self) -> bool:
        """Say whether the document is numbered."""
        return has_number(self.number)

    @property
    def is_formal(self) -> bool:
        """Say whether enough is known for the head of an official document."""
        return bool(self.issuer)

    @property
    def is_document_known(self) -> bool:
        """Say whether there is anything to show of the document beside its text."""
        return bool(
            self.number or self.issued_on or self.effective_on or self.issuer or self.signer_title
            or self.signer or self.abstract or self.amends_id
        )  # fmt: skip

    @property
    def full_title(self) -> str:
        """Return the title with the contest's name, once: “Thể lệ Cuộc thi video “Sơn La số””."""
        if fold(self.contest.title) in fold(self.title):
            return self.title
        return f"{self.title} {self.contest.title}"

    @property
    def place_and_date(self) -> str:
        """Return where and when it was issued, as its head says it."""
        return place_and_date(self.place_of_issue, self.issued_on)

    @property
    def basis_lines(self) -> list[str]:
        """Return what the document is based on."""
        return lines_of(self.basis)

    @property
    def recipient_lines(self) -> list[str]:
        """Return who receives the document."""
        return recipients_of(self.recipients)

    @property
    def capacity_lines(self) -> list[str]:
        """Return on whose behalf it is signed."""
        return lines_of(self.signer_capacity)

    @property
    def citation(self) -> str:
        """Return how other documents cite this one."""
        return citation(self.type_words, self.number, self.issued_on, self.issuer)

    @cached_property
    def files(self) -> list:
        """Return the attached files in the editor's order."""
        return [row.document for row in self.attachments.select_related("document")]

    @cached_property
    def amended_document(self):
        """Return the published document that this one amends, or None."""
        return self.amends.specific if self.amends is not None and self.amends.live else None

    def drop_signature(self) -> None:
        """Drop what another document, next year's, has for itself."""
        self.number, self.signer, self.amendment_reason = "", "", ""
        self.issued_on = self.effective_on = self.amends = None
        self.attachments.all().delete()


DOCUMENT_PANEL = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("number"), FieldPanel("issued_on"), FieldPanel("effective_on")]),
        FieldRowPanel([FieldPanel("parent_body"), FieldPanel("issuer"), FieldPanel("place_of_issue")]),
        FieldPanel("abstract"),
        FieldPanel("basis"),
        FieldPanel("signer_capacity"),
        FieldRowPanel([FieldPanel("signer_title"), FieldPanel("signer")]),
        FieldPanel("recipients"),
    ],
    heading=_("Parts of an official document"),
)

AMENDMENT_PANEL = MultiFieldPanel(
    [PageChooserPanel("amends", _DOCUMENT_PAGES), FieldPanel("amendment_reason")],
    heading=_("Amendment of another document"),
    classname="collapsed",
)
