"""The admin works under its Content Security Policy: no inline script without a nonce, no violation on any screen."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.urls import NoReverseMatch, reverse
from playwright.sync_api import expect
from wagtail.models import Page, Workflow

from home.models import StandardPage
from tests.factories import ContestPageFactory, ContestRegistrationPageFactory, ContestRulesPageFactory

#: Screens by name; those of pages follow from what there is.
SCREENS = (
    "wagtailadmin_home",
    "wagtailadmin_explore_root",
    "wagtailimages:index",
    "wagtailimages:add",
    "wagtailimages:add_multiple",
    "wagtaildocs:index",
    "wagtaildocs:add",
    "wagtailusers_users:index",
    "wagtailusers_users:add",
    "wagtailusers_groups:index",
    "wagtailusers_groups:add",
    "wagtailsites:index",
    "wagtailsites:add",
    "wagtailadmin_collections:add",
    "wagtailredirects:add",
    "wagtailadmin_workflows:add",
    "wagtailadmin_workflows:index",
    "wagtailadmin_reports:aging_pages",
    "wagtailadmin_reports:site_history",
    "wagtailsnippets:index",
    "wagtailadmin_account",
    "wagtailadmin_pages:search",
    "contest_registrations_registration_modeladmin_index",
    "contest_committees_committeemember_modeladmin_create",
    "contest_data_requests_datarequest_modeladmin_index",
)

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
    window.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample} ${event.sourceFile}:${event.lineNumber}`);
});
"""


@pytest.fixture
def watched(portal, enter_admin):
    """Return a tab of a superuser that notes violations and errors of scripts."""
    User.objects.filter(username="administrators").update(is_superuser=True)
    tab = enter_admin("administrators")
    tab.context.add_init_script(WATCH)
    tab.errors = []
    tab.on("pageerror", lambda error: tab.errors.append(str(error)))
    return tab


def problems_at(tab, address: str) -> list[str]:
    """Open a screen and return its violations and errors, with the address."""
    tab.errors.clear()
    response = tab.goto(address)
    if response.status != 200:
        return [f"{address}: {response.status}"]
    policy = response.headers.get("content-security-policy", "")
    scripts = re.search(r"script-src ([^;]*)", policy)
    if scripts is None or "unsafe" in scripts[1]:
        return [f"{address}: {policy}"]
    tab.wait_for_timeout(150)
    return [f"{address}: {words}" for words in [*tab.evaluate("window.violations"), *tab.errors]]


def addresses(contest) -> list[str]:
    found = []
    for name in SCREENS:
        try:
            found.append(reverse(name))
        except NoReverseMatch:
            found.append(f"unknown {name}")
    for page in Page.objects.filter(path__startswith=contest.path):
        found.append(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        found.append(reverse("wagtailadmin_explore", args=[page.pk]))
    for model in contest.specific_class.clean_subpage_models():
        label = (model._meta.app_label, model._meta.model_name)
        found.append(reverse("wagtailadmin_pages:add", args=[*label, contest.pk]))
    home = contest.get_site().root_page
    label = (StandardPage._meta.app_label, StandardPage._meta.model_name)
    found.append(reverse("wagtailadmin_pages:add", args=[*label, home.pk]))
    found += [reverse("wagtailadmin_workflows:edit", args=[flow.pk]) for flow in Workflow.objects.all()]
    return found


def test_no_screen_of_the_admin_breaks_its_policy(portal, watched):
    contest = ContestPageFactory(parent=portal.get_children().get(slug="cuoc-thi").specific)
    ContestRulesPageFactory(parent=contest)
    ContestRegistrationPageFactory(parent=contest)
    screens = addresses(contest)
    assert [screen for screen in screens if screen.startswith("unknown")] == []
    assert "\n".join(problem for screen in screens for problem in problems_at(watched, screen)) == ""


def test_rows_dates_and_choosers_start_under_the_policy_also_where_they_are_loaded_later(portal, watched):
    contest = ContestPageFactory(parent=portal.get_children().get(slug="cuoc-thi").specific)
    assert problems_at(watched, reverse("wagtailadmin_pages:edit", args=[contest.pk])) == []
    begun = "jQuery('#id_banners-0-shown_from').data('xdsoft_datetimepicker') !== undefined"
    watched.evaluate("document.querySelector('#id_banners-ADD').click()")
    watched.wait_for_function(begun)
    watched.evaluate("document.querySelector('[data-chooser-action-choose]').click()")
    expect(watched.locator(".modal-body")).to_be_visible(timeout=30_000)
    assert watched.evaluate("window.violations") == []
    assert watched.errors == []


def test_a_script_that_was_smuggled_in_does_not_run(portal, watched):
    watched.goto(reverse("wagtailadmin_home"))
    watched.evaluate(
        "() => { const at = document.createElement('script'); at.textContent = 'window.smuggled = 1';"
        " document.body.append(at); document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.smuggled = 2\">'); }"
    )
    watched.wait_for_timeout(300)
    assert watched.evaluate("window.smuggled") is None
    assert len(watched.evaluate("window.violations")) == 2
