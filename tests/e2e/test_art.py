"""Generated pictures as a browser draws them: like those drawn as pixels, under the strictest policy."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops, ImageStat

from contest_pages.art import pixels
from contest_pages.art.medals import MEDALS, medal, medals
from contest_pages.art.posters import CARD, HERO, poster
from contest_pages.art.svg import svg

POLICY = "default-src 'none'"


@pytest.fixture
def shown(new_context):
    """Return a function that opens an SVG file under a policy that allows nothing, and returns what is seen."""

    def show(text: str, width: int, height: int, part: str = "") -> Image.Image:
        tab = new_context().new_page()
        tab.set_viewport_size({"width": width, "height": height})
        troubles: list[str] = []
        tab.on("console", lambda message: troubles.append(message.text))
        headers = {"Content-Type": "image/svg+xml", "Content-Security-Policy": POLICY}
        tab.route("**/picture.svg", lambda route: route.fulfill(body=text, headers=headers))
        page = f'<body style="margin:0"><img src="/picture.svg{part}" width={width} height={height}>'
        tab.route("**/page/", lambda route: route.fulfill(body=page, content_type="text/html"))
        tab.goto("/page/")
        tab.wait_for_function("document.images[0].complete && document.images[0].naturalWidth > 0")
        picture = Image.open(io.BytesIO(tab.screenshot())).convert("RGB")
        tab.goto("/picture.svg")
        assert troubles == []
        return picture

    return show


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the mean difference of two pictures in steps of 256."""
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


@pytest.mark.parametrize(
    ("family", "palette", "night"),
    [
        ("phone", "hoanghon", False),
        ("stage", "denhoi", False),
        ("bridge", "gom", True),
        ("ban", "hoaban", False),
    ],
)
def test_a_browser_draws_what_pixels_show(shown, family, palette, night):
    card = poster(family, palette, *CARD, 5, 0.5, night)
    assert difference(shown(svg(card), 480, 300), pixels.draw(card, (480, 300))) < 2.5
    hero = poster(family, palette, *HERO, 5, 0.75, night)
    # Of a lower place the browser shows the right and low part.
    assert difference(shown(svg(hero), 640, 240), pixels.draw(hero, (640, 240))) < 2.5


def test_each_medal_is_reached_by_its_view(shown):
    drawn = {name: pixels.draw(medal(name), (96, 124)) for name in MEDALS}
    for name in MEDALS:
        seen = shown(medals(), 96, 124, f"#{name}")
        unlike = {other: difference(seen, picture) for other, picture in drawn.items()}
        assert min(unlike, key=unlike.__getitem__) == name
        assert unlike[name] < 8
