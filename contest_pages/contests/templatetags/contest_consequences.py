"""What taking a page down means for those who take part, told before it is done."""

from __future__ import annotations

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from contest_pages.contests.models import ContestPage
from contest_pages.publishing.page_actions import PageAction, reasons_against, records_below

register = template.Library()


@register.simple_tag
def consequences_of_unpublishing(page: Page) -> list[str]:
    """Return sentences: why a page cannot be taken down, or what closes with a contest."""
    page = page.specific
    if not isinstance(page, ContestPage):
        return reasons_against(PageAction.UNPUBLISH, page)
    now = timezone.now()
    sentences = [
        _("All pages below close with the contest; publish it again, and they are open again as before.")
    ]
    for round_page in page.live_rounds:
        if round_page.is_open(now):
            records = records_below(round_page) or _("nothing handed in yet")
            words = _("“%(round)s” is open now (%(records)s).")
            sentences.append(words % {"round": round_page.title, "records": records})
    return sentences
