"""Addresses as QR codes."""

from __future__ import annotations

import io


def qr_code(address: str, **options) -> str:
    """Return an address as a QR code in SVG with its quiet zone of 4 modules, "" for none; `options` are those of segno's SVG."""
    if not address:
        return ""
    # Only here: a site that prints no code starts without it.
    import segno

    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=4, xmldecl=False, **options)
    return out.getvalue().decode()
