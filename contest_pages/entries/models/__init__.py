"""The round that takes entries, the entries, their videos."""

from .entry import Entry
from .page import EntryRoundPage
from .video import VideoAsset

__all__ = ["Entry", "EntryRoundPage", "VideoAsset"]
