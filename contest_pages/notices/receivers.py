"""Letters about what root packages announce."""

from __future__ import annotations

from .notifying import notify


def on_action_refused(sender, author, line, **kwargs) -> None:
    """Write to the author of a page that was not published, or not taken down, while nobody was looking."""
    notify("notices.action_refused", author, line=line.pk)
