"""The heads of documents: that of the state, and those of bodies with rules of their own."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Header:
    """The right half of a document's head, and what stands between the issuing body and the number.

    `divider` are the stars that bodies outside the state administration write there; empty for a thin line.
    """

    key: str
    title: Words
    motto: Words = ""
    divider: str = ""


#: Decree 30/2020, annex I.
STATE = Header("state", _("Socialist Republic of Viet Nam"), motto=_("Independence - Freedom - Happiness"))
PARTY = Header("party", _("Communist Party of Viet Nam"), divider="*")
YOUTH_UNION = Header("youth_union", _("Ho Chi Minh Communist Youth Union"), divider="***")
FARMERS_UNION = Header("farmers_union", _("Viet Nam Farmers' Union"), divider="*")

HEADERS = {header.key: header for header in (STATE, PARTY, YOUTH_UNION, FARMERS_UNION)}
