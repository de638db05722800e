"""Families of pictures: each is a function that draws one kind of subject into a scene."""

from __future__ import annotations

from collections.abc import Callable

from ..scene import Scene
from .contests import ban, book, phone, quiz, stage
from .places import market, office, school, terraces, village
from .waters import bridge, lotus, sea, tower

FAMILIES: dict[str, Callable[[Scene], None]] = {
    function.__name__: function
    for function in (
        phone,
        quiz,
        stage,
        book,
        ban,
        village,
        terraces,
        market,
        school,
        office,
        bridge,
        tower,
        sea,
        lotus,
    )
}
