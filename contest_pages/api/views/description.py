"""The OpenAPI 3.1 description of the open data."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from contest_pages.contests.enums import ContestKind, MilestoneKind, Phase, Precision, RecipientKind
from contest_pages.contests.prizes import basis_choices
from contest_pages.publishing import page_cache

_NUMBER = {"type": "integer", "minimum": 1}
_TEXT = {"type": "string"}
_MOMENT = {"type": "string", "format": "date-time"}
_ADDRESS = {"type": "string", "format": "uri"}


def _or_none(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _one_of(choices) -> dict[str, Any]:
    return {"type": "string", "enum": list(choices.values)}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def _list(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": schema}


_PAGE_META = _object(
    type=_TEXT,
    detail_url=_ADDRESS,
    html_url=_ADDRESS,
    slug=_TEXT,
    first_published_at=_or_none(_MOMENT),
)
_WORK = _object(id=_NUMBER, number=_NUMBER, title=_TEXT, unit=_or_none(_TEXT))
_MILESTONE = _object(
    label=_TEXT,
    kind=_one_of(MilestoneKind),
    starts_at=_MOMENT,
    ends_at=_MOMENT,
    precision=_one_of(Precision),
    tentative={"type": "boolean"},
)
_PRIZE = _object(
    name=_TEXT,
    division=_TEXT,
    count=_or_none(_NUMBER),
    amount=_or_none({"type": "integer", "minimum": 0, "description": "VND, of each"}),
    extra=_TEXT,
    decided_by={"type": "string", "enum": [basis for basis, _label in basis_choices()]},
)
_RECIPIENT = _object(
    kind={"type": "string", "enum": [kind.value for kind in RecipientKind if kind]},
    name=_or_none(_TEXT),
    unit=_or_none(_TEXT),
)
_AWARD = _object(prize=_TEXT, division=_TEXT, recipient=_RECIPIENT, work=_or_none(_WORK))
SCHEMAS = {
    "Contest": _object(
        id=_NUMBER,
        meta=_PAGE_META,
        title=_TEXT,
        theme=_TEXT,
        organiser=_TEXT,
        summary=_TEXT,
        kinds=_list(_one_of(ContestKind)),
        phase=_one_of(Phase),
        opens_at=_or_none(_MOMENT),
        closes_at=_or_none(_MOMENT),
        milestones=_list(_MILESTONE),
        prizes=_list(_PRIZE),
    ),
    "Round": _object(
        id=_NUMBER,
        meta=_PAGE_META,
        title=_TEXT,
        contest=_NUMBER,
        opens_at=_or_none(_MOMENT),
        closes_at=_or_none(_MOMENT),
        is_open={"type": "boolean"},
    ),
    "Entry": _object(
        id=_NUMBER,
        meta=_object(type=_TEXT, detail_url=_ADDRESS),
        number=_NUMBER,
        title=_TEXT,
        summary=_TEXT,
        contest=_NUMBER,
        round=_NUMBER,
        unit=_or_none(_TEXT),
        html_url=_ADDRESS,
    ),
    "Results": _object(
        id=_NUMBER,
        meta=_PAGE_META,
        title=_TEXT,
        contest=_NUMBER,
        introduction=_TEXT,
        awards=_list(_AWARD),
    ),
    "Refusal": {**_object(message=_TEXT), "required": ["message"]},
}


def _parameter(name: str, schema: dict[str, Any], words: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": words}


def _content(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _refusal(words: str) -> dict[str, Any]:
    return {"description": words, "content": _content({"$ref": "#/components/schemas/Refusal"})}


_LIMIT = _parameter("limit", {"type": "integer", "minimum": 0, "maximum": 20}, "How many objects at most.")
_OFFSET = _parameter(
    "offset", {"type": "integer", "minimum": 0, "maximum": 10_000_000}, "How many to pass over."
)
_CONTEST = _parameter(
    "contest", {"type": "integer", "minimum": 0, "maximum": 999_999_999}, "Of this contest only."
)


def _fields_of(schema: str) -> dict[str, Any]:
    """Return the parameter by which fields are left out, as Wagtail's API reads it."""
    names = [f"-{name}" for name in SCHEMAS[schema]["properties"] if name not in ("id", "meta")]
    listed = {"type": "array", "items": {"type": "string", "enum": names}, "minItems": 1}
    words = "Fields to leave out, each with “-” before it, with commas between them."
    return {**_parameter("fields", listed, words), "style": "form", "explode": False}


def _paths_of(name: str, schema: str, order: list[str], *, of_contest: bool) -> dict[str, Any]:
    ordering = _parameter(
        "order", {"type": "string", "enum": order}, "“-” before a field turns the order round."
    )
    listing = _object(
        meta=_object(total_count={"type": "integer", "minimum": 0}),
        items=_list({"$ref": f"#/components/schemas/{schema}"}),
    )
    refusals = {"400": _refusal("Not understood."), "429": _refusal("Asked too often; see Retry-After.")}
    number = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 0}}
    return {
        f"/{name}/": {
            "get": {
                "operationId": f"list_{name}",
                "summary": f"List {name}",
                "parameters": [
                    _LIMIT,
                    _OFFSET,
                    _fields_of(schema),
                    ordering,
                    *([_CONTEST] if of_contest else []),
                ],
                "responses": {
                    "200": {"description": "A part of the list.", "content": _content(listing)},
                    **refusals,
                },
            }
        },
        f"/{name}/{{id}}/": {
            "get": {
                "operationId": f"get_{name}",
                "summary": f"One of the {name}",
                "parameters": [number, _fields_of(schema)],
                "responses": {
                    "200": {
                        "description": "The object.",
                        "content": _content({"$ref": f"#/components/schemas/{schema}"}),
                    },
                    "404": _refusal("Not published, or not there."),
                    **refusals,
                },
            }
        },
    }


_PAGE_ORDER = ["id", "-id", "title", "-title", "first_published_at", "-first_published_at"]


def describe(server: str) -> dict[str, Any]:
    """Return the description; `server` is the base address of the endpoints."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Contests: open data",
            "version": "1",
            "description": (
                "Published contests, rounds, works and results, read only. No names of people are in it; "
                "units only where their publication was agreed to."
            ),
        },
        "servers": [{"url": server}],
        "paths": {
            **_paths_of("contests", "Contest", _PAGE_ORDER, of_contest=False),
            **_paths_of("rounds", "Round", _PAGE_ORDER, of_contest=True),
            **_paths_of(
                "entries", "Entry", ["id", "-id", "number", "-number", "title", "-title"], of_contest=True
            ),
            **_paths_of("results", "Results", _PAGE_ORDER, of_contest=True),
        },
        "components": {"schemas": SCHEMAS},
    }


@require_safe
@page_cache.public
def openapi(request: HttpRequest) -> JsonResponse:
    """Return the description as JSON."""
    address = request.build_absolute_uri(reverse("contest_openapi")).removesuffix("/openapi.json")
    response = JsonResponse(describe(address), json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


def not_here(request: HttpRequest) -> JsonResponse:
    """Answer unknown addresses with the endpoints' 404."""
    return JsonResponse({"message": "not found"}, status=404)
