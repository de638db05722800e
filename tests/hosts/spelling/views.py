"""The contestant's own address of a spelling round."""

from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from contest_pages.registrations.models import Registration

from .domain import spell
from .models import SpellingRoundPage


def spell_word(request, token):
    """Take what the contestant spelled; the token is the key to the round and the registration."""
    try:
        round_id, registration_id = signing.loads(token, salt="spelling")
    except signing.BadSignature:
        raise Http404 from None
    spelling = spell(
        round_page=get_object_or_404(SpellingRoundPage.objects.live(), pk=round_id),
        registration=get_object_or_404(Registration, pk=registration_id),
        letters=request.GET.get("letters", "")[:50],
        now=timezone.now(),
    )
    return HttpResponse(spelling.letters, content_type="text/plain")
