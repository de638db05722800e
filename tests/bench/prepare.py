"""Fill a fresh database for a measurement: `python -m tests.bench.prepare ours|stock|public|quiz`; prints the address."""

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

    from contest_pages.privacy.models import digest_of
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


def public() -> dict:
    """Publish a contest with everything that its page can show, and galleries of 30 and 3,000 works."""
    from django.db import connection
    from django.utils import timezone
    from wagtail.rich_text import RichText
    from wagtail_factories import ImageFactory

    from contest_pages.contests.models import Banner, Contact, ContestPage
    from contest_pages.registrations.models import ContestRegistrationPage
    from contest_pages.standings.models import RankedRow
    from home.models import HomePage
    from tests.bench.works import put_works
    from tests.factories import (
        ContestNewsPageFactory,
        ContestPlanPageFactory,
        ContestResultsPageFactory,
        EntryRoundPageFactory,
        MilestoneFactory,
        PrizeFactory,
        give,
        put_rank,
    )

    ours()
    now = timezone.now()
    contest = ContestPage.objects.get()
    contest.hero_image, contest.organiser = ImageFactory(), "Ban Chỉ đạo"
    contest.theme, contest.kinds = "Mỗi người dân một kỹ năng số", ["video"]
    answer = RichText("<p>Được. Hãy quay ngang và đứng nơi đủ sáng.</p>")
    contest.body = [("text", "<p>Ai đang ở trong tỉnh đều dự thi được.</p>" * 3)]
    contest.questions = [("question", {"question": f"Câu hỏi {n}?", "answer": answer}) for n in range(4)]
    contest.partners = [("partner", {"name": f"Đơn vị {n}", "logo": ImageFactory()}) for n in range(3)]
    contest.save()
    ContestPlanPageFactory(parent=contest)
    for number in range(6):
        MilestoneFactory(
            contest=contest,
            label=f"Mốc {number}",
            starts_at=now + datetime.timedelta(days=20 * number - 30),
            ends_at=now + datetime.timedelta(days=20 * number - 15),
        )
    prizes = [PrizeFactory(contest=contest, name=f"Giải {n}", sort_order=n) for n in range(5)]
    for number in range(3):
        ContestNewsPageFactory(parent=contest, title=f"Tin {number}", summary="Tóm tắt một câu.")
    Contact.objects.create(contest=contest, name="Tổ Thư ký", phone="0212 000 0000", email="a@vidu.example")
    Banner.objects.create(contest=contest, image=ImageFactory(), alternative_text="Biểu ngữ")
    form = ContestRegistrationPage.objects.get()
    paths = {}
    for rows in (30, 3000):
        round_page = EntryRoundPageFactory(
            parent=contest,
            slug=f"tac-pham-{rows}",
            opens_at=now - datetime.timedelta(days=1),
            closes_at=now + datetime.timedelta(days=9),
        )
        # Both galleries offer the same units, so that only the number of works differs.
        pieces = put_works(form, round_page, rows, now=now, state="accepted", most_units=30)
        works = [work for piece in pieces for work in piece]
        paths[f"gallery_{rows}"] = round_page.url
    results = ContestResultsPageFactory(parent=contest, slug="ket-qua")
    for prize, work in zip(prizes, works, strict=False):
        give(prize, entry=work)
    first = put_rank(works[0].round, 1, entry=works[0], score=90_000)
    RankedRow.objects.bulk_create(
        RankedRow(
            ranking=first.ranking,
            entry=work,
            registration_id=work.registration_id,
            unit_id=work.unit_id,
            code=work.code,
            rank=n,
            score=90_000,
        )
        for n, work in enumerate(works[1:300], start=2)
    )
    home = HomePage.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a server does by itself some minutes after a load
    return {
        **paths,
        "contest": contest.url,
        "home": home.url,
        "index": contest.get_parent().url,
        "results": results.url,
    }


if __name__ == "__main__":
    django.setup()
    from django.db import connection

    from tests.bench.jury_data import jury
    from tests.bench.jury_pages import jury_pages
    from tests.bench.quiz_data import quiz, ranking
    from tests.database import copy_template

    if not connection.introspection.table_names():  # the ranking is measured where the quiz was
        copy_template()

    sites = {"ours": ours, "public": public, "stock": stock, "lent": stock, "quiz": quiz, "ranking": ranking}
    sites |= {"jury": jury, "jury_pages": jury_pages}
    print(json.dumps(sites[sys.argv[1]](*sys.argv[2:])))
