"""Entries, their videos, and the round that takes them."""

from .entry import Entry
from .job import VideoJob
from .page import EntryRoundPage, FinalistList
from .upload import Upload
from .video import Likeness, Rendition, Still, Subtitles, VideoAsset

__all__ = [
    "Entry",
    "EntryRoundPage",
    "FinalistList",
    "Likeness",
    "Rendition",
    "Still",
    "Subtitles",
    "Upload",
    "VideoAsset",
    "VideoJob",
]
