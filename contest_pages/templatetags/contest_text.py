"""Filters for dates, money and sizes in the extension's templates."""

from django import template

from contest_pages import vietnamese

register = template.Library()

register.filter("money", vietnamese.money)
register.filter("running_date", vietnamese.running_date)
register.filter("moment", vietnamese.moment)
register.filter("closing_moment", vietnamese.closing_moment)
register.filter("length_of_time", vietnamese.length)
register.filter("file_size", vietnamese.file_size)
