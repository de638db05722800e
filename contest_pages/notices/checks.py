"""System checks of letters: queue, time-out of the mail server, gateway for text messages, letters that come back, wordings."""

from __future__ import annotations

from itertools import chain

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import connections
from django.utils import translation

from contest_pages import conf
from contest_pages.data import text_messages
from contest_pages.data.sms_gateway import read_gateway

from .domain.mailbox import is_mailbox
from .errors import UnknownWording
from .logic.placeholders import placeholders_in
from .logic.webhook import KEY_LENGTH
from .models import LetterWording
from .queries import newest_wordings
from .wordings import Wording, wording_of, wordings


@register(Tags.compatibility)
def check_letter_queue(app_configs, **kwargs):
    """E013: letters are ordered in a queue that the task backend does not have."""
    alias, queue = conf.get("TASK_BACKEND"), conf.get("LETTER_QUEUE")
    queues = getattr(settings, "TASKS", {}).get(alias, {}).get("QUEUES", ["default"])
    if not queues or queue in queues:
        return []
    return [
        Error(
            f"TASKS[{alias!r}] has no queue {queue!r}, which CONTEST_PAGES['LETTER_QUEUE'] names.",
            hint="Add it to QUEUES, and start a worker for it.",
            id="contest_pages.E013",
        )
    ]


@register(Tags.compatibility, deploy=True)
def check_mail_timeout(app_configs, **kwargs):
    """W013: a mail server that does not answer would hold a worker for ever."""
    uses_smtp = settings.EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend"
    if not uses_smtp or settings.EMAIL_TIMEOUT:
        return []
    return [
        Warning(
            "EMAIL_TIMEOUT is not set: a mail server that does not answer holds a worker for ever.",
            hint="Set EMAIL_TIMEOUT to some seconds, such as 10.",
            id="contest_pages.W013",
        )
    ]


@register(Tags.compatibility)
def check_gateway(app_configs, **kwargs):
    """E014: text messages would go through a gateway that SMS_GATEWAY does not describe."""
    if text_messages.gateway() != text_messages.HTTP_BACKEND:
        return []
    try:
        read_gateway(getattr(settings, "SMS_GATEWAY", None))
    except ValueError as error:
        return [
            Error(
                f"SMS_GATEWAY describes no gateway: {error}",
                hint="docs/operators.md has examples.",
                id="contest_pages.E014",
            )
        ]
    return []


@register(Tags.security)
def check_webhook_key(app_configs, **kwargs):
    """E015: reports of letters that came back would be signed with a key that can be guessed."""
    key = conf.get("BOUNCE_WEBHOOK_KEY")
    if not key or len(key) >= KEY_LENGTH:
        return []
    return [
        Error(
            f"CONTEST_PAGES['BOUNCE_WEBHOOK_KEY'] has fewer than {KEY_LENGTH} letters.",
            hint="Take a random one: `python -c 'import secrets; print(secrets.token_urlsafe(48))'`.",
            id="contest_pages.E015",
        )
    ]


@register(Tags.compatibility, deploy=True)
def check_mailbox(app_configs, **kwargs):
    """W014: the mailbox to which letters come back is not there."""
    path = conf.get("BOUNCE_MAILBOX")
    if not path or is_mailbox(path):
        return []
    return [
        Warning(
            "CONTEST_PAGES['BOUNCE_MAILBOX'] names no Maildir: it lacks the folders “new” and “cur”.",
            hint="Have the mail server deliver into it, and let the service's user read and write there.",
            id="contest_pages.W014",
        )
    ]


@register(Tags.compatibility)
def check_wordings(app_configs, **kwargs):
    """E016: the default texts of a wording break its own rules."""
    found = []
    with translation.override(settings.LANGUAGE_CODE):
        for declared in wordings():
            refused = [
                *_labels(declared),
                *chain.from_iterable(declared.refusals(declared.default().cleaned()).values()),
            ]
            found += [
                Error(f"The wording {declared.key!r}: {sentence}", id="contest_pages.E016")
                for sentence in refused
            ]
    return found


def _labels(declared: Wording) -> list[str]:
    """Return why the words for placeholders cannot be typed: not unique, too long, with braces."""
    labels = {key: label.casefold() for key, label in declared.words_of().items()}
    names = [*labels.values(), *(key for key, label in labels.items() if key != label)]
    if len(set(names)) < len(names):
        return ["Two placeholders have one word."]
    return [
        f"“{label}” cannot stand between braces."
        for label in labels.values()
        if placeholders_in(f"{{{label}}}") != [label]
    ]


@register(Tags.database)
def check_changed_wordings(app_configs, databases=None, **kwargs):
    """W016: what editors have written lacks a placeholder that letters need by now. Runs with each migration."""
    found = []
    for alias in databases or ():
        connection = connections[alias]
        if LetterWording._meta.db_table not in connection.introspection.table_names():
            continue
        for version in newest_wordings(LetterWording.objects.using(alias)):
            try:
                declared = wording_of(version.key)
                refused = declared.refusals(declared.completed(version.words))
            except UnknownWording:  # of a feature that is not installed
                continue
            if refused and not version.is_default:
                found.append(
                    Warning(
                        f"The wording {version.key!r}, version {version.number}, lacks what its letter needs by now, and is not sent.",
                        hint="Editors find it in the list of wordings, marked to be checked.",
                        id="contest_pages.W016",
                    )
                )
    return found
