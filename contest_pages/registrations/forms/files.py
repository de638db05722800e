"""Uploaded files of contestants: checked by their content, and stashed while a form is corrected."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Collection
from dataclasses import dataclass

from django import forms
from django.core import signing
from django.core.files import File
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contest_pages import conf
from contest_pages.files.kinds import (
    DAMAGED,
    DOCUMENTS,
    PICTURES,
    WITH_MACROS,
    WITH_PASSWORD,
    WORKBOOKS,
    ZIP,
    Kind,
    ending_of,
    kind_of,
)
from contest_pages.files.private_storage import private_storage
from contest_pages.registrations.domain.pending_files import (
    check_disk,
    check_quota,
    forget_files,
    note_arrived,
)
from contest_pages.vietnamese import duration, file_size

ALLOWED = DOCUMENTS | WORKBOOKS | PICTURES
STASH = "stash"
_LONGEST_NAME = 150
#: How long a stashed file is kept for the next submission.
_KEPT = datetime.timedelta(hours=24)
_SIGNER = signing.TimestampSigner(salt="contest_registrations.stash")


@dataclass(frozen=True)
class CheckedFile:
    """A file whose content type is known. `token` names the stashed copy, empty if there is none."""

    file: File
    file_name: str
    content_type: str
    token: str = ""


def check_file(file: File, name: str, allowed: Collection[Kind] = ALLOWED) -> CheckedFile:
    """Return the file with its kind, or raise ValidationError for one that is too large or not allowed.

    The refusal says what the file is, and what to send instead.
    """
    largest = conf.get("MAX_ANSWER_FILE_BYTES")
    if file.size > largest:
        raise forms.ValidationError(
            _("The file is larger than %(largest)s. Please choose a smaller one.")
            % {"largest": file_size(largest)}
        )
    kind = kind_of(file)
    if kind not in allowed:
        raise forms.ValidationError(f"{_what_it_is(kind, name)} {_what_to_send(kind, allowed)}")
    return CheckedFile(file=file, file_name=short_name(name), content_type=kind.mime)


def short_name(name: str) -> str:
    """Return a file's name as it is stored, its ending kept."""
    stem, point, ending = name.rpartition(".")
    if len(name) <= _LONGEST_NAME or not point:
        return name[-_LONGEST_NAME:]
    return f"{stem[: _LONGEST_NAME - len(ending) - 2]}….{ending}"[-_LONGEST_NAME:]


def _what_it_is(kind: Kind | None, name: str) -> str:
    ending = ending_of(name)
    if kind is None:
        return gettext("What this file is cannot be told from its content.")
    words = {"kind": kind.name, "ending": ending}
    if ending and kind.mime and ending not in kind.endings:
        return gettext("This file is %(kind)s whose name was changed to .%(ending)s.") % words
    return gettext("This file is %(kind)s.") % words


def _what_to_send(kind: Kind | None, allowed: Collection[Kind]) -> str:
    if kind is WITH_PASSWORD:
        return gettext("Please save it without a password and send it again.")
    if kind is WITH_MACROS:
        return gettext("Please save it without macros, as .docx, .xlsx or PDF, and send that file.")
    if kind is ZIP:
        return gettext("Please unpack it and send the document in it.")
    if kind is DAMAGED:
        return gettext("Please open it, save it again, and send that file.")
    if kind in PICTURES:
        return gettext("Please send the document itself, or make a PDF of the picture.")
    if not set(allowed) & PICTURES:
        return gettext("Please save it as PDF or Word and send that file.")
    return gettext("Please send a PDF, a Word or Excel file, or a picture (JPEG, PNG, WebP, HEIC).")


class KeptFileInput(forms.FileInput):
    """A file input with a hidden token of the file of an earlier submission."""

    template_name = "contest_registrations/kept_file.html"

    def value_from_datadict(self, data, files, name):
        """Return the new file, or the token of the kept one."""
        return super().value_from_datadict(data, files, name) or data.get(f"{name}-kept") or None

    def value_omitted_from_data(self, data, files, name):
        """Return whether there is neither a new nor a kept file."""
        return name not in files and f"{name}-kept" not in data

    def format_value(self, value):
        """Return nothing: browsers do not let a page choose a file."""
        return None

    def get_context(self, name, value, attrs):
        """Name the kept file."""
        context = super().get_context(name, value, attrs)
        context["widget"]["kept"] = self.kept
        if self.kept:
            context["widget"]["attrs"].pop("required", None)
        return context

    kept: CheckedFile | None = None


class KeptFileField(forms.FileField):
    """A file field that keeps its file when the form is rendered again. Cleans to a CheckedFile or None."""

    widget = KeptFileInput

    def clean(self, data, initial=None):
        """Check a new file, or fetch the kept one."""
        if isinstance(data, str):
            self.widget.kept = _fetch(data)
            if self.widget.kept is None:
                raise forms.ValidationError(
                    _("The file was kept for %(time)s only. Please choose it again.")
                    % {"time": duration(_KEPT)}
                )
            return self.widget.kept
        file = super().clean(data, initial)
        return check_file(file, file.name) if file else None

    def bound_data(self, data, initial):
        """Keep the token."""
        return data


def keep(checked: CheckedFile, *, person: str, network: str) -> CheckedFile:
    """Stash a file for a day and return it with its token; TooMuchPending beyond the quota."""
    if checked.token:
        return checked
    check_quota(person=person, network=network, more=checked.file.size)
    check_disk(checked.file.size)
    path = private_storage().save(f"{STASH}/{secrets.token_hex(16)}", checked.file)
    note_arrived(path, checked.file.size, person=person, network=network, now=timezone.now())
    token = _SIGNER.sign_object([path, checked.file_name, checked.content_type])
    return CheckedFile(checked.file, checked.file_name, checked.content_type, token)


def forget(checked: CheckedFile) -> None:
    """Delete the stashed copy of a file."""
    if checked.token:
        path = _SIGNER.unsign_object(checked.token)[0]
        private_storage().delete(path)
        forget_files([path])


def _fetch(token: str) -> CheckedFile | None:
    try:
        path, file_name, content_type = _SIGNER.unsign_object(token, max_age=_KEPT)
        file = private_storage().open(path)
    except (signing.BadSignature, ValueError, OSError):
        return None
    return CheckedFile(file=file, file_name=file_name, content_type=content_type, token=token)


def remove_expired_stashes(now: datetime.datetime, *, dry_run: bool = False) -> int:
    """Delete files that were stashed more than a day before `now` and return their number."""
    storage = private_storage()
    try:
        names = [f"{STASH}/{name}" for name in storage.listdir(STASH)[1]]
    except FileNotFoundError:
        return 0
    old = [name for name in names if now - storage.get_modified_time(name) > _KEPT]
    if not dry_run:
        for name in old:
            storage.delete(name)
        forget_files(old)
    return len(old)
