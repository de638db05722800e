"""Forms of pages in the admin."""

from __future__ import annotations

import unicodedata

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.widgets import SlugInput

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
