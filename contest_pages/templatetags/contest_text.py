"""Filters for dates, money and sizes in the extension's templates."""

import datetime

from django import template
from django.utils import timezone

from contest_pages import conf, vietnamese

register = template.Library()

register.filter("person_name", vietnamese.person_name)
register.filter("money", vietnamese.money)
register.filter("running_date", vietnamese.running_date)
register.filter("running_month", vietnamese.running_month)
register.filter("moment", vietnamese.moment)
register.filter("closing_moment", vietnamese.closing_moment)
register.filter("between", vietnamese.between)
register.filter("length_of_time", vietnamese.length)
register.filter("duration", vietnamese.duration)
register.filter("file_size", vietnamese.file_size)
register.filter("points", vietnamese.points)
register.filter("title_parts", vietnamese.title_parts)
register.filter("initials", vietnamese.initials)
register.filter("phone_link", vietnamese.phone_link)
register.filter("local_day", timezone.localdate)


@register.simple_tag
def contest_setting(name: str):
    """Return a setting, so that a sentence or a script says the number by which the code acts."""
    return conf.get(name)


@register.filter
def countdown(deadline, now: datetime.datetime) -> str:
    """Return the days left until a deadline, in words that stay valid until midnight."""
    return vietnamese.days_until(deadline.at, now, is_closing=deadline.is_closing)


@register.filter
def on_page(filters, number: int) -> str:
    """Return the query string of the same filters on another page."""
    return filters.on_page(number)


@register.filter
def page_window(page) -> list[int | None]:
    """Return the page numbers to offer; None marks omitted ones."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]
