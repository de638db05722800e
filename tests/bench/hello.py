"""The yardstick: Django with its two usual middlewares and one view that says hello."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.urls import path

settings.configure(
    SECRET_KEY="only for measuring",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"],
)

from django.core.wsgi import get_wsgi_application

urlpatterns = [path("", lambda request: HttpResponse("hello"))]
application = get_wsgi_application()
