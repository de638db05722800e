"""Bytes and time of a juror's pages in Chromium, behind the example nginx, over a slow line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.servers.nginx import NGINX, Nginx

from .jury_pages import filled
from .sites import served

#: The line that WebPageTest calls “3G slow”: bits a second down, milliseconds there and back.
_DOWN, _BACK = 400_000, 400
_GOALS = {"first": 120, "after": 15}


def measure(postgres: str, works: int, seats: int) -> None:
    """Print the bytes over the network of the first page and of the next ones, and when each can be used."""
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not (chromium and NGINX):
        raise SystemExit("This measurement needs chromium and nginx.")
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    folder.chmod(0o755)
    try:
        with filled(postgres, works, seats, folder) as (database, plan), served("ours", database) as port:
            static = folder / "static"
            environment = {
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "tests.bench.collected",
                "BENCH_DATABASE": database,
                "BENCH_STATIC": str(static),
            }
            subprocess.run(
                [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"],
                env=environment,
                check=True,
            )
            nginx = Nginx(folder / "nginx", site=port, static=static)
            try:
                with sync_playwright() as playwright:
                    _visit(playwright, chromium, nginx.url, plan)
            finally:
                nginx.stop()
    finally:
        shutil.rmtree(folder)


def _visit(playwright, chromium: str, address: str, plan: dict) -> None:
    browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.add_cookies([{"name": plan["name"], "value": plan["device"], "url": address + plan["path"]}])
    tab = context.new_page()
    line = context.new_cdp_session(tab)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": _BACK,
            "downloadThroughput": _DOWN / 8,
            "uploadThroughput": _DOWN / 8,
        },
    )
    line.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    received: dict[str, float] = {}
    urls: dict[str, str] = {}
    line.on("Network.responseReceived", lambda e: urls.update({e["requestId"]: e["response"]["url"]}))
    line.on("Network.loadingFinished", lambda e: received.update({e["requestId"]: e["encodedDataLength"]}))
    steps = (
        ("first load, page of a work", f"{plan['path']}bai-1/", "first"),
        ("next work", f"{plan['path']}bai-2/", "after"),
        ("list", plan["path"], "after"),
    )
    for words, path, goal in steps:
        received.clear()
        begin = time.perf_counter()
        tab.goto(address + path, wait_until="domcontentloaded")
        usable = time.perf_counter() - begin
        tab.wait_for_load_state("networkidle")
        total = sum(received.values()) / 1000
        largest = sorted(received.items(), key=lambda item: -item[1])[:6]
        named = ", ".join(
            f"{urls.get(key, '').rsplit('/', 1)[-1][:40] or 'HTML'} {size / 1000:.1f}"
            for key, size in largest
        )
        print(
            f"browser, {words}: {total:.1f} kB (goal {_GOALS[goal]}), usable after {usable:.1f} s (goal 4); {named}",
            flush=True,
        )
    if folder := os.environ.get("SHOTS"):
        tab.goto(address + steps[0][1])
        tab.screenshot(path=f"{folder}/juror-390.png")
    browser.close()
