"""The yardstick of saving: Django with its usual middlewares, the check of forms' tokens, and one UPDATE in a transaction."""

from __future__ import annotations

import datetime
import json
import os

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, JsonResponse
from django.urls import path

from portal.settings.databases import database

settings.configure(
    SECRET_KEY="only for measuring",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": database(os.environ["BENCH_DATABASE"])},
    MIDDLEWARE=["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"],
    USE_TZ=True,
)

from django.core.wsgi import get_wsgi_application


def save(request: HttpRequest, number: int) -> JsonResponse:
    """Keep what was sent for a number."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE bench_draft SET points = %s, saved_at = %s WHERE id = %s",
            [
                json.dumps({"points": request.POST["points"]}),
                datetime.datetime.now(tz=datetime.UTC),
                number,
            ],
        )
    return JsonResponse({"message": "saved"})


urlpatterns = [path("<int:number>/", save)]
application = get_wsgi_application()
