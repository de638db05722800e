"""Forms of pages in the admin."""

from __future__ import annotations

import unicodedata

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.panels import InlinePanel
from wagtail.admin.widgets import SlugInput
from wagtail.models import Page

from contest_pages.vietnamese import slug_of

_MARKED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"


def _formatters() -> list[tuple[str, str]]:
    """Return (letters, plain letter) pairs by which the browser writes addresses without marks."""
    plain: dict[str, str] = {}
    for letter in _MARKED:
        base = "d" if letter == "đ" else unicodedata.normalize("NFD", letter)[0]
        plain[base] = plain.get(base, "") + letter + letter.upper()
    return [("[\u0300-\u036f]", ""), *((f"[{letters}]", base) for base, letters in sorted(plain.items()))]


class VietnamesePageForm(WagtailAdminPageForm):
    """A page form that makes “cuoc-thi” of “Cuộc thi”; Wagtail's own drops the marked letters."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].widget = SlugInput(formatters=_formatters())
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        """Make an empty address of the title: whoever types before the scripts are there gets none from them."""
        if written := self.cleaned_data["slug"]:
            return written
        base = slug = slug_of(self.cleaned_data.get("title", ""))[:240]
        if not base:
            raise forms.ValidationError(self.fields["slug"].error_messages["required"], code="required")
        number = 1
        while not Page._slug_is_available(slug, self.parent_page, self.instance):
            number += 1
            slug = f"{base}-{number}"
        return slug

    def offer_own_rounds(self, name: str) -> None:
        """Let a field, where the form has it, offer the rounds of the page's own contest only."""
        if (field := self.fields.get(name)) is not None:
            contest = self.parent_page or self.instance.get_parent()
            field.queryset = field.queryset.child_of(contest) if contest else field.queryset.none()


class PrizeForm(WagtailAdminModelForm):
    """One prize; `contest` says whose rounds may have it alone, None while it is not saved."""

    def __init__(self, *args, contest=None, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["only_round"]
        rounds = field.queryset.child_of(contest) if contest is not None else field.queryset.none()
        self.fields["only_round"] = forms.ModelChoiceField(
            rounds, label=field.label, help_text=field.help_text, required=False
        )


class PrizesPanel(InlinePanel):
    """The list of prizes, whose rows are PrizeForms."""

    def get_form_options(self):
        """Name the rows' form."""
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = PrizeForm
        return options


class ContestPageForm(VietnamesePageForm):
    """Tells each prize to which contest it belongs, also those that the editor adds later."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "prizes" in self.formsets:
            self.formsets["prizes"].form_kwargs["contest"] = self.instance if self.instance.pk else None
