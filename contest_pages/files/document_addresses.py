"""Addresses of documents that stay when the file is replaced by one of another name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve


def serve_or_redirect(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponse:
    """Serve a document at its address; redirect from the address that its former file gave it.

    Wagtail answers 404 there, though letters, partners and search engines have the former address.
    """
    document = get_object_or_404(get_document_model(), pk=document_id)
    if document.filename == document_filename:
        return serve(request, document_id, document_filename)
    return redirect(document.url)
