"""The portal's addresses."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from contest_pages.files.document_addresses import serve_or_redirect
from home import views

from . import errors, languages

urlpatterns = [
    path("admin/jsi18n/", languages.words_for_scripts),
    path("admin/", include("contest_pages.accounts.admin_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/<int:document_id>/<path:document_filename>", serve_or_redirect),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("contest_pages.urls")),
    path("giao-dien/<slug:digest>.css", views.theme_stylesheet, name="portal_theme"),
    path("styleguide/", views.show_styleguide, name="portal_styleguide"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots),
    path("favicon.ico", views.icon),
    path("bieu-tuong-<int:size>.png", views.icon, name="portal_icon"),
    path("site.webmanifest", views.manifest, name="portal_manifest"),
    path(".well-known/security.txt", views.security_txt),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken

if settings.DEBUG:
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

if hasattr(settings, "OUTBOX_DIR"):
    from home.outbox import outbox

    urlpatterns.append(path("outbox/", outbox, name="outbox"))

urlpatterns += i18n_patterns(path("", include(wagtail_urls)), prefix_default_language=False)
