"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

_django = get_wsgi_application()

from contest_pages.quizzes.wsgi import QuizPosts  # noqa: E402  (it reads models, which are there only now)

application = QuizPosts(_django)
