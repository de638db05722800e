"""Pictures of paper sheets are added by secretaries, and taken away only before the sheet is sealed."""

from __future__ import annotations

import datetime
import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.files.photographs import UnreadablePhotograph, drawn_again
from contest_pages.files.private_storage import delete_after_commit
from contest_pages.judging.errors import NotSeated, PictureRefused
from contest_pages.judging.logic.paper import SheetNumber
from contest_pages.judging.models import Assignment, Candidate, PaperPicture, ScoreSheet, Seat
from contest_pages.judging.queries.paper import pictures_of
from contest_pages.vietnamese import file_size

from .chain import lock_chain

#: Both sides, and a second take of each.
MOST_PICTURES = 4
LARGEST_BYTES = 20 * 1024**2


def add_picture(*, seat: Seat, candidate: Candidate, file, actor, now: datetime.datetime) -> PaperPicture:
    """Keep a picture of a paper sheet, drawn again without metadata; the same picture once more is the kept one.

    It may be added after the sealing, when sheets are filed. Side effects: a private file; an audit line.
    Raises NotSeated where the seat does not judge the candidate, PictureRefused.
    """
    if file.size > LARGEST_BYTES:
        raise PictureRefused(
            _("The picture is larger than %(largest)s. Please take it with fewer pixels.")
            % {"largest": file_size(LARGEST_BYTES)}
        )
    try:
        data = drawn_again(file)
    except UnreadablePhotograph:
        raise PictureRefused(
            _(
                "This file is no picture that can be read. Please take a JPEG, PNG or WebP picture of the sheet."
            )
        ) from None
    return _keep(seat, candidate, data, actor, now)


@transaction.atomic
def _keep(seat: Seat, candidate: Candidate, data: bytes, actor, now: datetime.datetime) -> PaperPicture:
    lock_chain(candidate.round_id)
    if seat.round_id != candidate.round_id or not Assignment.objects.filter(seat=seat, candidate=candidate):
        raise NotSeated(_("This juror does not judge this work. Please look at the number of the sheet."))
    digest = hashlib.sha256(data).hexdigest()
    kept = pictures_of(seat, candidate)
    if same := next((picture for picture in kept if picture.sha256 == digest), None):
        return same
    if len(kept) >= MOST_PICTURES:
        raise PictureRefused(
            _("%(count)d pictures of this sheet are kept already. Remove one that cannot be read.")
            % {"count": MOST_PICTURES}
        )
    picture = PaperPicture(seat=seat, candidate=candidate, sha256=digest, added_by=actor, added_at=now)
    picture.file.save("", ContentFile(data), save=False)
    picture.save(force_insert=True)
    _record("contest.add_paper_picture", picture, actor)
    return picture


@transaction.atomic
def remove_picture(*, picture: PaperPicture, actor) -> None:
    """Delete a picture of a sheet that is not sealed: of another sheet, or not to be read. Raises PictureRefused.

    Side effects: the file goes once this is committed; an audit line with its digest.
    """
    lock_chain(picture.candidate.round_id)
    sealed = ScoreSheet.objects.filter(candidate=picture.candidate, seat=picture.seat, part_key="")
    if sealed.exists():
        raise PictureRefused(_("The sheet is sealed: its pictures stay with it."))
    _record("contest.remove_paper_picture", picture, actor)
    delete_after_commit(picture.file)
    picture.delete()


def _record(verb: str, picture: PaperPicture, actor) -> None:
    audit.record(
        verb,
        picture.candidate.round,
        actor=actor,
        seat=picture.seat.number,
        candidate=picture.candidate.number,
        number=str(SheetNumber(picture.candidate.number, picture.seat.number)),
        sha256=picture.sha256,
    )
