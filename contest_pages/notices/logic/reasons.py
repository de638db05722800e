"""Why a letter failed, in a sentence for the staff, from the codes of `problems`."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_NO_ANSWER = gettext_lazy("The mail server does not answer")
_SIGN_IN = gettext_lazy("The mail server refuses the sign-in of this site")
_FULL = gettext_lazy("The mailbox is full")
_MALFORMED = gettext_lazy("The address is malformed")
_TOO_LARGE = gettext_lazy("The letter is too large for the recipient's server")
_FAR_SERVER = gettext_lazy("The recipient's server does not answer")
_REFUSED = gettext_lazy("The recipient's server does not take letters of this site")
_LATER = gettext_lazy("The server asks to try again later")

#: Errors of the connection: no letter can leave.
_CONNECTION = {
    "ConnectionRefusedError": _NO_ANSWER,
    "ConnectionResetError": gettext_lazy("The mail server broke off the connection"),
    "ConnectionAbortedError": gettext_lazy("The mail server broke off the connection"),
    "BrokenPipeError": gettext_lazy("The mail server broke off the connection"),
    "SMTPServerDisconnected": gettext_lazy("The mail server broke off the connection"),
    "TimeoutError": _NO_ANSWER,
    "OSError": _NO_ANSWER,
    "gaierror": gettext_lazy("The name of the mail server cannot be found"),
    "SSLError": gettext_lazy("No secure connection to the mail server"),
    "SSLCertVerificationError": gettext_lazy("No secure connection to the mail server"),
    "SMTPNotSupportedError": gettext_lazy("The mail server lacks what the settings of this site ask for"),
}
#: What the site notes itself.
_OWN = {
    "address": _MALFORMED,
    "no-gateway": gettext_lazy("No gateway for text messages is set up"),
    "worker-died": gettext_lazy("The program that sends letters was stopped in the middle"),
    "number": gettext_lazy("No text message reaches this number"),
    "complaint": gettext_lazy("The recipient has marked the letter as unwanted"),
}
#: How the reasons begin of a letter that came back, with its status behind it, and of a gateway's refusals.
BOUNCED, _GATEWAY = "bounced ", "gateway "
#: Enhanced status codes without their class (RFC 3463).
_ENHANCED = {
    "1.1": gettext_lazy("The address does not exist"),
    "1.2": gettext_lazy("The domain of the address does not exist"),
    "1.3": _MALFORMED,
    "1.8": gettext_lazy("The sender's address is refused"),
    "1.10": gettext_lazy("The domain of the address takes no letters"),
    "2.1": gettext_lazy("The mailbox is closed"),
    "2.2": _FULL,
    "2.3": _TOO_LARGE,
    "3.4": _TOO_LARGE,
    "4.1": _FAR_SERVER,
    "4.2": _FAR_SERVER,
    "7.8": _SIGN_IN,
}
#: Reply codes (RFC 5321, RFC 4954).
_REPLIES = {
    "421": gettext_lazy("The mail server takes no letters now"),
    "450": gettext_lazy("The mailbox cannot be reached now"),
    "452": gettext_lazy("The server has no room or takes no more letters now"),
    "454": _SIGN_IN,
    "530": _SIGN_IN,
    "534": _SIGN_IN,
    "535": _SIGN_IN,
    "550": gettext_lazy("The address does not exist or takes no letters"),
    "551": gettext_lazy("The address does not exist or takes no letters"),
    "552": _FULL,
    "553": _MALFORMED,
    "554": _REFUSED,
}
#: Reasons that would meet every letter: exact ones, and replies with which they begin.
OF_SERVER = (*_CONNECTION,)
OF_SERVER_REPLIES = ("421", "454", "530", "534", "535")


def reason_words(reason: str) -> str:
    """Return a sentence without a full stop, with the server's code behind it; "" for no reason."""
    if not reason:
        return ""
    if reason in _OWN:
        return str(_OWN[reason])
    if reason in _CONNECTION:
        return str(_CONNECTION[reason])
    if reason.startswith(BOUNCED):
        return _words_of_bounce(reason.removeprefix(BOUNCED))
    if reason.startswith(_GATEWAY):
        return _("The gateway for text messages did not take it (%(code)s)") % {
            "code": reason.removeprefix(_GATEWAY)
        }
    if reason[0].isdigit():
        return f"{_words_of_reply(*reason.split())} ({reason})"
    return _("An error of the site or of a gateway (%(name)s)") % {"name": reason}


def _words_of_bounce(status: str) -> str:
    words = _ENHANCED.get(status.partition(".")[2]) or _("The recipient's server does not deliver it")
    return _("Came back: %(reason)s (%(code)s)") % {"reason": words, "code": status}


def _words_of_reply(code: str, enhanced: str = "") -> str:
    kind = enhanced.partition(".")[2]
    if words := _ENHANCED.get(kind):
        return str(words)
    if words := _REPLIES.get(code):
        return str(words)
    if kind.startswith("7."):
        return str(_REFUSED)
    return str(_LATER) if code.startswith("4") else _("The server refuses the letter")
