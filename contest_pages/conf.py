"""The extension's settings: one dict, CONTEST_PAGES, read when it is asked for."""

from __future__ import annotations

from typing import Any

from django.conf import settings

DEFAULTS: dict[str, Any] = {
    # Alias in TASKS that runs our jobs. "default" is immediate in a plain Wagtail site.
    "TASK_BACKEND": "default",
    # Alias in STORAGES for files that only some may see. Must not be reachable under MEDIA_URL.
    "PRIVATE_STORAGE": "contest_private",
    # No rule may allow a file larger than this, in bytes.
    "MAX_VIDEO_BYTES": 2 * 1024**3,
    # Seconds and bytes that one look at a video may cost.
    "PROBE_SECONDS": 60,
    "PROBE_MEMORY_BYTES": 512 * 1024**2,
    # A job whose worker died, or that failed, is tried this often at most.
    "JOB_ATTEMPTS": 3,
    # Queue of TASK_BACKEND for the long jobs, so that letters and looks need not wait for them.
    "VIDEO_QUEUE": "default",
    # Shorter sides of the copies for slow lines, largest first; seconds and bytes that they may cost.
    "RENDITION_LINES": (720, 480),
    "RENDER_SECONDS": 3600,
    "RENDER_MEMORY_BYTES": 1536 * 1024**2,
    # Days for which an unfinished upload waits to be continued.
    "UPLOAD_DAYS": 7,
    # Bytes of the disk that uploads must leave free.
    "FREE_BYTES": 2 * 1024**3,
    # Uploads that one contestant may begin.
    "RATE_UPLOADS": "60/d",
    # Entries of one contestant in a round whose rules set no number.
    "MAX_ENTRIES": 20,
    # Minutes for which the address of a video that is not public yet opens it.
    "MEDIA_LINK_MINUTES": 240,
    # Prefix of an internal location of nginx for the private storage; empty: this process sends the bytes.
    "ACCEL_PREFIX": "",
    # Where the hosts of linked works answer questions about them; a host without an address is not asked.
    "OEMBED": {"youtube": "https://www.youtube.com/oembed"},
    # Seconds for which a process may go on with the rules and the form that it has read; 0: none.
    "RULES_CACHE_SECONDS": 1,
    # Alias in CACHES for the version of all that is published; processes and servers must share it.
    # Empty: public pages are made anew for every visitor.
    "PAGE_CACHE": "default",
    # Seconds for which a public page is kept at most where nothing changes; 0: none is kept.
    "PAGE_CACHE_SECONDS": 600,
    # Key of the hashes by which persons are recognised; empty: derived from SECRET_KEY.
    "IDENTITY_KEY": "",
    # Hours in which a registration must be confirmed; later it is dropped.
    "CONFIRM_HOURS": 48,
    # Minutes for which a personal link counts as fresh; withdrawing and the like ask for a fresh one.
    "FRESH_LINK_MINUTES": 30,
    # Months after a contest's last milestone or round until personal data are erased, where no date is set.
    "RETENTION_MONTHS": 24,
    # Below this age a parent or guardian must agree too (Civil Code 2015, article 21).
    "GUARDIAN_BELOW_AGE": 18,
    # The captcha's kind where reCAPTCHA keys are set: "v2" (a box to tick) or "v3" (a score).
    "CAPTCHA": "v2",
    # Seconds that a person needs at least to fill a form.
    "FORM_SECONDS": 3,
    # Header in request.META with the visitor's address, set by our own proxy; empty: REMOTE_ADDR.
    "CLIENT_ADDRESS_HEADER": "",
    # Rates for each visitor's address (a school is one), and for each phone number or e-mail address.
    "RATE_REGISTER_ADDRESS": "300/h",
    "RATE_REGISTER_CONTACT": "10/d",
    # Registrations that no captcha vouches for, for each visitor's address.
    "RATE_UNCHECKED_ADDRESS": "30/h",
    # Letters and messages on request, and tries of a code.
    "RATE_LETTER_ADDRESS": "60/h",
    "RATE_LETTER_CONTACT": "3/h",
    "RATE_CODE": "5/10m",
    # Lists of people that one unit's contact may send.
    "RATE_ROSTER_LISTS": "60/h",
    # Attempts that visitors begin before they say who they are, for each visitor's address.
    "RATE_QUIZ_ADDRESS": "600/h",
    # Questions of other programs to the open data, for each network.
    "RATE_API_ADDRESS": "300/m",
    # Quiz attempts that may run at once; who comes later stands in a queue. 0: any number.
    "QUIZ_PLACES": 0,
    # Largest file that a citizen may add to a registration, in bytes.
    "MAX_ANSWER_FILE_BYTES": 10 * 1024**2,
}


def get(name: str) -> Any:
    """Return the host's value of `name`, or our default; KeyError for a name we do not know."""
    default = DEFAULTS[name]
    return getattr(settings, "CONTEST_PAGES", {}).get(name, default)
