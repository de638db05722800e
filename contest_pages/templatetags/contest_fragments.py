"""Tags for fragments, external videos and page URLs."""

from django import template
from wagtail.templatetags.wagtailcore_tags import pageurl

from contest_pages import hooks
from contest_pages.publishing.external_video import ExternalVideo
from contest_pages.publishing.page_cache import recall
from contest_pages.publishing.preview_time import shown_at

register = template.Library()


@register.simple_tag(takes_context=True)
def contest_fragment(context, fragment):
    """Render a Fragment: its template with its context over that of the page."""
    with context.push(**fragment.context):
        return context.template.engine.get_template(fragment.template).render(context)


@register.simple_tag(takes_context=True)
def followed_states(context, contest):
    """Return the states that the open pages of a contest follow, by the hook of this name."""

    def find():
        found = hooks.call("followed_states", contest=contest, now=shown_at())
        return [state for states in found for state in states]

    return recall(context.get("request"), ("followed states", contest.pk), find)


@register.simple_tag
def external_video(value):
    """Return the ExternalVideo of an embed or a URL, without a request to its site."""
    return ExternalVideo.of(getattr(value, "url", value))


@register.filter
def title_within(page, contest) -> str:
    """Return the title of a page among those of a contest; below a translation that has no pages of its own, its kind."""
    return contest.title_of(page)


@register.simple_tag(takes_context=True)
def page_address(context, page) -> str:
    """Return what {% pageurl %} returns, cached per host on the page instance."""
    request = context.get("request")
    host = request.META.get("HTTP_HOST") if request is not None else None
    known = page.__dict__.setdefault("_addresses", {})
    if host not in known:
        known[host] = pageurl(context, page)
    return known[host]
