"""Gunicorn's own settings: `gunicorn --config python:portal.gunicorn portal.wsgi`.

No access log: nginx writes one, without secrets. What gunicorn says of errors goes through the same filter as
the site's log, for it names the address of the request.
"""

from __future__ import annotations

from portal.settings.logs import logging_to_console

accesslog = None
logconfig_dict = logging_to_console(
    "INFO",
    {
        "gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True},
        "gunicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
)
