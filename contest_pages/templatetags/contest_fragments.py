"""Parts that one page draws for another."""

from django import template

from contest_pages.outside_video import OutsideVideo

register = template.Library()


@register.simple_tag(takes_context=True)
def contest_fragment(context, fragment):
    """Draw a Fragment here: its own template with its own context over this page's."""
    with context.push(**fragment.context):
        return context.template.engine.get_template(fragment.template).render(context)


@register.simple_tag
def outside_video(value):
    """Return what a page may say of an embedded video without asking its site."""
    return OutsideVideo.of(value.url)
