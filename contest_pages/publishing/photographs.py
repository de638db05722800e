"""Photographs of editors in the sizes and formats that browsers choose from."""

from __future__ import annotations

from wagtail.images.models import AbstractImage, Picture

_HERO_SIZES = ("780x440", "1600x1067")


def hero_photograph(image: AbstractImage | None) -> str:
    """Return the photograph of a hero as HTML; empty without one."""
    if image is None:
        return ""
    filters = [f"fill-{size}|format-{kind}" for kind in ("avif", "webp", "jpeg") for size in _HERO_SIZES]
    attrs = {"fetchpriority": "high", "sizes": "(min-width: 62rem) 50vw, 100vw", "alt": ""}
    return Picture(image.get_renditions(*filters), attrs).__html__()
