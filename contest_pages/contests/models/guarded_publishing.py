"""Pages that are published and taken down only where nobody has reasons against it."""

from __future__ import annotations

from contest_pages.publishing.page_actions import PageAction, PageActionRefused, agreed, note_refusal


class GuardedPublishingMixin:
    """A page of a contest; features refuse by the hook `page_refusals`, asked whenever it is saved (`page_guards`)."""

    password_required_template = "contest_pages/password_required.html"  # noqa: S105  (a template)

    def publish(self, revision, user=None, **kwargs):
        """Publish a revision; where that is refused everything stays as it was, and its author is written to.

        Workflows and schedules have no screen; users who press “Publish” were asked about it before.
        """
        try:
            super().publish(revision, user=user, **kwargs)
        except PageActionRefused as refused:
            note_refusal(refused, revision=revision, actor=user)

    def publish_without_checks(self, revision, user=None) -> None:
        """Publish a revision that was checked before, or that takes a mistake back; the caller has checked the rights."""
        with agreed(PageAction.PUBLISH, [self]):
            super().publish(revision, user=user, skip_permission_checks=True)
