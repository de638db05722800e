"""Fill a fresh database for a measurement: `python -m tests.bench.prepare ours|stock`; prints the address."""

from __future__ import annotations

import datetime
import json
import sys

import django


def stock() -> dict:
    """Publish Wagtail's own form page with the same questions."""
    from wagtail.models import Page, Site

    from tests.bench.stock.models import FormField, StockFormPage

    page = StockFormPage(title="Form", slug="form")
    page.form_fields = [
        FormField(label="Full name", field_type="singleline", sort_order=0),
        FormField(label="Birth date", field_type="date", sort_order=1),
        FormField(label="Email", field_type="email", sort_order=2),
        FormField(label="Phone", field_type="singleline", sort_order=3),
        FormField(label="I agree", field_type="checkbox", sort_order=4),
    ]
    Page.get_first_root_node().add_child(instance=page)
    Site.objects.update(root_page=page)
    fields = {"full_name": "{name}", "birth_date": "1990-02-01", "email": "{mail}", "phone": "0912345678"}
    return {"token": "/", "post": "/", "fields": {**fields, "i_agree": "on"}, "taken": 200}


def ours() -> dict:
    """Publish a contest with its rules, round and registration form."""
    from django.utils import timezone
    from wagtail.models import Page, Site

    from contest_pages.registrations.models import digest_of
    from tests.factories import (
        ContestIndexPageFactory,
        ContestPageFactory,
        ContestRegistrationPageFactory,
        ContestRulesPageFactory,
        EntryRoundPageFactory,
        HomePageFactory,
    )

    home = HomePageFactory(parent=Page.get_first_root_node())
    Site.objects.update(root_page=home)
    contest = ContestPageFactory(parent=ContestIndexPageFactory(parent=home, slug="c"), slug="contest")
    ContestRulesPageFactory(parent=contest, slug="rules")
    now = timezone.now()
    EntryRoundPageFactory(
        parent=contest,
        slug="round",
        opens_at=now - datetime.timedelta(days=1),
        closes_at=now + datetime.timedelta(days=9),
    )
    page = ContestRegistrationPageFactory(parent=contest, slug="form")
    notice = type(page.consent_notice).objects.get(pk=page.consent_notice_id)
    fields = {
        "registration-kind": "individual",
        "registration-email": "{mail}",
        "registration-phone": "0912345678",
        "registration-eligible": "on",
        "registration-consent_version": digest_of(notice.wording()),
        f"registration-purpose_{notice.purpose_list[0].pk}": "on",
        "registration-publish_name": "on",
        "people-TOTAL_FORMS": "1",
        "people-INITIAL_FORMS": "1",
        "people-0-full_name": "{name}",
        "people-0-birth_date": "01/02/1990",
    }
    return {
        "token": "/bieu-mau/ma-bao-ve/",
        "post": f"/dang-ky/{page.pk}/",
        "fields": fields,
        "started": "registration-started",
        "taken": 302,
    }


if __name__ == "__main__":
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(json.dumps({"ours": ours, "stock": stock}[sys.argv[1]]()))
