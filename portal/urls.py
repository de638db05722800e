"""The portal's addresses."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("contest_pages.urls")),
]

if settings.DEBUG:
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

if hasattr(settings, "OUTBOX_DIR"):
    from home.outbox import outbox

    urlpatterns.append(path("outbox/", outbox, name="outbox"))

urlpatterns.append(path("", include(wagtail_urls)))
