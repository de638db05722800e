"""Parts that one page draws for another."""

from django import template
from wagtail.templatetags.wagtailcore_tags import pageurl

from contest_pages.outside_video import OutsideVideo

register = template.Library()


@register.simple_tag(takes_context=True)
def contest_fragment(context, fragment):
    """Draw a Fragment here: its own template with its own context over this page's."""
    with context.push(**fragment.context):
        return context.template.engine.get_template(fragment.template).render(context)


@register.simple_tag
def outside_video(value):
    """Return what a page may say of an embedded video, or of one at an address, without asking its site."""
    return OutsideVideo.of(getattr(value, "url", value))


@register.simple_tag(takes_context=True)
def page_address(context, page) -> str:
    """Return what {% pageurl %} returns, found once for each host and copy of the page in memory."""
    request = context.get("request")
    host = request.META.get("HTTP_HOST") if request is not None else None
    known = page.__dict__.setdefault("_addresses", {})
    if host not in known:
        known[host] = pageurl(context, page)
    return known[host]
