"""The HTML of every page of the demo, also of its forms in error, against the Nu checker (the W3C's validator)."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter, deque
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

CHECKER = Path(settings.BASE_DIR) / "node_modules/vnu-jar/build/dist/vnu.jar"
#: Pages of one kind differ by numbers, codes and the query of their addresses; so many of each are opened.
PAGES_OF_A_KIND = 5
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not shutil.which("java") or not CHECKER.exists(), reason="the Nu checker needs Java and npm"
    ),
]


def kind(address: str) -> str:
    """Return an address without its numbers, codes and query."""
    return re.sub(r"[0-9]+|[A-Z0-9]{8}", "*", address.partition("?")[0])


def links(page: BeautifulSoup, address: str) -> list[str]:
    """Return the addresses of this site that a page leads to, without fragments."""
    found = (
        urlsplit(urljoin(f"http://testserver{address}", a["href"])) for a in page.find_all("a", href=True)
    )
    return [
        url.path + (f"?{url.query}" if url.query else "")
        for url in found
        if url.netloc == "testserver"
        and not url.path.startswith(("/static/", "/media/", "/admin/", "/documents/"))
    ]


def crawl(client: Client, starts: list[str]) -> dict[str, str]:
    """Return the HTML of each page that can be reached by links, by its address."""
    pages, kinds, waiting, seen = {}, Counter(), deque(starts), set(starts)
    while waiting:
        address = waiting.popleft()
        response = client.get(address)
        while response.status_code in (301, 302):
            response = client.get(response["Location"])
        assert response.status_code == 200, (address, response.status_code)
        if not response["Content-Type"].startswith("text/html"):
            continue
        pages[address] = response.content.decode()
        for link in links(BeautifulSoup(pages[address], "html.parser"), address):
            if link not in seen and kinds[kind(link)] < PAGES_OF_A_KIND:
                seen.add(link)
                kinds[kind(link)] += 1
                waiting.append(link)
    return pages


def refused_forms(client: Client, pages: dict[str, str]) -> dict[str, str]:
    """Return the pages that answer forms of which only the hidden fields are sent: their errors."""
    answers, targets = {}, set()
    for address, html in pages.items():
        for form in BeautifulSoup(html, "html.parser").find_all("form", method="post"):
            target = urljoin(address, form.get("action") or address)
            hidden = {
                field["name"]: field.get("value", "")
                for field in form.find_all("input", type="hidden")
                if field.get("name")
            }
            if (which := (kind(target), *sorted(hidden))) in targets:
                continue
            targets.add(which)
            response = client.post(target, hidden)
            assert response.status_code < 500, target
            if response["Content-Type"].startswith("text/html") and response.content:
                answers[f"POST {target}"] = response.content.decode()
    return answers


def errors(pages: dict[str, str], folder: Path) -> list[str]:
    """Return what the Nu checker finds wrong in pages, each with its address and line."""
    folder.mkdir()
    names = {}
    for number, (address, html) in enumerate(pages.items()):
        (folder / f"{number}.html").write_text(html, encoding="utf-8")
        names[f"{number}.html"] = address
    command = [
        "java",
        "-jar",
        str(CHECKER),
        "--errors-only",
        "--format",
        "json",
        "--skip-non-html",
        str(folder),
    ]
    answer = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    return [
        f"{names[message['url'].rsplit('/', 1)[1]]} line {message.get('lastLine')}: {message['message']}"
        for message in json.loads(answer)["messages"]
    ]


def test_the_checker_finds_what_is_wrong(tmp_path):
    bad = "<!DOCTYPE html><html lang=vi><title>x</title><p><div>x</div></p>"
    assert len(errors({"/bad/": bad}, tmp_path / "pages")) == 1


def test_every_page_of_the_demo_is_valid_html(development, client, tmp_path):
    output = development()
    personal = re.findall(r"http://[^/]+(/thi-sinh/\S+)", output)
    assert len(personal) >= 3
    pages = crawl(client, ["/", "/en/", *personal])
    pages["/khong-co/"] = client.get("/khong-co/").content.decode()
    assert len(pages) > 80
    pages |= refused_forms(client, pages)
    assert errors(pages, tmp_path / "pages") == []
