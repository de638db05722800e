"""Refusals about entries."""

from contest_pages.errors import ContestError


class EntryRefused(ContestError):
    """The base of every refusal about an entry."""


class RoundClosed(EntryRefused):
    """The round takes no entries at this moment."""

    code = "closed"


class EntryLimitReached(EntryRefused):
    """The contestant has handed in as many entries as the rules allow."""

    code = "limit"


class FileTooLarge(EntryRefused):
    """The file is larger than the rules allow."""

    code = "too_large"


class WrongFileType(EntryRefused):
    """The file is not a video of a format that the rules take, by its name and type."""

    code = "file_type"


class TransitionNotAllowed(EntryRefused):
    """The entry cannot change from its state to that one: another user was faster, or the time is over."""

    code = "move"


class EntryGone(EntryRefused):
    """The draft was deleted: by its contestant, or with a registration that nobody confirmed."""

    code = "gone"


class NotRegistered(EntryRefused):
    """The registration is not confirmed, has ended, or is for another round."""

    code = "not_registered"


class NoRoom(EntryRefused):
    """The server's disk has no room for the file at this moment."""

    code = "no_room"


class WrongOffset(EntryRefused):
    """A chunk does not begin at the offset of the upload."""

    code = "offset"


class WrongChecksum(EntryRefused):
    """A chunk does not match its checksum; it is discarded."""

    code = "checksum"


class UploadBusy(EntryRefused):
    """Another request is sending the same file at this moment."""

    code = "busy"


class UploadGone(EntryRefused):
    """The upload has expired, or another one took its place."""

    code = "gone"


class Incomplete(EntryRefused):
    """Something that the rules ask for is missing; `fields` names what, with a sentence each."""

    code = "incomplete"

    def __init__(self, message: str, fields: dict[str, str] | None = None):
        super().__init__(message)
        self.fields = fields or {}


class NotSubtitles(EntryRefused):
    """The file holds no subtitles that browsers can show."""

    code = "not_subtitles"


class LinkRefused(EntryRefused):
    """The address is none of the hosts that the rules allow."""

    code = "link"
