"""Build a site with an open round and a draft, and print the upload address of its video. Run by the tests."""

from __future__ import annotations

import datetime
import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
django.setup()

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from contest_pages.entries.domain import drafts
from contest_pages.registrations.access.links import personal_path
from tests import factories
from tests.database import copy_template


def main(drafts_wanted: int) -> None:
    copy_template()
    home = factories.HomePageFactory(parent=Page.get_first_root_node())
    Site.objects.filter(is_default_site=True).update(root_page=home)
    contest = factories.ContestPageFactory(
        parent=factories.ContestIndexPageFactory(parent=home, slug="cuoc-thi"), slug="mo"
    )
    factories.ContestRulesPageFactory(parent=contest, slug="the-le", maximum_megabytes=1000)
    form = factories.ContestRegistrationPageFactory(parent=contest, slug="dang-ky")
    now = timezone.now()
    round_page = factories.EntryRoundPageFactory(
        parent=contest,
        slug="tac-pham",
        opens_at=now - datetime.timedelta(days=1),
        closes_at=now + datetime.timedelta(days=1),
    )
    addresses, pages = [], []
    for _ in range(drafts_wanted):
        registration = factories.RegistrationFactory(page=form)
        entry = drafts.begin_draft(round_page=round_page, registration=registration, now=now)
        token = personal_path(registration).split("/")[-2]
        addresses.append(reverse("contest_begin_upload", args=[token, entry.pk]))
        pages.append(reverse("contest_own_entry", args=[token, entry.pk]))
    print(json.dumps({"uploads": addresses, "entries": pages, "page": contest.url}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
