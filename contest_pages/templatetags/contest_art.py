"""Tags for icons, generated pictures, medals and woven marks."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from contest_pages.art.choice import choice_of_nothing
from contest_pages.art.marks import mark
from contest_pages.art.medals import MEDALS
from contest_pages.publishing import posters
from contest_pages.publishing.qr_code import qr_code

register = template.Library()

_DARK = "(prefers-color-scheme: dark)"
_WIDE = "(min-width: 62rem)"


@register.simple_tag
def contest_icon(name: str) -> str:
    """Return one of the icons that `deploy/icons.txt` lists; words stand beside it."""
    return format_html(
        '<svg class="contest-icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("contest_pages/vendor/icons.svg"),
        name,
    )


@register.simple_tag
def medal(name: str) -> str:
    """Return the medal of a rank (nhat, nhi, ba, kk, phu); the prize stands beside it in words. Raises KeyError."""
    MEDALS[name]
    return format_html(
        '<img class="contest-medal" src="{}#{}" alt="" width="96" height="124">',
        static("contest_pages/vendor/medals.svg"),
        name,
    )


@register.simple_tag
def woven_mark(code: str) -> str:
    """Return the woven mark of a code: a person, a team or an entry without a photograph."""
    return mark_safe(mark(code))


@register.simple_tag
def poster_address(choice) -> str:
    """Return the address of a poster of a card's size."""
    return posters.poster_url(choice, posters.CARD)


@register.simple_tag
def empty_picture(key: str) -> str:
    """Return the picture that stands where there is nothing yet, or no longer; always the same for a key."""
    return card_poster(choice_of_nothing(key))


@register.simple_tag
def contest_qr_code(address: str) -> str:
    """Return an address as a QR code, dark on white, for the screen and for print."""
    code = qr_code(address, light="#fff", svgclass=None, lineclass=None, omitsize=True)
    return mark_safe(code)


@register.simple_tag
def hero_poster(choice) -> str:
    """Return a poster as wide as the page, by night and on phones in pictures of their own; one of them is loaded."""
    return format_html(
        '<picture class="contest-hero__poster">'
        '<source media="{wide} and {dark}" srcset="{wide_night}">'
        '<source media="{wide}" srcset="{wide_day}">'
        '<source media="{dark}" srcset="{night}">'
        '<img src="{day}" alt="" width="780" height="460" fetchpriority="high"></picture>',
        wide=_WIDE,
        dark=_DARK,
        wide_night=posters.poster_url(choice, posters.HERO, night=True),
        wide_day=posters.poster_url(choice, posters.HERO),
        night=posters.poster_url(choice, posters.HERO_ON_PHONE, night=True),
        day=posters.poster_url(choice, posters.HERO_ON_PHONE),
    )


@register.simple_tag
def card_poster(choice) -> str:
    """Return the poster of a card."""
    return format_html(
        '<picture><source media="{dark}" srcset="{night}">'
        '<img class="contest-card__picture" src="{day}" alt="" width="960" height="600" loading="lazy"></picture>',
        dark=_DARK,
        night=posters.poster_url(choice, posters.CARD, night=True),
        day=posters.poster_url(choice, posters.CARD),
    )
