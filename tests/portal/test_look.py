"""The look holds what it promises: words that can be read, icons that exist, a hem that is the drawn one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contest_pages.art.hems import css_hem
from home.theme import ENOUGH, contrast

ROOT = Path(__file__).resolve().parents[2]
TOKENS = (ROOT / "deploy/styles/tokens.css").read_text()
ICONS = frozenset((ROOT / "deploy/icons.txt").read_text().split())
DAY, NIGHT = TOKENS.split("@media (prefers-color-scheme: dark)")
KINDS = ("video", "quiz", "stage", "works")


def tokens_of(text: str, selector: str) -> dict[str, str]:
    """Return the colours that a rule of the stylesheet sets, short ones written out."""
    body = re.search(re.escape(selector) + r"\s*\{([^}]*)\}", text)[1]
    found = re.findall(r"--contest-([\w-]+): (#(?:[0-9a-f]{6}|[0-9a-f]{3}));", body)
    return {
        name: colour if len(colour) == 7 else "#" + "".join(2 * c for c in colour[1:])
        for name, colour in found
    }


def colours(*, night: bool) -> dict[str, str]:
    day = tokens_of(DAY, ":root")
    return day | tokens_of(NIGHT, ":root") if night else day


@pytest.mark.parametrize("night", [False, True])
@pytest.mark.parametrize(
    ("words", "ground"),
    [
        *(
            (words, ground)
            for words in ("ink", "soft", "link", "accent")
            for ground in ("paper", "ground", "raised")
        ),
        *((state, f"{state}-ground") for state in ("good", "wait", "bad", "calm", "done")),
        ("bad", "raised"),
        ("on-brand", "brand"),
        ("on-brand", "brand-dark"),
        ("soft-on-dark", "brand-dark"),
        ("gold", "brand-dark"),
        ("on-gold", "gold"),
        ("on-brand", "success"),
    ],
)
def test_words_can_be_read_on_their_ground(words, ground, night):
    found = colours(night=night)
    assert contrast(found[words], found[ground]) >= ENOUGH


@pytest.mark.parametrize("night", [False, True])
@pytest.mark.parametrize("part", ["edge", "focus"])
def test_edges_and_the_ring_of_the_focus_are_seen(part, night):
    found = colours(night=night)
    assert contrast(found[part], found["paper"]) >= 3
    assert contrast(found[part], found["raised"]) >= 3


@pytest.mark.parametrize("night", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_words_can_be_read_in_the_inks_of_each_kind(kind, night):
    selector = (
        ":is(.contest-kind--works, .contest-kind--ceremony)" if kind == "works" else f".contest-kind--{kind}"
    )
    inks = tokens_of(NIGHT if night else DAY, selector)
    paper = colours(night=night)["paper"]
    assert contrast(inks["kind-ink"], inks["kind-sky"]) >= ENOUGH
    assert contrast(inks["kind-soft"], inks["kind-sky"]) >= ENOUGH
    assert contrast(inks["kind-strong"], paper) >= ENOUGH
    assert contrast(inks["kind-strong"], inks["kind-tint"]) >= ENOUGH


def test_every_icon_of_a_template_is_in_the_file():
    templates = [path for path in ROOT.glob("*/**/templates/**/*.html") if "node_modules" not in path.parts]
    templates += (ROOT / "templates").rglob("*.html")
    named = {
        name for path in templates for name in re.findall(r'{% contest_icon "([\w-]+)"', path.read_text())
    }
    assert named
    assert named <= ICONS


def test_the_usual_hem_is_the_one_that_is_drawn():
    assert f"--contest-hem: {css_hem('tram')};" in TOKENS
