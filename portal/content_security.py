"""Content Security Policies: a strict one for public pages, and one that Wagtail's admin needs."""

from __future__ import annotations

from csp.constants import NONCE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings

from . import script_nonces


def _recaptcha() -> list[str]:
    """Return the addresses that the captcha loads from; recaptcha.net replaces google.com where that is blocked."""
    if not getattr(settings, "RECAPTCHA_PUBLIC_KEY", ""):
        return []
    domain = getattr(settings, "RECAPTCHA_DOMAIN", "www.google.com")
    hosts = [domain, "www.gstatic.com", *(["www.gstatic.cn"] if domain.endswith("recaptcha.net") else [])]
    return [f"https://{host}/recaptcha/" for host in hosts]


def public_policy() -> dict[str, list[str]]:
    """Return the policy of the public pages: nothing inline, nothing from elsewhere.

    reCAPTCHA's two addresses join only where its key is set, embedded videos' hosts only as frames.
    """
    captcha = _recaptcha()
    return {
        "default-src": ["'none'"],
        "script-src": ["'self'", *captcha],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", *settings.VIDEO_ORIGINS],
        # blob: the entry form reads length and picture of a chosen file before a byte is sent.
        "media-src": ["'self'", "blob:", *settings.VIDEO_ORIGINS, *settings.STREAM_ORIGINS],
        # blob: the reader of PDF files makes fonts of what the file carries.
        "font-src": ["'self'", "data:", "blob:"],
        "worker-src": ["'self'", "blob:"],
        "connect-src": ["'self'", *captcha, *settings.VIDEO_ORIGINS],
        "frame-src": [*settings.EMBED_HOSTS, *captcha],
        "manifest-src": ["'self'"],
        # Browsers follow a form's redirects only where this allows them.
        "form-action": ["'self'", *settings.SIGN_IN_ORIGINS],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }


def admin_policy() -> dict[str, list[str]]:
    """Return the policy of the admin.

    Inline scripts need the page's nonce, which Wagtail's date and chooser widgets and rows of forms get. Styles stay
    free: Wagtail's rich text editor and its icons set some inline.
    """
    return {
        "default-src": ["'self'"],
        "script-src": ["'self'", NONCE],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:", *settings.VIDEO_ORIGINS],
        "media-src": ["'self'", *settings.VIDEO_ORIGINS],
        "frame-src": ["'self'", *settings.EMBED_HOSTS],
        "frame-ancestors": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'self'"],
        "object-src": ["'none'"],
    }


def is_preview(request) -> bool:
    """Say whether a page is drawn for its editor: Wagtail makes that request itself, with the page's own address."""
    return getattr(request, "is_preview", False)


class ContentSecurityMiddleware(CSPMiddleware):
    """Sets the policy by the path. Only HTML responses get one.

    A preview is the page as visitors get it, and may stand in the editor's panel.
    """

    def process_request(self, request):
        """Hold the nonce for what is rendered without the request."""
        super().process_request(request)
        script_nonces.hold(request)

    def process_response(self, request, response):
        """Add the header to HTML responses."""
        script_nonces.let_go()
        if is_preview(request):
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        if 300 <= response.status_code < 400 or response.get("Content-Type") == "application/json":
            return response
        return super().process_response(request, response)

    def get_policy_parts(self, request, response, report_only=False):
        """Return the parts that django-csp builds the header from."""
        if report_only:
            return PolicyParts()
        policy = admin_policy() if request.path_info.startswith("/admin/") else public_policy()
        if request.path_info.startswith(settings.MEDIA_URL):
            policy = MEDIA_POLICY
        if is_preview(request):
            policy = public_policy() | {"frame-ancestors": ["'self'"]}
        return PolicyParts(config=policy, nonce=getattr(request, "_csp_nonce", None))


#: The policies of files; deploy/nginx.conf sends the same. The reader of PDF files is a worker, whose own answer says
#: what it may load.
STATIC_POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
)
MEDIA_POLICY = {"default-src": ["'none'"], "sandbox": [True], "frame-ancestors": ["'none'"]}

#: What no page of ours asks a visitor's device for. Full screen is for players.
PERMISSIONS = (
    "accelerometer=(), autoplay=(self), browsing-topics=(), camera=(), display-capture=(), "
    "encrypted-media=(), fullscreen=*, geolocation=(), gyroscope=(), magnetometer=(), microphone=(), "
    "midi=(), payment=(), picture-in-picture=*, usb=(), xr-spatial-tracking=()"
)


class BrowserHeadersMiddleware:
    """Send Permissions-Policy and Cross-Origin-Resource-Policy, which Django has no settings for.

    Files get their policy here: WhiteNoise answers before the policies of pages are set.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Add the headers."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-site")
        if request.path_info.startswith(settings.STATIC_URL):
            response.headers.setdefault("Content-Security-Policy", STATIC_POLICY)
        return response
