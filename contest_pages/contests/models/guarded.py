"""Publishing that is refused where it would harm citizens."""

from __future__ import annotations


class GuardedPublishingMixin:
    """A page of a contest; see contest_pages.readiness for what is looked at."""

    def publish(self, revision, user=None, **kwargs):
        """Publish a revision, or note why it must not be published and leave all as it was."""
        from contest_pages.contests.refusing import publishing_is_refused  # it needs these models

        if not publishing_is_refused(revision, actor=user):
            super().publish(revision, user=user, **kwargs)
