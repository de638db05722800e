"""Publishing that is refused while readiness checks have blocking findings."""

from __future__ import annotations

from contest_pages import hooks


class GuardedPublishingMixin:
    """A page of a contest; see contest_pages.publishing.readiness for what is checked."""

    def publish(self, revision, user=None, **kwargs):
        """Publish a revision, unless a feature refuses it: then everything stays as it was."""
        if not any(hooks.call("publication_is_refused", revision=revision, actor=user)):
            super().publish(revision, user=user, **kwargs)

    def publish_without_checks(self, revision, user=None) -> None:
        """Publish a revision that was checked before, or that takes a mistake back; the caller has checked the rights."""
        super().publish(revision, user=user, skip_permission_checks=True)
