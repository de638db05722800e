"""Jury rounds: rules, saving, sealing, pages, bytes and simulated panels, each beside a yardstick of the same run.

python -m tests.bench.jury [--only rules drafts sealing pages browser panels] [--postgres URL]

Ratios are printed, since a machine's speed changes with what else runs on it; the load is printed with them.
"""

from __future__ import annotations

import argparse
import os

import django

PARTS = ("rules", "drafts", "sealing", "pages", "browser", "panels")


def main() -> None:
    """Measure the parts that are wanted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--works", type=int, default=400)
    parser.add_argument("--seats", type=int, default=9)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--panels", type=int, default=300)
    parser.add_argument("--postgres", default="postgres://postgres@127.0.0.1:5432/postgres")
    wanted = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    django.setup()
    # Each part imports what it needs once Django is ready.
    from tests.bench import jury_browser, jury_pages, jury_rules, jury_sealing, panels

    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors")
    if "rules" in wanted.only:
        jury_rules.measure(wanted.works, wanted.seats, wanted.rounds)
    if "drafts" in wanted.only:
        jury_pages.measure_drafts(wanted.postgres, wanted.works, wanted.seats, wanted.seconds, wanted.rounds)
    if "sealing" in wanted.only:
        jury_sealing.measure(wanted.postgres)
    if "pages" in wanted.only:
        jury_pages.measure_pages(wanted.postgres, wanted.works, wanted.seats, wanted.rounds)
    if "browser" in wanted.only:
        jury_browser.measure(wanted.postgres, wanted.works, wanted.seats)
    if "panels" in wanted.only:
        panels.simulate(wanted.panels)
    print(f"load {os.getloadavg()[0]:.1f} at the end")


if __name__ == "__main__":
    main()
