"""Files of contestants as downloads."""

from __future__ import annotations

from django.http import FileResponse

from contest_pages.files.downloads import name_download
from contest_pages.registrations.models import AnswerFile


def as_download(answer_file: AnswerFile) -> FileResponse:
    """Return a contestant's file as a download that browsers do not execute."""
    response = FileResponse(
        answer_file.file.open("rb"),
        content_type=answer_file.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return name_download(response, answer_file.file_name)
