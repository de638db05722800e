"""Which generated picture stands where: by the words of an entry, else by the kind of its contest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from .posters import seed_of

#: Values of a contest's kind, and what is no contest.
KIND_FAMILIES = {
    "video": "phone",
    "quiz": "quiz",
    "stage": "stage",
    "works": "book",
    "ceremony": "ban",
    "honours": "ban",
}
#: The palette whose sky is the ground of pages of the kind.
KIND_PALETTES = {
    "video": "hoanghon",
    "quiz": "manon",
    "stage": "denhoi",
    "works": "hoaban",
    "ceremony": "hoaban",
    "honours": "hoaban",
}
#: Where there is no kind: a village under a blue sky.
_PLAIN_FAMILY, _PLAIN_PALETTE = "village", "cham"
#: Palettes for pictures of one list; a festival's night and the ware of finished things have their own places.
_DAYS = ("hoanghon", "manon", "cham", "hoaban")

#: What a title is about, the first that is found. Words are compared with their marks: bản is a village, bán sells.
_STEMS = {
    "market": ("chợ", "mận", "thương mại", "bán hàng", "gian hàng", "nông sản", "sạp"),
    "school": ("trường", "lớp", "học", "giáo viên", "thầy", "cô giáo"),
    "office": ("một cửa", "hồ sơ", "dịch vụ công", "thủ tục", "công dân"),
    "village": ("bản", "nhà sàn", "làng", "thôn", "tổ công nghệ số"),
    "terraces": ("ruộng", "nương", "nông", "lúa", "đồi", "rừng"),
    "bridge": ("cầu", "sông", "suối", "đò"),
    "tower": ("sóng", "mạng", "4g", "5g", "quét mã", "kết nối"),
    "sea": ("biển", "đảo", "tàu", "cá"),
    "lotus": ("sen", "đồng bằng"),
    "ban": ("hoa ban", "hoa", "lễ"),
}
#: Compounds in which a stem means something else.
_OTHERWISE = (
    *(
        "thị trường",
        "môi trường",
        "hiện trường",
        "bản đồ",
        "văn bản",
        "cơ bản",
        "căn bản",
        "bản thân",
        "bản tin",
    ),
    *("yêu cầu", "nhu cầu", "toàn cầu", "khoa học", "tin học", "văn học", "biển số", "biển báo", "cá nhân"),
    *("hợp đồng bằng", "cách mạng"),
)
_OTHER_MEANINGS = re.compile(rf"\b(?:{'|'.join(_OTHERWISE)})\b")
_FAMILIES = [(family, re.compile(rf"\b(?:{'|'.join(stems)})\b")) for family, stems in _STEMS.items()]


#: What provinces look like, by the values of the site's setting: the family of pages that belong to no contest.
LANDSCAPES = {"mountains": "village", "coast": "sea", "delta": "lotus", "city": "bridge"}


@dataclass(frozen=True, slots=True)
class Choice:
    """What `posters.poster` takes besides a size."""

    family: str
    palette: str
    seed: int


def family_of_words(words: str) -> str:
    """Return the family that the words of a title name, or "" where they name none."""
    text = unicodedata.normalize("NFC", words).lower()
    text = _OTHER_MEANINGS.sub(" ", text)
    return next((family for family, stems in _FAMILIES if stems.search(text)), "")


def choice_for_contest(key: str, kind: str) -> Choice:
    """Return the picture of a contest, or of a page without a kind ("")."""
    return Choice(
        KIND_FAMILIES.get(kind, _PLAIN_FAMILY), KIND_PALETTES.get(kind, _PLAIN_PALETTE), seed_of(key)
    )


def choice_for_landscape(key: str, landscape: str) -> Choice:
    """Return the picture of a page that belongs to no contest, by what the province looks like."""
    return Choice(LANDSCAPES.get(landscape, _PLAIN_FAMILY), _PLAIN_PALETTE, seed_of(key))


def choice_of_nothing(key: str) -> Choice:
    """Return the picture of what is empty or finished, in the inks of fired clay."""
    return Choice(_PLAIN_FAMILY, "gom", seed_of(key))


def choice_for_entry(key: str, words: str, kind: str) -> Choice:
    """Return the picture of an entry: its family by its words, else its contest's; its palette by its key."""
    seed = seed_of(key)
    family = family_of_words(words) or KIND_FAMILIES.get(kind, _PLAIN_FAMILY)
    return Choice(family, _DAYS[seed % len(_DAYS)], seed)


def distinct_neighbours(choices: Iterable[Choice]) -> list[Choice]:
    """Return the pictures of a list in its order; where neighbours share family and palette, the later one's is shifted.

    The first keeps its palette, so that a list that grows at its end keeps its pictures.
    """
    apart: list[Choice] = []
    for choice in choices:
        if apart and (apart[-1].family, apart[-1].palette) == (choice.family, choice.palette):
            place = _DAYS.index(choice.palette) if choice.palette in _DAYS else -1
            choice = replace(choice, palette=_DAYS[(place + 1) % len(_DAYS)])
        apart.append(choice)
    return apart


class _Pictured(Protocol):
    @property
    def poster(self) -> Choice: ...


_P = TypeVar("_P", bound=_Pictured)


def with_posters(items: Iterable[_P]) -> list[tuple[_P, Choice]]:
    """Return what a list shows, each with its picture: neighbours never have the same family and palette."""
    items = list(items)
    return list(zip(items, distinct_neighbours(item.poster for item in items), strict=True))
