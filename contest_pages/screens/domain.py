"""Screens are opened, paired by their code, given a role, and released."""

from __future__ import annotations

import datetime
import secrets

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from . import queries
from .errors import UnknownCode, UnknownRole
from .logic import CODE_DIGITS, UNPAIRED_FOR, Channel, typed_code
from .models import OperatorPresence, Screen

_TRIES = 20


def open_screen(
    *, now: datetime.datetime, channel: Channel | None = None, role: str = "", actor=None
) -> Screen:
    """Create a screen with a secret key: with a code to be paired by, or, for a channel, with its role at once."""
    for _try in range(_TRIES):
        screen = Screen(key=secrets.token_urlsafe(32), made_at=now)
        if channel is not None:
            screen.channel, screen.role = str(channel), _known_role(channel, role)
            screen.paired_at, screen.paired_by = now, actor
        else:
            screen.code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
        try:
            with transaction.atomic():
                screen.save(force_insert=True)
        except IntegrityError:  # another screen shows this code
            continue
        return screen
    raise UnknownCode(_("Too many screens wait to be paired. Please try again later."))


@transaction.atomic
def pair_screen(*, code: str, channel: Channel, role: str, actor, now: datetime.datetime) -> Screen:
    """Give the screen that shows a code a role of a channel. Raises UnknownCode, UnknownRole."""
    role = _known_role(channel, role)
    screen = Screen.objects.select_for_update().filter(code=typed_code(code) or None).first()
    if screen is None or not screen.code:
        raise UnknownCode(_("No screen shows this code. Look at the screen again: it may show a new one."))
    screen.channel, screen.role, screen.code = str(channel), role, None
    screen.paired_at, screen.paired_by = now, actor
    screen.save(update_fields=["channel", "role", "code", "paired_at", "paired_by"])
    transaction.on_commit(queries.forget)
    return screen


def release_screen(*, screen_pk: int, channel: Channel) -> None:
    """Forget a screen of a channel: its browser shows that it is not paired any more. Idempotent."""
    Screen.objects.filter(pk=screen_pk, channel=str(channel)).delete()
    transaction.on_commit(queries.forget)


def note_operator(*, channel: Channel, user, now: datetime.datetime) -> None:
    """Record that a user has the console of a channel open."""
    OperatorPresence.objects.update_or_create(channel=str(channel), user=user, defaults={"seen_at": now})


def forget_unused(now: datetime.datetime) -> list[str]:
    """Delete screens that nobody paired in time, and operators who left a day ago; say how many."""
    screens, _by_model = Screen.objects.filter(channel="", made_at__lt=now - UNPAIRED_FOR).delete()
    OperatorPresence.objects.filter(seen_at__lt=now - datetime.timedelta(days=1)).delete()
    return [f"{screens} unpaired screens forgotten"] if screens else []


def _known_role(channel: Channel, role: str) -> str:
    source = queries.sources().get(channel.kind)
    if source is None or role not in source.roles:
        raise UnknownRole(_("There is no such screen here."))
    return role
