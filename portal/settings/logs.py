"""The one way in which every process of ours writes its log."""

from __future__ import annotations


def logging_to_console(level: str, loggers: dict | None = None) -> dict:
    """Return LOGGING: one handler, standard error, behind the filter that hides secrets and personal data.

    Django's own handlers are taken away: one of them would mail requests with all that was typed.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"hide_personal_data": {"()": "contest_pages.http.log_filters.PersonalDataFilter"}},
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["hide_personal_data"],
            }
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": level, "propagate": True},
            **(loggers or {}),
        },
    }
