"""The address at which a mail service reports letters that came back."""

from __future__ import annotations

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from contest_pages import conf

from .domain.bounces import record_bounce, record_complaint
from .logic import webhook
from .logic.delivery_reports import Report, is_permanent

logger = logging.getLogger(__name__)


@csrf_exempt  # signed with BOUNCE_WEBHOOK_KEY, which no page of a browser has
@never_cache
@require_POST
def report_bounce(request: HttpRequest) -> HttpResponse:
    """Take a signed report, whether or not the letter is known; 404 where no key is set. Delays change nothing."""
    key, now = conf.get("BOUNCE_WEBHOOK_KEY"), timezone.now()
    if not key:
        raise Http404
    if int(request.META.get("CONTENT_LENGTH") or 0) > webhook.REPORT_BYTES:
        return HttpResponse("too large\n", status=413, content_type="text/plain")
    is_signed = webhook.is_signed(
        key=key,
        timestamp=request.headers.get("X-Bounce-Timestamp", ""),
        signature=request.headers.get("X-Bounce-Signature", ""),
        body=request.body,
        now=now.timestamp(),
    )
    if not is_signed:
        logger.warning("A report of a letter that came back had no valid signature")
        return HttpResponse("signature\n", status=403, content_type="text/plain")
    try:
        event = webhook.read_event(request.body)
    except ValueError as error:
        return HttpResponse(f"{error}\n", status=400, content_type="text/plain")
    if event.is_complaint:
        record_complaint(message_id=event.message_id)
    elif is_permanent(event.status):
        addresses = (event.address,) if event.address else ()
        record_bounce(Report(event.message_id, addresses, event.status), now=now, is_signed=True)
    return HttpResponse(status=204)
