"""Files that citizens add: checked by what they are, and kept while a form is mended."""

from __future__ import annotations

import datetime
import secrets
from dataclasses import dataclass

import filetype
from django import forms
from django.core import signing
from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from contest_pages import conf
from contest_pages.private_files import private_storage
from contest_pages.spreadsheets import CONTENT_TYPE

#: What the first bytes may say that a file is.
ALLOWED = {
    "application/pdf",
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/heic",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    CONTENT_TYPE,
}
STASH = "stash"
_HEAD = 8192
_DAY = 24 * 3600
_SIGNER = signing.TimestampSigner(salt="contest_registrations.stash")


@dataclass(frozen=True)
class CheckedFile:
    """A file whose kind is known. `token` names the kept copy, empty if there is none."""

    file: File
    file_name: str
    content_type: str
    token: str = ""


def check_file(file: File, name: str) -> CheckedFile:
    """Return the file with its kind, or raise ValidationError for one that is too large or not allowed."""
    largest = conf.get("MAX_ANSWER_FILE_BYTES")
    if file.size > largest:
        raise forms.ValidationError(
            _("The file is larger than %(largest)s. Please choose a smaller one.")
            % {"largest": filesizeformat(largest)}
        )
    file.seek(0)
    kind = filetype.guess(file.read(_HEAD))
    file.seek(0)
    if kind is None or kind.mime not in ALLOWED:
        raise forms.ValidationError(
            _("This file is none of PDF, Word, Excel, JPEG, PNG, WebP, HEIC, whatever its name says.")
        )
    return CheckedFile(file=file, file_name=name[-150:], content_type=kind.mime)


class KeptFileInput(forms.FileInput):
    """A file input with a hidden token for the file that came with an earlier try."""

    template_name = "contest_registrations/kept_file.html"

    def value_from_datadict(self, data, files, name):
        """Return the new file, or the token of the kept one."""
        return super().value_from_datadict(data, files, name) or data.get(f"{name}-kept") or None

    def value_omitted_from_data(self, data, files, name):
        """Say whether there is neither a new nor a kept file."""
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
    """A file that survives a form that has to be shown again. Cleans to a CheckedFile or None."""

    widget = KeptFileInput

    def clean(self, data, initial=None):
        """Check a new file, or fetch the kept one."""
        if isinstance(data, str):
            self.widget.kept = _fetch(data)
            if self.widget.kept is None:
                raise forms.ValidationError(_("The file was kept for a day only. Please choose it again."))
            return self.widget.kept
        file = super().clean(data, initial)
        return check_file(file, file.name) if file else None

    def bound_data(self, data, initial):
        """Keep the token."""
        return data


def keep(checked: CheckedFile) -> CheckedFile:
    """Put a file aside for a day and return it with the token by which it is found again."""
    if checked.token:
        return checked
    path = private_storage().save(f"{STASH}/{secrets.token_hex(16)}", checked.file)
    token = _SIGNER.sign_object([path, checked.file_name, checked.content_type])
    return CheckedFile(checked.file, checked.file_name, checked.content_type, token)


def forget(checked: CheckedFile) -> None:
    """Delete the kept copy of a file that has found its place."""
    if checked.token:
        private_storage().delete(_SIGNER.unsign_object(checked.token)[0])


def _fetch(token: str) -> CheckedFile | None:
    try:
        path, file_name, content_type = _SIGNER.unsign_object(token, max_age=_DAY)
        file = private_storage().open(path)
    except (signing.BadSignature, ValueError, OSError):
        return None
    return CheckedFile(file=file, file_name=file_name, content_type=content_type, token=token)


def sweep_stash(now: datetime.datetime, *, dry_run: bool = False) -> int:
    """Delete files that were put aside more than a day before `now` and return how many."""
    storage = private_storage()
    try:
        names = [f"{STASH}/{name}" for name in storage.listdir(STASH)[1]]
    except FileNotFoundError:
        return 0
    old = [name for name in names if (now - storage.get_modified_time(name)).total_seconds() > _DAY]
    for name in [] if dry_run else old:
        storage.delete(name)
    return len(old)
