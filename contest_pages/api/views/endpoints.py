"""The endpoints, on Wagtail's own API: contests, rounds, works, results."""

from __future__ import annotations

from django.db.models import OuterRef
from django.db.models.functions import Length, Substr
from django.urls import path, re_path
from django.utils import timezone
from rest_framework.exceptions import Throttled
from rest_framework.filters import BaseFilterBackend
from rest_framework.renderers import JSONRenderer
from wagtail.api import APIField
from wagtail.api.v2.filters import OrderingFilter
from wagtail.api.v2.pagination import WagtailPagination
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet
from wagtail.models import Page, Site

from contest_pages.api import fields
from contest_pages.contests.models import ContestPage, ContestRoundPage
from contest_pages.contests.models.rounds import prefetch_live_rounds, show_together
from contest_pages.contests.models.visibility import open_to_visitors
from contest_pages.data.numbers import read_number
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.http import rate_limits
from contest_pages.results.models import ContestResultsPage
from contest_pages.standings.queries.winners import awards_of

#: No list is that long; larger offsets overflow databases.
_MAX_OFFSET = 10_000_000


class Pages(WagtailPagination):
    """Wagtail's own limit and offset, within the integers of a database."""

    def paginate_queryset(self, queryset, request, view=None):
        """Refuse an offset beyond any list."""
        offset = request.GET.get("offset", "0").strip()
        if offset.isdecimal() and (len(offset) > 8 or int(offset) > _MAX_OFFSET):
            raise BadRequestError("offset is too large")
        return super().paginate_queryset(queryset, request, view)


class ContestFilter(BaseFilterBackend):
    """`contest=5`: only objects of that contest."""

    def filter_queryset(self, request, queryset, view):
        """Filter by contest."""
        if "contest" not in request.GET:
            return queryset
        number = read_number(request.GET["contest"])
        if number is None:
            raise BadRequestError("contest must be a number")
        return view.of_contest(queryset, number)


class OpenData:
    """Base of all endpoints: anonymous, read only, rate limited."""

    authentication_classes: list = []
    permission_classes: list = []
    renderer_classes = [JSONRenderer]
    pagination_class = Pages
    filter_backends = [ContestFilter, OrderingFilter]
    known_query_parameters = frozenset(["limit", "offset", "fields", "order", "contest"])

    def initial(self, request, *args, **kwargs):
        """Count the request against the rate limit of its network."""
        super().initial(request, *args, **kwargs)
        who = rate_limits.visitor_network(request)
        try:
            rate_limits.count(request, what="api", who=who, rate="RATE_API_ADDRESS")
        except rate_limits.TooManyRequests as too_many:
            raise Throttled(wait=60) from too_many

    def check_query_parameters(self, queryset):
        """Refuse unknown parameters and empty ones."""
        super().check_query_parameters(queryset)
        if empty := [name for name, value in self.request.GET.items() if not value]:
            raise BadRequestError(f"parameters say nothing: {', '.join(sorted(empty))}")

    def handle_exception(self, exc):
        """Answer every refusal with a message."""
        response = super().handle_exception(exc)
        if "message" not in response.data:
            response.data = {"message": str(response.data.get("detail", ""))}
        return response

    def finalize_response(self, request, response, *args, **kwargs):
        """Allow pages of other sites to read it."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response.contest_public = True  # the same for everybody: see page_cache
        return response

    @classmethod
    def get_urlpatterns(cls):
        """Return the patterns of the list and of a single object."""
        return [
            path("", cls.as_view({"get": "listing_view"}), name="listing"),
            # No primary key has more digits.
            re_path(r"^(?P<pk>[0-9]{1,9})/$", cls.as_view({"get": "detail_view"}), name="detail"),
        ]


class OpenPages(OpenData, PagesAPIViewSet):
    """Published pages of the site that everybody may see, in its main language."""

    meta_fields = ["type", "detail_url", "html_url", "slug", "first_published_at"]
    listing_default_fields = ["id", "type", "detail_url", "title", "html_url", "slug", "first_published_at"]
    detail_only_fields: list[str] = []

    @classmethod
    def get_detail_default_fields(cls, model):
        """Return all fields for a single page."""
        return cls.get_available_fields(model)

    @classmethod
    def get_listing_default_fields(cls, model):
        """Return all fields for lists too: they are short."""
        return cls.get_available_fields(model)

    def get_base_queryset(self):
        """Return the site's pages that are published and not private, for every client alike."""
        site = Site.find_for_request(self.request)
        if site is None:
            return self.model.objects.none()
        return open_to_visitors(self.model.objects.descendant_of(site.root_page))

    def get_queryset(self):
        """Return the pages with the newest first."""
        return self.get_base_queryset().order_by("-first_published_at", "-pk")

    def get_object(self):
        """Return the page from the queryset, with what its fields read."""
        return BaseAPIViewSet.get_object(self)

    def of_contest(self, queryset, number: int):
        """Return the pages below a contest."""
        contest = ContestPage.objects.filter(pk=number).first()
        return queryset.child_of(contest) if contest is not None else queryset.none()


class Contests(OpenPages):
    """Contests with phase, milestones and prizes."""

    name = "contests"
    model = ContestPage
    filter_backends = [OrderingFilter]
    known_query_parameters = OpenData.known_query_parameters - {"contest"}
    body_fields = [
        "id",
        "title",
        "theme",
        "organiser",
        "summary",
        fields.computed("kinds", lambda contest: list(contest.kinds)),
        fields.computed("phase", lambda contest: contest.phase(timezone.now()).value),
        fields.computed("opens_at", lambda contest: fields.time(contest.announced_opening())),
        fields.computed("closes_at", lambda contest: fields.time(contest.closing())),
        fields.computed("milestones", fields.milestones),
        fields.computed("prizes", fields.prizes),
    ]

    def get_base_queryset(self):
        """Prefetch milestones and prizes."""
        return super().get_base_queryset().prefetch_related("milestones", "prizes")

    def paginate_queryset(self, queryset):
        """Read the rounds of all contests of a page of the list in one query."""
        contests = super().paginate_queryset(queryset)
        prefetch_live_rounds(contests)
        return contests


def _with_contest(queryset):
    """Annotate each page with the key of the contest above it, as `contest_number`."""
    path_above = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen)
    return queryset.annotate(contest_number=ContestPage.objects.filter(path=path_above).values("pk")[:1])


def _contest_of(page) -> int:
    return page.contest_number


class Rounds(OpenPages):
    """Rounds with their times."""

    name = "rounds"
    model = ContestRoundPage
    body_fields = [
        "id",
        "title",
        fields.computed("contest", _contest_of),
        fields.computed("opens_at", lambda page: fields.time(page.announced_opening)),
        fields.computed("closes_at", lambda page: fields.time(page.closes_at)),
        fields.computed("is_open", lambda page: page.is_open(timezone.now())),
    ]

    def get_base_queryset(self):
        """Annotate each page with its contest."""
        return _with_contest(super().get_base_queryset())

    def paginate_queryset(self, queryset):
        """Read the announced openings of all rounds of a page of the list in one query."""
        rounds = super().paginate_queryset(queryset)
        show_together(rounds)
        return rounds


class Results(OpenPages):
    """Published results: who got which prize."""

    name = "results"
    model = ContestResultsPage
    body_fields = [
        "id",
        "title",
        fields.computed("contest", _contest_of),
        "introduction",
        APIField("awards", serializer=fields.Awards()),
    ]

    def get_base_queryset(self):
        """Annotate each page with its contest."""
        return _with_contest(super().get_base_queryset())

    def paginate_queryset(self, queryset):
        """Read the awards of all pages of a list at once."""
        pages = super().paginate_queryset(queryset)
        self.awards = awards_of(ContestPage.objects.filter(pk__in=[_contest_of(page) for page in pages]))
        return pages

    def get_object(self):
        """Read the page with the awards of its contest."""
        page = super().get_object()
        self.awards = awards_of(ContestPage.objects.filter(pk=_contest_of(page)))
        return page

    def get_serializer_context(self):
        """Add the awards, by contest."""
        return {**super().get_serializer_context(), "awards": getattr(self, "awards", {})}


def _address_of(entry: Entry) -> str:
    return entry.round.full_url + entry.round.reverse_subpage("entry", args=[entry.number])


class Works(OpenData, BaseAPIViewSet):
    """Works of the galleries: number, title and what they are about; a team by its name, the unit where that was agreed to."""

    name = "entries"
    model = Entry
    body_fields = [
        "id",
        "number",
        "title",
        "summary",
        fields.computed("contest", lambda entry: entry.contest_id),
        fields.computed("round", lambda entry: entry.round_id),
        fields.computed("team", lambda entry: entry.registration.team_name or None),
        fields.computed("unit", fields.public_unit),
        fields.computed("html_url", _address_of),
    ]
    listing_default_fields = ["id", "type", "detail_url", "number", "title", "summary", "contest", "round"]
    listing_default_fields += ["team", "unit", "html_url"]

    def get_queryset(self):
        """Return the accepted works of galleries that are open now, by contest and number."""
        rounds = open_to_visitors(ContestRoundPage.objects.all())
        site = Site.find_for_request(self.request)
        rounds = rounds.descendant_of(site.root_page) if site is not None else rounds.none()
        return (
            Entry.objects.public(timezone.now())
            .filter(state=EntryState.ACCEPTED, round__in=rounds.values("pk"))
            .select_related("round", "unit", "registration")
            .order_by("contest", "number", "pk")
        )

    def of_contest(self, queryset, number: int):
        """Return the works of a contest."""
        return queryset.filter(contest=number)
