"""Entries, their videos, and the round that takes them."""

from .advance import AdvanceList, AdvanceRow
from .entry import Entry
from .job import VideoJob
from .page import EntryRoundPage
from .upload import Upload
from .video import NearDuplicate, Rendition, Still, Subtitles, VideoAsset

__all__ = [
    "AdvanceList",
    "AdvanceRow",
    "Entry",
    "EntryRoundPage",
    "NearDuplicate",
    "Rendition",
    "Still",
    "Subtitles",
    "Upload",
    "VideoAsset",
    "VideoJob",
]
