"""Typed form data and applications of invented people."""

from __future__ import annotations

import datetime
import json

from django.urls import reverse
from wagtail.models import ModelLogEntry

from contest_pages.privacy.models import digest_of
from contest_pages.registrations.domain.application import Agreement, Application
from contest_pages.registrations.domain.confirming import confirm
from contest_pages.registrations.domain.registering import register
from contest_pages.registrations.logic.people import Person
from tests.factories.pages import NOW
from tests.names import letters

BORN = datetime.date(1995, 3, 1)
#: Personal data of the default registration, searched for after erasure.
PERSONAL = ["Quàng Văn Suối", "quang van suoi", "suoi@vidu.example", "0912345678", "1995"]


def person(full_name="Quàng Văn Suối", birth_date=BORN, **more) -> Person:
    if isinstance(birth_date, str):
        birth_date = datetime.date.fromisoformat(birth_date)
    return Person(full_name=full_name, birth_date=birth_date, **more)


def application(*people: Person, **more) -> Application:
    words = {"email": "suoi@vidu.example", "phone": "0912345678", "publish": frozenset({"name"})}
    return Application(people=people or (person(),), **{**words, **more})


def enter(stage, *people, now=NOW, page=None, **more):
    """Register, without confirming."""
    return register(page=page or stage.form, application=application(*people, **more), now=now)


def enter_and_confirm(stage, *people, now=NOW, **more):
    return confirm(registration=enter(stage, *people, now=now, **more), now=now)


def team(size=7, main=4, start=0) -> tuple[Person, ...]:
    return tuple(
        person(
            f"Thành Viên Số {letters(start + n)}", is_main=n < main, birth_date=datetime.date(1990, 1, 1 + n)
        )
        for n in range(size)
    )


def agreement(page) -> Agreement:
    purpose = page.consent_notice.purpose_list[0]
    return Agreement(purpose.key, purpose.text, True)


def url(stage) -> str:
    return reverse("contest_register", args=[stage.form.pk])


def token(browser) -> dict[str, str]:
    """Return what the script fetches on the first focus."""
    answer = json.loads(browser.get(reverse("contest_form_token")).content)
    return {"csrfmiddlewaretoken": answer["token"], "registration-started": answer["started"]}


def typed(page, *people: dict, kind="individual", **fields) -> dict[str, str]:
    """Return the fields of the form as a browser sends them, with the required boxes ticked."""
    notice = type(page.consent_notice).objects.get(pk=page.consent_notice_id)
    people = people or ({"full_name": "  lò   thị MÂY ", "birth_date": "1/2/1990"},)
    data = {
        "registration-kind": kind,
        "registration-phone": "+84 912 345 678",
        "registration-email": "May@Vidu.Example",
        "registration-eligible": "on",
        "registration-consent_version": digest_of(notice.wording()),
        **{f"registration-purpose_{p.pk}": "on" for p in notice.purpose_list if p.required},
        "people-TOTAL_FORMS": str(len(people)),
        "people-INITIAL_FORMS": "0",
        **{f"registration-{name}": value for name, value in fields.items()},
    }
    for number, row in enumerate(people):
        data |= {f"people-{number}-{name}": value for name, value in row.items()}
    return {name: value for name, value in data.items() if value is not None}


def last_step(browser, stage, **fields):
    """Return the answer to the button that leads to the last step of the form."""
    token(browser)  # sets the cookie
    return browser.post(url(stage), typed(stage.form, **fields) | {"step": "2", "go": "3"})


def everything_kept(registration) -> str:
    """Return all columns of all rows about a registration as text."""
    registration.refresh_from_db()
    rows = [registration, *registration.members.all(), *registration.data_requests.all()]
    rows += [*registration.consents.all(), *ModelLogEntry.objects.all()]
    return "\n".join(str(vars(row)) for row in rows)
