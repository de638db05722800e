"""Documents of editors: sent from the private storage, at addresses that stay when the file is replaced."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.documents.models import document_served

from .downloads import name_download
from .serving import INERT_PDF, send_file


@require_safe
def serve_or_redirect(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponse:
    """Serve a document at its address; redirect from the address that its former file gave it.

    Wagtail answers 404 there, though letters, partners and search engines have the former address. Wagtail's hook
    checks the restrictions of the document's collection: who may have it says that, whatever page names it.
    """
    document = get_object_or_404(get_document_model(), pk=document_id)
    if document.filename != document_filename:
        return redirect(document.url)
    for check in hooks.get_hooks("before_serve_document"):
        answer = check(document, request)
        if isinstance(answer, HttpResponseBase):
            return answer
    document_served.send(sender=get_document_model(), instance=document, request=request)
    return _send(document, request)


def _send(document, request: HttpRequest) -> HttpResponse:
    """Send a document; what was uploaded as a web page must not run as one of ours.

    That of an open collection may be cached, and is asked for again each time: it is gone once that is closed.
    """
    is_public = not document.collection.get_view_restrictions()
    tag = f'"{document.file_hash}"' if is_public and document.file_hash else ""
    response = get_conditional_response(request, etag=tag) if tag else None
    if response is None:
        response = send_file(request, document.file, document.content_type, public=is_public)
        is_inline = document.content_disposition == "inline"
        if is_inline and document.content_type == "application/pdf":
            response["Content-Security-Policy"] = INERT_PDF
        name_download(response, document.filename, inline=is_inline)
    if is_public:
        response["Cache-Control"] = "public, no-cache"
    if tag:
        response["ETag"] = tag
    return response
