"""Letters about pages: their packages lie below the letters."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import PageLogEntry

from contest_pages.vietnamese import person_name

from .kinds import Letter, letter


def letter_to_user(
    user, *, subject: str, text: str = "", template: str = "", context: dict[str, Any] | None = None
) -> Letter | None:
    """Return a letter to a user by name, with a text or a template; None for a closed account and one without an address."""
    address = getattr(user, user.get_email_field_name(), "")
    if not user.is_active or not address:
        return None
    body = render_to_string(template, context) if template else text
    greeting = _("Dear %(name)s,") % {"name": person_name(user)}
    return Letter(address, subject, text=f"{greeting}\n\n{body.strip()}")


@letter("notices.action_refused", gettext_lazy("A page was not published, or not taken down"))
def action_refused(user, *, line: int) -> Letter | None:
    """Say what was not done with a page when its time came, and why."""
    entry = PageLogEntry.objects.filter(pk=line).first()
    if entry is None:
        return None
    if entry.action == "contest.refuse_publishing":
        subject = _("Not published: %(page)s")
        text = _("“%(page)s” was to be published now, but it would harm those who take part:")
    else:
        subject = _("Still published: %(page)s")
        text = _("“%(page)s” was to be taken down now, and stays until the open rounds have closed:")
    words = {"page": entry.data.get("title", entry.label)}
    lines = [text % words, "", *(f"- {reason}" for reason in entry.data["reasons"])]
    return letter_to_user(user, subject=subject % words, text="\n".join(lines))
