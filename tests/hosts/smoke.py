"""A smoke of the extension inside another site. Run as a script, in a process of its own.

On a migrated database of the stranger's it builds one page of each type below the stranger's home, and
asks each for its page, its admin form and the lists of records; the first failure ends it.
"""

from __future__ import annotations

import datetime
import io
import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.hosts.stranger.settings"

import django

django.setup()

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Site

import contest_pages
from contest_pages.contests.domain.usual_pages import create_usual_pages, missing_usual_pages
from contest_pages.contests.models import (
    Banner,
    ContestIndexPage,
    ContestNewsPage,
    ContestPage,
    ContestPlanPage,
    PlanAttachment,
)
from contest_pages.entries.models import EntryRoundPage
from contest_pages.registrations.domain.application import Application
from contest_pages.registrations.domain.registering import register
from contest_pages.registrations.logic.people import Person
from contest_pages.registrations.models import ContestRegistrationPage
from tests.database import copy_template
from tests.hosts.stranger.models import NewsPage, PortalPage


def picture():
    """Put a picture into the stranger's own library."""
    buffer = io.BytesIO()
    Image.new("RGB", (1000, 600), "navy").save(buffer, "PNG")
    return get_image_model().objects.create(
        title="P", file=ImageFile(io.BytesIO(buffer.getvalue()), name="p.png"), credit="me"
    )


LISTS = (
    "contest_registrations_registration_modeladmin_index",
    "contest_entries_entry_modeladmin_index",
    "wagtailsnippets_contest_units_unit:list",
    "contest_review_review_modeladmin_index",
    "wagtailsnippets_contest_review_reviewplan:list",
)


def main() -> None:
    """Walk through it all."""
    if "HOST_DATABASE" in os.environ:
        call_command("migrate", verbosity=0)
    else:
        copy_template()
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
    call_command("check", "--fail-level", "WARNING")
    home = PortalPage(title="Portal", slug="portal")
    Page.get_first_root_node().add_child(instance=home)
    site = Site.objects.get(is_default_site=True)
    site.root_page = home
    site.save()
    home.add_child(instance=NewsPage(title="Their news", slug="news"))
    index = ContestIndexPage(title="Contests", slug="contests")
    home.add_child(instance=index)
    contest = ContestPage(title="Contest", slug="contest", hero_image=picture())
    contest.banners = [Banner(image=picture(), alternative_text="A banner")]
    index.add_child(instance=contest)
    officer = get_user_model().objects.create_superuser("officer", "o@example.com", "secret-enough")
    create_usual_pages(contest=contest, models=missing_usual_pages(contest), actor=officer)
    contest.refresh_from_db()
    contest.add_child(instance=ContestNewsPage(title="News", slug="tin", image=picture()))
    plan = ContestPlanPage.objects.get()
    paper = get_document_model().objects.create(title="D", file=ContentFile(b"x", name="d.txt"))
    plan.attachments = [PlanAttachment(document=paper)]
    plan.save_revision().publish()
    round_page = EntryRoundPage.objects.get()
    round_page.opens_at = timezone.now() - datetime.timedelta(days=1)
    for child in contest.get_children().specific():
        child.save_revision().publish()
    form = ContestRegistrationPage.objects.get()
    register(
        page=form,
        application=Application(people=(Person("A", datetime.date(1990, 1, 1)),), email="a@example.com"),
        now=timezone.now(),
    )
    call_command("contest_set_up_roles", verbosity=0)
    client = Client()
    # A round without its questions is not published.
    for page in Page.objects.descendant_of(index, inclusive=True).live().specific():
        expect(client, page.get_url())
    client.force_login(officer)
    for page in [index, contest, *contest.get_children().specific()]:
        expect(client, reverse("wagtailadmin_pages:edit", args=[page.pk]))
    for name in LISTS:
        expect(client, reverse(name))
    expect(client, reverse("contest_review_queue", args=[EntryRoundPage.objects.get().pk]))
    if apps.is_installed("tests.hosts.spelling"):
        from tests.hosts.spelling.walk import walk

        walk(contest)
    print(f"smoke passed with {os.path.dirname(contest_pages.__file__)}")


def expect(client: Client, url: str) -> None:
    """Ask for a page and stop if it does not come."""
    response = client.get(url)
    if response.status_code != 200:
        sys.exit(f"{url} answered {response.status_code}")


if __name__ == "__main__":
    main()
