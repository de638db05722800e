"""Options that refer to other options, and so must not change places as the others do.

“Tất cả các phương án trên” makes sense only after all others; “Cả A và B đều đúng” only where A and B are the
options that the author meant. Lists of questions in Vietnam are full of both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from contest_pages.vietnamese import fold

from .questions import letter

_NUMBERS = {"hai": 2, "ba": 3, "bon": 4, "nam": 5, **{str(number): number for number in range(2, 6)}}
#: Words for an option; “Điều 3” and “Mục 1” are places in a law, and options of their own.
_SAYS = "(?:dap an|phuong an|lua chon|cau tra loi|cau|y)"
_NOUN = "(?:dap an|phuong an|lua chon|cau tra loi|tra loi|y kien|noi dung|truong hop|cau|y)"
_VERDICT = "(?:deu |la |cung )*(?:khong )?(?:dung|sai|chinh xac|phu hop|hop le)(?: ca| het)?"
_ABOVE = "(?:(?:da |duoc )?(?:neu |ke |o |ben |vua )*tren|vua neu|con lai)(?: day)?"
#: Options that refer to all the others, as they are written without marks.
_ALL_OTHERS = [
    re.compile(pattern)
    for pattern in (
        # Tất cả các nội dung trên (đều đúng); Các phương án trên đều sai; Toàn bộ những ý còn lại
        rf"(?:tat ca|ca|toan bo|moi|cac|nhung|deu gom)\b(?! (?:{'|'.join(_NUMBERS)})\b).{{0,60}}?\b{_ABOVE}(?: {_VERDICT})?",
        # Tất cả; Tất cả đều đúng; Tất cả các phương án (đều sai)
        rf"(?:tat ca|toan bo)(?: (?:cac |nhung )?{_NOUN})?(?: {_VERDICT})?",
        # Không có đáp án nào (đúng); Không phương án nào ở trên; Không có ý nào trong các ý trên
        rf"khong (?:co |phai )?(?:{_NOUN} )?nao(?: trong.{{0,40}})?(?: {_ABOVE})?(?: {_VERDICT})?",
        # Không có đáp án đúng; Không câu trả lời đúng; Đều sai
        rf"khong (?:co )?{_NOUN} (?:dung|phu hop|chinh xac)",
        r"deu (?:dung|sai)(?: ca| het)?",
        # Đáp án khác; Ý kiến khác
        rf"{_NOUN} khac",
        # All of the above; None of these (is right)
        r"(?:all|none|any|neither)(?: of)?(?: the)? (?:above|these|other.{0,20}|options?|answers?)(?: (?:is|are) .{1,20})?",
    )
]
#: “Cả ba phương án trên”, “Cả 2 đều sai”: to as many others as it says.
_COUNTED = re.compile(
    rf"(?:tat ca |ca )(?P<count>{'|'.join(_NUMBERS)})(?: (?:cac )?\w+(?: \w+){{0,4}}?)??(?: {_ABOVE})?(?: {_VERDICT})?"
)
_BOTH = re.compile(r"both(?: of the above| of these| are .{1,20})?")
#: “Ý đầu tiên”, “Phương án thứ hai”, “Phương án 1 và 3”.
_BY_PLACE = re.compile(
    rf"(?:ca |chi |gom )?(?:hai |ba |co )?{_SAYS} (?:(?:so )?[1-6](?:(?:,| va| hoac| &| \+) (?:{_SAYS} )?[1-6])*|(?:thu )?(?:dau|cuoi|nhat|nhi|hai|ba|tu)(?: tien| cung)?)\b.{{0,40}}"
)
_SIGN = "[a-f]"
_LEAD = rf"(?:ca|chi|chi co|gom|bao gom|tat ca|both|only|{_NOUN}|hai|ba|cac)"
_BETWEEN = rf"(?:\s*[,;/&+]\s*|\s+)(?:(?:va|hoac|lan|voi|cung|and|or)\s+)?(?:{_NOUN}\s+)?"
_BY_LETTER = re.compile(
    rf"(?P<lead>(?:{_LEAD}\s+)*)(?P<letters>{_SIGN}\b(?:{_BETWEEN}{_SIGN}\b)*)(?P<tail>\s*(?:{_VERDICT}|(?:is|are) (?:right|wrong|correct|true|false)))?"
)


@dataclass(frozen=True)
class OptionPlaces:
    """How the options of a question may change places.

    The first `moving` options change places among themselves, the others stay where they are written. `last` are
    the positions of options that refer to all others, `by_letter` those of options that name others by letter, `bound` those
    that refer to others in another way which only the written order explains; all counted from 0.
    """

    moving: int
    last: tuple[int, ...] = ()
    by_letter: tuple[int, ...] = ()
    bound: tuple[int, ...] = ()


def option_places(text: str, options: Sequence[str], *, keep_order: bool = False) -> OptionPlaces:
    """Return which options of the question `text` change places; none where the author keeps the order.

    Where it is in doubt nothing moves: an order that nobody needed does no harm.
    """
    found: dict[str, list[int]] = {"last": [], "by_letter": [], "bound": []}
    for place, option in enumerate(options):
        if kind := _kind(text, option, place, len(options)):
            found[kind].append(place)
    last = found["last"]
    moving = len(options) - len(last)
    at_the_end = last == list(range(moving, len(options)))
    if keep_order or found["by_letter"] or found["bound"] or not at_the_end or moving < 2:
        moving = 0
    return OptionPlaces(moving, tuple(last), tuple(found["by_letter"]), tuple(found["bound"]))


def _kind(text: str, option: str, place: int, count: int) -> str:
    """Return the field of OptionPlaces that an option belongs to, "" for one that refers to no other."""
    words = _plain(option)
    if letters_named(text, option, count):
        return "by_letter"
    if match := _COUNTED.fullmatch(words):
        return "last" if _NUMBERS[match["count"]] == count - 1 else "bound"
    if _BOTH.fullmatch(words):
        return "last" if count == 3 else "bound"
    if any(pattern.fullmatch(words) for pattern in _ALL_OTHERS):
        return "last"
    return "bound" if _BY_PLACE.fullmatch(words) and not _numbers_points(text) else ""


def letters_named(text: str, option: str, count: int) -> list[int]:
    """Return the positions of the options that an option names by their letters; none where letters mean something else.

    “Cả A và B” names persons where the question speaks of A and B, and a blood group is no option.
    """
    match = _BY_LETTER.fullmatch(_plain(option))
    if match is None:
        return []
    named = sorted({ord(sign) - 97 for sign in re.findall(rf"\b{_SIGN}\b", match["letters"])})
    is_sure = len(named) > 1 or match["lead"].strip() or match["tail"]
    speaks_of = any(re.search(rf"\b{letter(place)}\b", text) for place in named)
    return named if is_sure and named[-1] < count and not speaks_of else []


def proposal_for_letters(text: str, options: Sequence[str], place: int) -> str:
    """Return a wording without letters for the option at a place that names others by letter."""
    named = letters_named(text, options[place], len(options))
    others = [number for number in range(len(options)) if number != place]
    ending = "đều sai" if re.search(r"\b(sai|wrong|false)\b", _plain(options[place])) else "đều đúng"
    if named == others and len(others) > 1:
        return f"Tất cả các phương án trên {ending}"
    texts = [f"“{options[number]}”" for number in named]
    return " và ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)


def refusal_of_letters(text: str, options: Sequence[str], place: int) -> str:
    """Return why an option that names letters cannot stand among options that change places, and what to do."""
    return _("This option names others by letter, but the options change places. Keep their order, or write: %(words)s") % {
        "words": proposal_for_letters(text, options, place)
    }  # fmt: skip


def _plain(option: str) -> str:
    """Return an option without marks, brackets and the stop at its end."""
    return re.sub(r"[()“”\"'.!:]", " ", fold(option)).strip().replace("  ", " ")


def _numbers_points(text: str) -> bool:
    """Say whether the question numbers points of its own, which its options may name: “(1) …; (2) …”."""
    return len(re.findall(r"(?:^|[\s(;,])[1-6][).:]", text)) > 1
