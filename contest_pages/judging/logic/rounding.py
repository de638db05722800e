"""Rounding of exact results, the same on every machine: halves go up, as people round by hand."""

from __future__ import annotations

from fractions import Fraction

from contest_pages.vietnamese import half_up

from .points import PARTS_OF_A_POINT

#: Results of correcting formulas, which contain roots, are cut to so many decimals of a point before they are ranked.
DECIMALS_OF_FORMULAS = 6


def rounded(value: Fraction, decimals: int) -> Fraction:
    """Return a value in thousandths of a point, rounded half up to so many decimals of a point: 8125 → 8130 for two.

    The whole-number formula ⌊(2·a·10^d + b) / (2b)⌋ for the fraction a/b; Python's `round` and the databases differ
    from it and from one another.
    """
    value = Fraction(value)
    scale = 10**decimals
    steps = half_up(value.numerator * scale, value.denominator * PARTS_OF_A_POINT)
    return Fraction(steps * PARTS_OF_A_POINT, scale)


def settled(value: Fraction) -> Fraction:
    """Return a value in thousandths as it is ranked where a formula contains roots: to six decimals of a point."""
    return rounded(value, DECIMALS_OF_FORMULAS)


def fixed_points(value: Fraction, decimals: int) -> str:
    """Return thousandths as points with exactly so many decimals: 8500 → "8,50" for two, "9" for none."""
    value = rounded(value, decimals)
    scale = 10**decimals
    whole, rest = divmod(abs(int(value * scale / PARTS_OF_A_POINT)), scale)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole},{rest:0{decimals}}" if decimals else f"{sign}{whole}"
