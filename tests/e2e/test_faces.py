"""Two provinces on one code base: each has its own emblem, colours, woven hem and landscape, from the site settings alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page as Tab
from wagtail.models import Site
from wagtail_factories import ImageFactory

from home.site_settings import Hem, Landscape, PortalSettings

from .accessibility import APPEARANCES, barriers

SEEN = """() => {
    const head = getComputedStyle(document.querySelector(".portal-header"));
    const picture = document.querySelector(".contest-hero picture img");
    return {
        "name": document.querySelector(".portal-header__home strong").textContent,
        "emblem": document.querySelector(".portal-header__home img").getAttribute("src"),
        "ground": head.backgroundColor,
        "hem": getComputedStyle(document.documentElement).getPropertyValue("--contest-hem"),
        "link": getComputedStyle(document.documentElement).getPropertyValue("--contest-link"),
        "picture": picture.currentSrc.replace(/.*\\//, "").split("-")[0],
    };
}"""


@pytest.fixture
def face(portal, phone):
    """Return a function that saves settings of the site and returns what a visitor sees of them at the home page."""
    row = PortalSettings.for_site(Site.objects.get(is_default_site=True))

    def save(tab: Tab = phone, **settings) -> dict:
        for name, value in settings.items():
            setattr(row, name, value)
        row.full_clean()
        row.save()
        tab.goto("/")
        return tab.evaluate(SEEN)

    return save


def test_two_provinces_share_no_part_of_their_faces(face, phone, shots):
    mountains = face(name="Cổng Chuyển đổi số tỉnh Núi", landscape=Landscape.MOUNTAINS)
    phone.screenshot(path=shots / "face-mountains.png", full_page=True)
    coast = face(
        name="Cổng Chuyển đổi số tỉnh Biển",
        emblem=ImageFactory(),
        brand_colour="#0b5c6b",
        accent_colour="#a63419",
        hem=Hem.WAVE,
        landscape=Landscape.COAST,
    )
    phone.screenshot(path=shots / "face-coast.png", full_page=True)
    assert [part for part in mountains if mountains[part] == coast[part]] == []


@pytest.mark.parametrize("appearance", APPEARANCES)
def test_a_face_of_other_colours_has_no_barriers(face, phone, appearance):
    face(brand_colour="#6a1b4d", accent_colour="#9a4a00", hem=Hem.RAN, landscape=Landscape.DELTA)
    phone.emulate_media(**APPEARANCES[appearance])
    for path in ("/", "/cuoc-thi/"):
        phone.goto(path)
        assert barriers(phone) == []
