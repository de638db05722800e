"""Every address of the project: which roles it lets in, and what becomes of that for people limited to a contest.

`address_table.py` has a row for each address that answers differently to different people, PUBLIC the addresses that
do not. To add rows for new addresses, run this module with WRITE_ADDRESS_TABLE=1 and read each row before you commit
it: the table says what is right, and the code is changed where it lets people in by mistake.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.models import Locale, Site, Task, Workflow

from contest_pages.admin.roles import ROLES
from contest_pages.banners.models import Partner
from contest_pages.contests.domain.assigning import limit_to_contests
from contest_pages.contests.middleware import address_records
from contest_pages.question_bank.models import QuestionTopic
from contest_pages.units.models import Headcount
from tests.factories import UnitFactory, UserFactory
from tests.factories.pages import NOW

from .addresses import Address, addresses, answer, lets_in, without_rendering
from .contest_objects import ContestObjects, contest_with_everything

try:
    from .address_table import PUBLIC, STAFF
except ImportError:
    PUBLIC, STAFF = frozenset(), {}

pytestmark = pytest.mark.django_db
WRITES = os.environ.get("WRITE_ADDRESS_TABLE") == "1"
TABLE = Path(__file__).with_name("address_table.py")
LETTERS = {"nobody": "n", **{role.key: role.key[0] for role in ROLES}}

#: Addresses outside the admin that answer to the rights of the staff.
STAFF_OUTSIDE = frozenset(
    {
        "contest_video",
        "contest_rendition",
        "contest_poster",
        "contest_poster_width",
        "contest_still",
        "contest_subtitles",
        "portal_styleguide",
        "outbox",
    }
)

#: Addresses by which Wagtail tests its error pages.
RAISING = frozenset({"wagtailadmin_error_test"})

#: Snippets and records of modeladmin by the last part of their addresses' names: what `pk` and `instance_pk` are.
_OBJECTS = {
    "attempt": "attempt",
    "entry": "entry",
    "videojob": "job",
    "registration": "registration",
    "committeematch": "match",
    "committeemember": "member",
    "datarequest": "request",
    "conflictofinterest": "conflict",
    "review": "review",
    "reviewplan": "plan",
    "question": "question",
    "questionset": "question_set",
    "wagtaildocs_chooser": "document",
    "wagtailimages_chooser": "image",
    "documents": "document",
    "images": "image",
    "wagtailadmin_collections": "collection",
    "pages": "news",
}
_ARGUMENTS = {
    "contest_id": "contest",
    "page_id": "news",
    "round_id": "round",
    "parent_page_id": "contest",
    "page_to_move_id": "news",
    "registration_id": "registration",
    "roster_id": "registration",
    "request_id": "request",
    "entry_id": "entry",
    "job_id": "job",
    "question_id": "question",
    "file_id": "file",
    "match_id": "match",
    "share_out_id": "share_out",
    "review_id": "review",
    "step_id": "step",
    "image_id": "image",
    "document_id": "document",
    "doc_id": "document",
    "collection_id": "collection",
    "still_id": "still",
}
#: Where an argument means another object than usual.
_ELSEWHERE = {
    ("contest_quiz_statistics", "round_id"): "quiz",
    ("contest_quiz_extra_time", "round_id"): "quiz",
    ("contest_roster_units", "page_id"): "form",
    ("contest_roster_remind", "page_id"): "form",
    ("contest_office_annex", "page_id"): "form",
    ("contest_launch_console", "page_id"): "ceremony",
    ("contest_launch_presence", "page_id"): "ceremony",
    ("contest_launch_wall", "page_id"): "ceremony",
    ("contest_usual_pages", "page_id"): "contest",
    ("contest_next_year", "page_id"): "contest",
    ("contest_translate", "page_id"): "contest",
    ("contest_amendment_letter", "page_id"): "contest",
    ("contest_review_disqualify", "entry_id"): "accepted",
}


class Scene:
    """Two contests with everything, the roles, and what belongs to no contest."""

    def __init__(self, index, roles):
        moderator = UserFactory()
        moderator.groups.set(roles["moderators"].groups.all())
        self.own = contest_with_everything(index, "Alpha", "alpha", moderator=moderator)
        self.other = contest_with_everything(index, "Bravo", "bravo", moderator=moderator)
        self.users = roles
        self.superuser = UserFactory(is_superuser=True)
        unit, colleague = UnitFactory(), UserFactory()
        colleague.groups.set(roles["moderators"].groups.all())
        self.common = {
            "unit": unit,
            "headcount": Headcount.objects.create(unit=unit, counted_on=NOW.date(), persons=10),
            "partner": Partner.objects.create(name="Báo Thử"),
            "questiontopic": QuestionTopic.objects.create(name="Chủ đề"),
            "consentnotice": self.own.form.consent_notice,
            "wagtailusers_users": colleague,
            "wagtailusers_groups": Group.objects.first(),
            "wagtaillocales": Locale.objects.first(),
            "wagtailsites": Site.objects.first(),
            "wagtailadmin_workflows": Workflow.objects.first(),
        }
        self.clients = {name: Client() for name in (*roles, "superuser")}
        for name, user in roles.items():
            self.clients[name].force_login(user)
        self.clients["superuser"].force_login(self.superuser)

    def url(self, address: Address, objects: ContestObjects) -> str:
        """Return an address with the objects of a contest; NoReverseMatch where this test knows no value."""
        values = {name: self._value(address, name, objects) for name in address.arguments}
        return reverse(address.name, kwargs=values) if address.name else ""

    def _value(self, address: Address, argument: str, objects: ContestObjects):
        last = address.name.rpartition(":")[0].rpartition("_")[2] or address.name
        if argument in ("pk", "instance_pk", "object_id"):
            namespace = address.name.split(":")[-2] if ":" in address.name else ""
            kind = namespace.rpartition("_")[2] if "snippet" in namespace else namespace
            if "_modeladmin_" in address.name:
                kind = address.name.partition("_modeladmin_")[0].rpartition("_")[2]
            if kind in _OBJECTS:
                return getattr(objects, _OBJECTS[kind]).pk
            return self.common[kind].pk if kind in self.common else 1
        name = _ELSEWHERE.get((address.name, argument)) or _ARGUMENTS.get(argument)
        if name == "contest":
            return objects.contest.pk
        if name is not None:
            return getattr(objects, name).pk
        return self._other_value(argument, objects, last)

    def _other_value(self, argument: str, objects: ContestObjects, last: str):
        news = objects.news
        match argument:
            case "unit_id" | "partner_id":
                return self.common[argument.removesuffix("_id")].pk
            case "user_id":
                return self.common["wagtailusers_users"].pk
            case "revision_id":
                return news.latest_revision_id
            case "video_id":
                return objects.entry.video_id
            case "destination_id":
                return objects.contest.pk
            case "content_type_app_name" | "app_label" | "app_name":
                return "contest_contests"
            case "content_type_model_name" | "model_name":
                return "contestnewspage"
            case "locale_id":
                return Locale.objects.first().pk
            case "task_id":
                return Task.objects.first().pk
            case "workflow_pk":
                return Workflow.objects.first().pk
            case "page_pk":
                return news.pk
            case "kind":
                return "xlsx"
            case "form":
                return "xlsx"
            case "basis":
                return "quiz_overall"
            case "action_name" | "action":
                return "publish"
            case "language":
                return "vi"
            case "filter_spec":
                return "original"
            case "digest":
                return "a" * 20
            case "revision_id_a":
                return "earliest"
            case "revision_id_b":
                return "latest"
            case _:
                return 1


@pytest.fixture
def world(roles, index):
    """Return the scene, at NOW."""
    with time_machine.travel(NOW, tick=False):
        yield Scene(index, roles)


def staff_addresses() -> list[Address]:
    return [
        address
        for address in addresses()
        if (address.is_admin or address.name in STAFF_OUTSIDE) and address.name not in RAISING
    ]


def letters(names) -> str:
    return "".join(letter if name in names else "." for name, letter in LETTERS.items())


def found_of(world: Scene, rows: list[Address]) -> dict[str, tuple[str, str, str]]:
    """Return for each address which roles it lets in: unlimited, limited to its contest, limited to another one."""
    urls, everywhere = {}, {}
    for address in rows:
        try:
            urls[address.key] = (world.url(address, world.own), world.url(address, world.other))
        except NoReverseMatch:
            urls[address.key] = ("", "")
    problems = []

    def ask(name: str, key: str, url: str) -> bool:
        try:
            return lets_in(answer(world.clients[name], url))
        except Exception as error:
            problems.append(f"{key} as {name}: {type(error).__name__}: {error}")
            return False

    found = {}
    with without_rendering():
        for key, (own, _other) in urls.items():
            everywhere[key] = {role.key for role in ROLES if own and ask(role.key, key, own)}
            # Without a role there are fewer rights than with any.
            if len(everywhere[key]) == len(ROLES) and ask("nobody", key, own):
                everywhere[key].add("nobody")
        for role in ROLES:
            limit_to_contests(user=world.users[role.key], contests=[world.own.contest], actor=None)
        for key, (own, other) in urls.items():
            roles = everywhere[key] - {"nobody"}
            here = {role for role in roles if ask(role, key, own)}
            there = {role for role in roles if own != other and ask(role, key, other)}
            found[key] = (letters(everywhere[key]), letters(here), letters(there))
    assert problems == []
    return found


@pytest.mark.skipif(not WRITES, reason="writes the table, when asked to")
def test_write_the_table(world):
    rows = found_of(world, staff_addresses())
    public = [address.key for address in addresses() if address.key not in rows]
    lines = [
        '"""Which roles every address lets in; test_every_address.py says how to read and renew it."""',
        "",
    ]
    lines += ["STAFF = {"]
    lines += [f'    "{key}": "{" ".join(row)}",' for key, row in rows.items()]
    lines += ["}", "", "PUBLIC = frozenset(", "    {"]
    lines += [f'        "{key}",' for key in sorted(set(public))]
    lines += ["    }", ")", ""]
    TABLE.write_text("\n".join(lines).replace("\\", "\\\\"))


def test_every_address_has_a_row_in_the_table():
    """A new address: add its row as the module's docstring says, and check the row."""
    known = {address.key for address in addresses()}
    staff = {address.key for address in staff_addresses()}
    assert known - set(STAFF) - PUBLIC == set(), "these addresses have no row in address_table.py"
    assert (set(STAFF) | PUBLIC) - known == set(), "these rows of address_table.py have no address"
    assert staff - set(STAFF) == set()


@pytest.mark.skipif(WRITES, reason="the table is being written")
def test_every_address_lets_in_exactly_the_roles_of_its_row(world):
    found = found_of(world, staff_addresses())
    assert {key: " ".join(row) for key, row in found.items()} == STAFF


def test_every_argument_of_the_extensions_addresses_says_which_record_it_names():
    """A new argument: declare it by the hook `address_records`."""
    named = {
        argument
        for address in addresses()
        if address.is_admin and address.name.startswith("contest_") and "modeladmin" not in address.name
        for argument in address.arguments
    }
    assert named - set(address_records()) - {"digest", "kind", "form", "basis"} == set()


@pytest.mark.skipif(WRITES, reason="the table is being written")
@pytest.mark.parametrize("role", ["editors", "moderators", "question_writers", "organisers"])
def test_no_list_shows_limited_people_anything_of_another_contest(world, role):
    limit_to_contests(user=world.users[role], contests=[world.own.contest], actor=None)
    shown = {}
    for address in staff_addresses():
        if address.arguments or not address.name or LETTERS[role] not in STAFF[address.key].split()[1]:
            continue
        response = answer(world.clients[role], reverse(address.name))
        content = b"".join(response) if response.streaming else response.content
        if marks := [mark for mark in world.other.marks if mark.encode() in content]:
            shown[address.key] = marks
    assert shown == {}
