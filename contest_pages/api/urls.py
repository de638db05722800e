"""Addresses of the open data."""

from django.urls import include, path, re_path
from wagtail.api.v2.router import WagtailAPIRouter

from .views import description, endpoints

router = WagtailAPIRouter("contest_api")
for endpoint in (endpoints.Contests, endpoints.Rounds, endpoints.Works, endpoints.Results):
    router.register_endpoint(endpoint.name, endpoint)

_patterns, _app, _namespace = router.urls

urlpatterns = [
    path("api/v1/openapi.json", description.openapi, name="contest_openapi"),
    path("api/v1/", include((_patterns, _app), namespace=_namespace)),
    re_path(r"^api/v1/", description.not_here),
]
