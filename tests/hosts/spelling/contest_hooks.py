"""What the spelling bee contributes to the extension."""

from contest_pages import hooks
from contest_pages.publishing.readiness import Finding, Severity

from .models import Spelling, SpellingRoundPage
from .urls import urlpatterns


@hooks.register("url_patterns")
def url_patterns():
    """Add the contestant's address."""
    return urlpatterns


@hooks.register("secret_url_prefixes")
def secret_url_prefixes():
    """Keep the contestant's key out of logs."""
    return ["/spell/"]


@hooks.register("role_permissions")
def role_permissions():
    """Let organisers read what was spelled."""
    return {"organisers": ("spelling.view_spelling",)}


@hooks.register("default_settings")
def default_settings():
    """Declare the longest word."""
    return {"SPELLING_LETTERS": 50}


@hooks.register("check_page")
def check_page(page, context):
    """Refuse a round without its word."""
    if isinstance(page, SpellingRoundPage) and not page.word:
        yield Finding(page, "word", "The word to be spelled is missing.", Severity.BLOCKING)


@hooks.register("round_is_frozen")
def round_is_frozen(round_page):
    """Say whether anything was spelled in the round."""
    return Spelling.objects.filter(round=round_page.pk).exists() or None
