"""Parts that one page draws for another."""

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def contest_fragment(context, fragment):
    """Draw a Fragment here: its own template with its own context over this page's."""
    with context.push(**fragment.context):
        return context.template.engine.get_template(fragment.template).render(context)
