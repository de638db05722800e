"""Wagtail's admin API of images and documents, which asks for no right itself: each user gets those of the collections of the user's rights."""

from __future__ import annotations

from wagtail.documents import permissions as document_rights
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images import permissions as image_rights
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet

_ACTIONS = ["choose", "change"]


class OwnDocumentsViewSet(DocumentsAdminAPIViewSet):
    """The documents that a user may choose or change."""

    def get_queryset(self):
        """Leave out the others."""
        allowed = document_rights.permission_policy.instances_user_has_any_permission_for(
            self.request.user, _ACTIONS
        )
        return super().get_queryset().filter(pk__in=allowed.values("pk"))


class OwnImagesViewSet(ImagesAdminAPIViewSet):
    """The images that a user may choose or change."""

    def get_queryset(self):
        """Leave out the others."""
        allowed = image_rights.permission_policy.instances_user_has_any_permission_for(
            self.request.user, _ACTIONS
        )
        return super().get_queryset().filter(pk__in=allowed.values("pk"))
