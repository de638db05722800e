"""Documents as nginx sends them: a plan opens in the reader's browser, a web page or drawing never runs."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error

from tests.servers.nginx import NGINX, Nginx

pytestmark = pytest.mark.skipif(not NGINX, reason="no nginx on this machine; Debian's package is nginx-light")

RUNNING = "<script>fetch('/da-chay/')</script>"
DOCUMENTS = {
    "ke-hoach.pdf": b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
    b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\n"
    b"trailer\n<</Size 4/Root 1 0 R>>\n%%EOF\n",
    "trang.html": f"<!doctype html>{RUNNING}".encode(),
    "trang.xhtml": f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{RUNNING}</body></html>'.encode(),
    "hinh.svg": f'<svg xmlns="http://www.w3.org/2000/svg">{RUNNING}</svg>'.encode(),
    "bang.xml": f'<a><x xmlns="http://www.w3.org/1999/xhtml">{RUNNING}</x></a>'.encode(),
    "khong-duoi": f"<!doctype html>{RUNNING}".encode(),
}


@pytest.fixture
def address(site, tmp_path):
    """Return a function that gives the address of a document behind nginx; the site only checks who may have it."""
    site.extra |= {"TEST_ACCEL_PREFIX": "/_private/"}
    site.start()
    private = site.files / "private"
    (private / "documents").mkdir(parents=True, exist_ok=True)
    for number, (name, content) in enumerate(DOCUMENTS.items(), start=1):
        (private / "documents" / name).write_bytes(content)
        site.rows_changed(
            "INSERT INTO wagtaildocs_document (id, title, file, created_at, collection_id, file_hash)"
            f" VALUES ({number}, '{name}', 'documents/{name}', '2024-07-01', 1, '')"
        )
    (tmp_path / "nginx").mkdir()
    (tmp_path / "nginx/private").symlink_to(private)
    front = Nginx(tmp_path / "nginx", site=site.port, static=tmp_path)
    yield lambda name: f"{front.url}/documents/{list(DOCUMENTS).index(name) + 1}/{name}"
    front.stop()


def test_a_plan_opens_in_the_browser(address, new_context):
    tab = new_context().new_page()
    answer = tab.request.get(address("ke-hoach.pdf"))
    assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert answer.headers["content-type"] == "application/pdf"
    tab.goto(address("ke-hoach.pdf"))
    # Chromium's reader of PDF files is an extension, in a frame that comes a moment later.
    for _ in range(200):
        if any(frame.url.startswith("chrome-extension://") for frame in tab.frames):
            return
        tab.wait_for_timeout(100)
    pytest.fail("Chromium does not show the file")


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if not name.endswith("pdf")])
def test_another_document_is_downloaded_and_runs_nothing(address, new_context, name):
    tab, requested = new_context().new_page(), []
    tab.on("request", lambda request: requested.append(request.url))
    with tab.expect_download() as download, pytest.raises(Error, match="Download is starting"):
        tab.goto(address(name))
    assert download.value.suggested_filename == name
    assert download.value.path().read_bytes() == DOCUMENTS[name]
    assert not [url for url in requested if "da-chay" in url]
