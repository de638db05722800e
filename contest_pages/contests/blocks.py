"""What an editor may put into the body of a contest's pages."""

from __future__ import annotations

import re
from html import unescape

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    ListBlock,
    PageChooserBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    StructBlockValidationError,
    URLBlock,
)
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import get_page_models

from contest_pages.http.whole_texts import let_whole_texts_in

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]


_END_OF_LINE = re.compile(r"</(?:p|li|h[1-6])>|<br\s*/?>")


def text_lines(block) -> list[str]:
    """Return the lines of a block of text, or the rows of a table, without their marks; other blocks have none."""
    if block.block_type == "table":
        rows = [[column["heading"] for column in block.value.columns]]
        rows += [[" ".join(_lines(str(cell))) for cell in row["values"]] for row in block.value.row_data]
        return [" | ".join(row) for row in rows if any(row)]
    return _lines(block.value.source) if block.block_type == "text" else []


def _lines(html: str) -> list[str]:
    lines = (unescape(strip_tags(part)).strip() for part in _END_OF_LINE.split(html))
    return [line for line in lines if line]


class PictureBlock(StructBlock):
    """A picture with a caption."""

    image = ImageChooserBlock(label=_("Picture"))
    alternative_text = CharBlock(
        required=False,
        max_length=250,
        label=_("Alternative text"),
        help_text=_("For those who cannot see the picture."),
    )
    caption = CharBlock(required=False, max_length=250, label=_("Caption"))

    class Meta:
        label = _("Picture")
        icon = "image"
        template = "contest_contests/blocks/picture.html"


class DocumentsBlock(StructBlock):
    """A list of documents to download."""

    heading = CharBlock(required=False, max_length=150, label=_("Heading"))
    documents = ListBlock(DocumentChooserBlock(label=_("Document")), min_num=1, label=_("Documents"))

    class Meta:
        label = _("Documents")
        icon = "doc-full-inverse"
        template = "contest_contests/blocks/documents.html"


class CallToActionBlock(StructBlock):
    """A button that leads to a page of this site or to another address."""

    label = CharBlock(max_length=80, label=_("Words on the button"))
    page = PageChooserBlock(required=False, label=_("Page"))
    address = URLBlock(required=False, label=_("or address"))
    style = ChoiceBlock(
        choices=[("primary", _("Filled")), ("outline-primary", _("Outlined"))],
        default="primary",
        label=_("Style"),
    )

    class Meta:
        label = _("Button")
        icon = "link"
        template = "contest_contests/blocks/call_to_action.html"

    def clean(self, value):
        """Ask for exactly one of page and address."""
        value = super().clean(value)
        if bool(value["page"]) == bool(value["address"]):
            raise StructBlockValidationError(
                non_block_errors=[_("Choose either a page or an address, not both.")]
            )
        return value


class FormPageChooserBlock(PageChooserBlock):
    """A chooser of the pages that hold a form: the installed features decide which these are."""

    @property
    def target_models(self):
        """Return the page types that can show their form inside another page (see FormPageMixin)."""
        return [model for model in get_page_models() if hasattr(model, "embedded_form")]


class EmbeddedFormBlock(StructBlock):
    """A registration or entry form inside any page. It has no CSRF token: see http/cacheable_forms.py."""

    page = FormPageChooserBlock(label=_("Page with the form"))

    class Meta:
        label = _("Form")
        icon = "form"
        template = "contest_contests/blocks/embedded_form.html"

    def get_context(self, value, parent_context=None):
        """Add the form's own template and context, as its page gives them."""
        context = super().get_context(value, parent_context)
        page = value.get("page")
        request = (parent_context or {}).get("request")
        if page is not None:
            context["embedded"] = page.specific.form_for(request)
        return context


class QuestionBlock(StructBlock):
    """A question that contestants ask, with its answer."""

    question = CharBlock(max_length=250, label=_("Question"))
    answer = RichTextBlock(features=["bold", "italic", "ol", "ul", "link"], label=_("Answer"))

    class Meta:
        label = _("Question and answer")
        icon = "help"


class PartnerBlock(StructBlock):
    """A body that holds the contest together with the organisers."""

    name = CharBlock(max_length=150, label=_("Name"))
    logo = ImageChooserBlock(required=False, label=_("Logo"))
    address = URLBlock(required=False, label=_("Address of its site"))

    class Meta:
        label = _("Partner")
        icon = "group"


class ContestBodyBlock(StreamBlock):
    """The body of a contest page, a plan, a news item."""

    text = RichTextBlock(features=TEXT_FEATURES, label=_("Text"), icon="pilcrow")
    picture = PictureBlock()
    documents = DocumentsBlock()
    video = EmbedBlock(
        label=_("Embedded video"),
        help_text=_("The address of a video on YouTube or Facebook."),
        icon="media",
        max_width=960,
        template="contest_contests/blocks/video.html",
    )
    table = TypedTableBlock(
        [
            ("text", CharBlock(required=False, label=_("Text"))),
            (
                "rich_text",
                RichTextBlock(
                    required=False, features=["bold", "italic", "ul", "link"], label=_("Formatted text")
                ),
            ),
        ],
        label=_("Table"),
        icon="table",
        template="contest_contests/blocks/table.html",
    )
    call_to_action = CallToActionBlock()
    form = EmbeddedFormBlock()

    class Meta:
        block_counts = {"form": {"max_num": 2}}


def _let_whole_texts_in(*blocks: type[StructBlock]) -> None:
    for block in blocks:
        let_whole_texts_in(
            child.field for child in block.base_blocks.values() if isinstance(child, CharBlock)
        )


_let_whole_texts_in(PictureBlock, DocumentsBlock, CallToActionBlock, QuestionBlock, PartnerBlock)
