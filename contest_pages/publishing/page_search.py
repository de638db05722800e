"""Page titles as people type them into a search: "cuoc thi video" finds "Cuộc thi video"."""

from __future__ import annotations

from itertools import islice

from wagtail.models import Page, get_page_models
from wagtail.search import index
from wagtail.search.backends import get_search_backends

from contest_pages.vietnamese import fold

#: Pages that are indexed again at once.
_AT_ONCE = 500


class PlainTitleMixin:
    """A page whose title is found without marks too: in the explorer, the search and the choosers of the admin."""

    search_fields = [*Page.search_fields, index.AutocompleteField("plain_title")]

    @property
    def plain_title(self) -> str:
        """Return the title without marks."""
        return fold(self.title)


def index_again() -> int:
    """Index all pages whose titles are found without marks; return how many. Idempotent."""
    count = 0
    for model in get_page_models():
        if issubclass(model, PlainTitleMixin) and issubclass(model, Page):
            # Not those of types below: they have a turn of their own.
            rows = model.objects.exact_type(model).iterator(chunk_size=_AT_ONCE)
            while pages := list(islice(rows, _AT_ONCE)):
                for backend in get_search_backends():
                    backend.add_bulk(model, pages)
                count += len(pages)
    return count
