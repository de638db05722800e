"""Every address of the project: which roles it lets in, and what becomes of that for people limited to a contest.

`address_table` has a row for each address that answers differently to different people, PUBLIC the addresses that
do not. To add rows for new addresses, run this module with WRITE_ADDRESS_TABLE=1 and read each row before you commit
it: the table says what is right, and the code is changed where it lets people in by mistake.

A row that lets nobody in says something only if the address would answer with what the scene has: superusers are
asked at every address, and those where they are refused too stand in NO_OBJECT with the reason.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import NoReverseMatch, reverse

from contest_pages.admin.roles import ROLES
from contest_pages.contests.domain.assigning import limit_to_contests
from contest_pages.contests.middleware import address_records
from tests.factories.pages import NOW

from .address_scene import Scene
from .address_table import FOR_EVERYBODY, NO_OBJECT, PUBLIC, STAFF
from .addresses import Address, addresses, answer, lets_in, without_rendering

pytestmark = pytest.mark.django_db
WRITES = os.environ.get("WRITE_ADDRESS_TABLE") == "1"
TABLE = Path(__file__).with_name("address_table")
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

#: Addresses whose arguments have no names.
UNNAMED = frozenset({"wagtailadmin_pages:revisions_compare"})

#: Addresses by which Wagtail tests its error pages.
RAISING = frozenset({"wagtailadmin_error_test"})


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


def urls_of(world: Scene, address: Address) -> tuple[str, str]:
    """Return the address with objects of the contest and of the other one; empty where the scene has no value."""
    try:
        return world.url(address, world.own), world.url(address, world.other)
    except NoReverseMatch:
        return "", ""


def found_of(world: Scene, rows: list[Address]) -> dict[str, tuple[str, str, str]]:
    """Return for each address which roles it lets in: unlimited, limited to its contest, limited to another one."""
    urls, everywhere = {address.key: urls_of(world, address) for address in rows}, {}
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
    areas = {"extension": {}, "snippets": {}, "wagtail": {}}
    for key, row in rows.items():
        areas[area_of(key)][key] = " ".join(row)
    for area, found in areas.items():
        lines = [f'    "{key}": "{row}",' for key, row in found.items()]
        write(area, ["ROWS = {", *lines, "}"])
    public = sorted({address.key for address in addresses()} - set(rows))
    lines = [f'        "{key}",' for key in public]
    write("public", ["PUBLIC = frozenset(", "    {", *lines, "    }", ")"])


def area_of(key: str) -> str:
    """Return in which module of the table an address stands."""
    if key.startswith("wagtailsnippet"):
        return "snippets"
    return "extension" if key.startswith(("contest_", "portal_", "outbox")) else "wagtail"


def write(name: str, lines: list[str]) -> None:
    """Write a module of the table below the docstring that it has."""
    path = TABLE / f"{name}.py"
    docstring = path.read_text().partition("\n")[0]
    path.write_text("\n".join([docstring, "", *lines, ""]).replace("\\", "\\\\"))


def test_every_address_has_a_row_in_the_table():
    """A new address: add its row as the module's docstring says, and check the row."""
    known = {address.key for address in addresses()}
    staff = {address.key for address in staff_addresses()}
    assert known - set(STAFF) - PUBLIC == set(), "these addresses have no row in address_table"
    assert (set(STAFF) | PUBLIC) - known == set(), "these rows of address_table have no address"
    assert staff - set(STAFF) == set()


@pytest.mark.skipif(WRITES, reason="the table is being written")
def test_every_address_lets_in_exactly_the_roles_of_its_row(world):
    found = found_of(world, staff_addresses())
    assert {key: " ".join(row) for key, row in found.items()} == STAFF


@pytest.mark.skipif(WRITES, reason="the table is being written")
def test_every_row_is_of_an_address_that_lets_superusers_in(world):
    refused = set()
    with without_rendering():
        for address in staff_addresses():
            url, _other = urls_of(world, address)
            if not url or not lets_in(answer(world.clients["superuser"], url)):
                refused.add(address.key)
    assert refused == set(NO_OBJECT)


@pytest.mark.skipif(WRITES, reason="the table is being written")
def test_no_address_of_the_staff_lets_visitors_in(world):
    let_in = set()
    with without_rendering():
        for address in staff_addresses():
            url, _other = urls_of(world, address)
            if url and lets_in(answer(Client(), url)):
                let_in.add(address.key)
    assert let_in == set(FOR_EVERYBODY)


def test_every_argument_of_the_extensions_addresses_says_which_record_it_names():
    """A new argument: declare it by the hook `address_records`."""
    named = {
        argument
        for address in addresses()
        if address.is_admin and address.name.startswith("contest_") and "modeladmin" not in address.name
        for argument in address.arguments
    }
    assert named - set(address_records()) - {"digest", "kind", "form", "basis", "name", "audience"} == set()


@pytest.mark.skipif(WRITES, reason="the table is being written")
@pytest.mark.parametrize("role", ["editors", "moderators", "question_writers", "organisers"])
def test_no_list_shows_limited_people_anything_of_another_contest(world, role):
    limit_to_contests(user=world.users[role], contests=[world.own.contest], actor=None)
    shown = {}
    for address in staff_addresses():
        if (
            address.arguments
            or address.name in ("", *UNNAMED)
            or LETTERS[role] not in STAFF[address.key].split()[1]
        ):
            continue
        response = answer(world.clients[role], reverse(address.name))
        content = b"".join(response) if response.streaming else response.content
        if marks := [mark for mark in world.other.marks if mark.encode() in content]:
            shown[address.key] = marks
    assert shown == {}
