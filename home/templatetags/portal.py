"""Tags of every page of the portal: site settings, menu, languages."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from wagtail.models import Page, Site

from contest_pages.art.choice import Choice, choice_for_landscape
from contest_pages.contests.models import ContestIndexPage
from contest_pages.contests.models.visibility import menu_of
from contest_pages.publishing import page_cache
from contest_pages.publishing.page_meta import nearest_in_other_languages
from home import theme
from home.site_settings import PortalSettings

register = template.Library()


@dataclass(frozen=True)
class Portal:
    """The settings of the site, with defaults for empty fields."""

    name: str
    province: str
    row: PortalSettings | None
    help_pages: tuple[Page, ...] = ()

    @property
    def poster(self) -> Choice:
        """Return the generated picture of the portal's own pages."""
        return self.row.poster if self.row else choice_for_landscape("portal", "")

    @property
    def language_mark(self) -> str:
        """Return the attribute of words of the settings, which are in the main language, on pages in another one."""
        is_main = get_language() == settings.LANGUAGE_CODE
        return mark_safe("" if is_main else f' lang="{settings.LANGUAGE_CODE}"')

    @property
    def head_colour(self) -> str:
        """Return the colour of the head, in which phones draw their own bar."""
        return theme.darker(self.row.brand_colour if self.row else theme.DEFAULT_BRAND)


def portal_of(request) -> Portal:
    """Return the settings of the site; without a request or a site, the defaults of the settings module."""
    site = Site.find_for_request(request) if request is not None else None
    if site is None:
        return Portal(settings.WAGTAIL_SITE_NAME, settings.PORTAL_PROVINCE, None)

    def read() -> Portal:
        row = PortalSettings.for_site(site)
        return Portal(
            row.name or settings.WAGTAIL_SITE_NAME,
            row.province or settings.PORTAL_PROVINCE,
            row,
            tuple(row.published_help_pages()),
        )

    return page_cache.recall(request, ("portal", site.pk), read)


@register.simple_tag(takes_context=True)
def portal(context) -> Portal:
    """Return the settings of the site, for base templates."""
    return portal_of(context.get("request"))


@register.simple_tag(takes_context=True)
def portal_menu(context) -> list[Page]:
    """Return the published pages right below the home page that show in menus."""
    request = context.get("request")
    if request is None:
        return []
    if not hasattr(request, "portal_menu"):  # pages below the home page find it while routing
        site = Site.find_for_request(request)
        key = ("menu", site and site.pk, get_language())
        request.portal_menu = page_cache.recall(
            request, key, lambda: menu_of(site.root_page.localized) if site else []
        )
    return request.portal_menu


@register.simple_tag(takes_context=True)
def menu_mark(context, item: Page) -> str:
    """Return the attribute of the menu's page that is shown, or below which the shown one lies."""
    page = context.get("page")
    if not isinstance(page, Page) or not (page.path or "").startswith(item.path):
        return ""
    return mark_safe(' aria-current="page"' if page.pk == item.pk else ' aria-current="true"')


@register.simple_tag
def portal_search(menu: list[Page]) -> Page | None:
    """Return the page of the menu on which visitors search contests."""
    return next((page for page in menu if issubclass(page.specific_class, ContestIndexPage)), None)


@register.simple_tag(takes_context=True)
def other_languages(context) -> list[tuple[str, str, str]]:
    """Return (code, name, address), for each other language, of the page's translation or the nearest above it."""
    request, page = context.get("request"), context.get("page")
    if request is None or not isinstance(page, Page) or page.pk is None:
        return []

    def read() -> list[tuple[str, str, str]]:
        names = dict(settings.WAGTAIL_CONTENT_LANGUAGES)
        found = nearest_in_other_languages(page, request)
        return [(code, names.get(code, code), address) for code, address in found]

    return page_cache.recall(request, ("languages", page.pk, request.get_host()), read)
