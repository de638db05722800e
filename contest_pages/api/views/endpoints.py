"""The endpoints, on Wagtail's own API: contests, rounds, works, results."""

from __future__ import annotations

from django.db.models import OuterRef, Prefetch
from django.db.models.functions import Length, Substr
from django.urls import path, re_path
from django.utils import timezone
from rest_framework.exceptions import Throttled
from rest_framework.filters import BaseFilterBackend
from rest_framework.renderers import JSONRenderer
from wagtail.api.v2.filters import OrderingFilter
from wagtail.api.v2.pagination import WagtailPagination
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet
from wagtail.models import Page, Site

from contest_pages import limits
from contest_pages.api import fields
from contest_pages.contests.models import ContestPage, ContestRoundPage
from contest_pages.contests.models.finding import unrestricted
from contest_pages.contests.models.rounds import read_live_rounds
from contest_pages.entries.enums import EntryState
from contest_pages.entries.models import Entry
from contest_pages.results.models import Award, ContestResultsPage

#: No list is so long; what lies beyond overflows databases.
_FARTHEST = 10_000_000


class Pages(WagtailPagination):
    """Wagtail's own limit and offset, within what a database counts."""

    def paginate_queryset(self, queryset, request, view=None):
        """Refuse an offset that no list has."""
        offset = request.GET.get("offset", "0").strip()
        if offset.isdecimal() and (len(offset) > 8 or int(offset) > _FARTHEST):
            raise BadRequestError("offset is too large")
        return super().paginate_queryset(queryset, request, view)


class ContestFilter(BaseFilterBackend):
    """`contest=5`: only what belongs to the contest of that number."""

    def filter_queryset(self, request, queryset, view):
        """Narrow to a contest."""
        if "contest" not in request.GET:
            return queryset
        number = request.GET["contest"]
        if not (number.isascii() and number.isdigit() and len(number) < 10):
            raise BadRequestError("contest must be a number")
        return view.of_contest(queryset, int(number))


class OpenData:
    """What all endpoints share: anybody may read, nobody is logged in, and not too often."""

    authentication_classes: list = []
    permission_classes: list = []
    renderer_classes = [JSONRenderer]
    pagination_class = Pages
    filter_backends = [ContestFilter, OrderingFilter]
    known_query_parameters = frozenset(["limit", "offset", "fields", "order", "contest"])

    def initial(self, request, *args, **kwargs):
        """Count the question of this network."""
        super().initial(request, *args, **kwargs)
        who = limits.visitor_network(request)
        try:
            limits.count(request, what="api", who=who, rate="RATE_API_ADDRESS")
        except limits.TooMany as too_many:
            raise Throttled(wait=60) from too_many

    def check_query_parameters(self, queryset):
        """Refuse parameters that nobody knows, and those that say nothing."""
        super().check_query_parameters(queryset)
        if empty := [name for name, value in self.request.GET.items() if not value]:
            raise BadRequestError(f"parameters say nothing: {', '.join(sorted(empty))}")

    def handle_exception(self, exc):
        """Answer every refusal alike: with a message."""
        response = super().handle_exception(exc)
        if "message" not in response.data:
            response.data = {"message": str(response.data.get("detail", ""))}
        return response

    def finalize_response(self, request, response, *args, **kwargs):
        """Let pages of other sites read it too."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response.contest_public = True  # the same for everybody: see page_cache
        return response

    @classmethod
    def get_urlpatterns(cls):
        """Offer the list and the single object."""
        return [
            path("", cls.as_view({"get": "listing_view"}), name="listing"),
            # More digits than a database counts are no number of anything.
            re_path(r"^(?P<pk>\d{1,9})/$", cls.as_view({"get": "detail_view"}), name="detail"),
        ]


class OpenPages(OpenData, PagesAPIViewSet):
    """Published pages of the site that everybody may see, in its main language."""

    meta_fields = ["type", "detail_url", "html_url", "slug", "first_published_at"]
    listing_default_fields = ["id", "type", "detail_url", "title", "html_url", "slug", "first_published_at"]
    detail_only_fields: list[str] = []

    @classmethod
    def get_detail_default_fields(cls, model):
        """Tell everything of a single page."""
        return cls.get_available_fields(model)

    @classmethod
    def get_listing_default_fields(cls, model):
        """Tell everything in lists too: they are short."""
        return cls.get_available_fields(model)

    def get_base_queryset(self):
        """Return the site's pages that are published and not private, whoever asks."""
        site = Site.find_for_request(self.request)
        if site is None:
            return self.model.objects.none()
        return self.model.objects.live().descendant_of(site.root_page).filter(unrestricted())

    def get_queryset(self):
        """Return them with the newest first."""
        return self.get_base_queryset().order_by("-first_published_at", "-pk")

    def get_object(self):
        """Return the page with what its fields read."""
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
        fields.told("kinds", lambda contest: list(contest.kinds)),
        fields.told("phase", lambda contest: contest.phase(timezone.now()).value),
        fields.told("opens_at", lambda contest: fields.time(contest.opening())),
        fields.told("closes_at", lambda contest: fields.time(contest.closing())),
        fields.told("milestones", fields.milestones),
        fields.told("prizes", fields.prizes),
    ]

    def get_base_queryset(self):
        """Read milestones and prizes of all in one query each."""
        return super().get_base_queryset().prefetch_related("milestones", "prizes")

    def paginate_queryset(self, queryset):
        """Read the rounds of all contests of a page of the list in one query."""
        contests = super().paginate_queryset(queryset)
        read_live_rounds(contests)
        return contests


def _with_contest(queryset):
    """Tell of each page which contest lies above it, without asking for each."""
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
        fields.told("contest", _contest_of),
        fields.told("opens_at", lambda page: fields.time(page.opens_at)),
        fields.told("closes_at", lambda page: fields.time(page.closes_at)),
        fields.told("is_open", lambda page: page.is_open(timezone.now())),
    ]

    def get_base_queryset(self):
        """Tell of each which contest it belongs to."""
        return _with_contest(super().get_base_queryset())


class Results(OpenPages):
    """Published results: which work got which prize."""

    name = "results"
    model = ContestResultsPage
    body_fields = [
        "id",
        "title",
        fields.told("contest", _contest_of),
        "introduction",
        fields.told("awards", fields.awards),
    ]

    def get_base_queryset(self):
        """Tell of each which contest it belongs to, and read the awards of all at once."""
        awards = Award.objects.select_related("prize", "entry__registration", "entry__unit")
        given = awards.order_by("prize__sort_order", "sort_order", "pk")
        return _with_contest(super().get_base_queryset()).prefetch_related(Prefetch("awards", given))


def _address_of(entry: Entry) -> str:
    return entry.round.full_url + entry.round.reverse_subpage("entry", args=[entry.number])


class Works(OpenData, BaseAPIViewSet):
    """Works of the galleries: number, title and what they are about; the unit where that was agreed to."""

    name = "entries"
    model = Entry
    body_fields = [
        "id",
        "number",
        "title",
        "summary",
        fields.told("contest", lambda entry: entry.contest_id),
        fields.told("round", lambda entry: entry.round_id),
        fields.told("unit", fields.public_unit),
        fields.told("html_url", _address_of),
    ]
    listing_default_fields = ["id", "type", "detail_url", "number", "title", "summary", "contest", "round"]
    listing_default_fields += ["unit", "html_url"]

    def get_queryset(self):
        """Return the accepted works of galleries that are open now, by contest and number."""
        rounds = ContestRoundPage.objects.live().filter(unrestricted())
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
