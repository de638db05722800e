"""The language follows the address alone: /en/ is English, everything else the site's main language.

Cookies and Accept-Language are ignored, so that one URL is one page for all visitors.
"""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.localization import get_localized_response

# Wagtail's own, and then the words of its scripts that its Vietnamese lacks.
_words_for_scripts = JavaScriptCatalog.as_view(packages=["wagtail.admin", "portal"])


def words_for_scripts(request):
    """Serve the JavaScript catalogue of the admin in the user's preferred language, as Wagtail's own view does."""
    return get_localized_response(_words_for_scripts, request)


def language_of(path: str) -> str:
    """Return the language of a path."""
    first = path.lstrip("/").split("/", 1)[0]
    others = {code for code, _name in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
    return first if first in others else settings.LANGUAGE_CODE


class PathLanguageMiddleware:
    """Activates the language of the path for the request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer in that language and set Content-Language."""
        language = language_of(request.path_info)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
