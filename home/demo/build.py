"""The stages of the demo. Each calls the domain, as forms and moderators do."""

from __future__ import annotations

import datetime
import io
from urllib.parse import urlsplit

import typst
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from openpyxl import Workbook
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from contest_pages.contests.domain.usual_pages import create_usual_pages, missing_usual_pages
from contest_pages.contests.enums import ContestKind
from contest_pages.contests.models import (
    Banner,
    Contact,
    ContestIndexPage,
    ContestNewsPage,
    ContestPage,
    ContestPlanPage,
    ContestRulesPage,
    Milestone,
    PlanAttachment,
    Prize,
)
from contest_pages.entries.models import EntryRoundPage
from contest_pages.privacy.models import ConsentNotice, ConsentPurpose
from contest_pages.registrations.models import ContestRegistrationPage
from contest_pages.results.models import ContestResultsPage
from contest_pages.units.models import Unit
from contest_pages.vietnamese import slug_of
from home.models import HomePage
from home.site_settings import PortalSettings

from . import texts
from .pictures import logo, poster_of

#: Days from now to the award night of the contest that is open.
AWARDS_IN = 75


def make_site() -> ContestIndexPage:
    """Replace Wagtail's welcome page by the portal's home and return its list of contests."""
    root = Page.get_first_root_node()
    site = Site.objects.get(is_default_site=True)
    welcome = site.root_page
    home = HomePage(
        title="Cổng Chuyển đổi số tỉnh Sơn La", slug="trang-chu", introduction=texts.HOME_INTRODUCTION
    )
    root.add_child(instance=home)
    site.root_page, site.site_name = home, "Cổng Chuyển đổi số"
    base = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    site.hostname, site.port = base.hostname, base.port or 80
    site.save()
    if welcome.depth == 2 and not welcome.get_children().exists():
        welcome.delete()
    index = ContestIndexPage(
        title="Cuộc thi",
        slug="cuoc-thi",
        show_in_menus=True,
        introduction="Các cuộc thi tìm hiểu, tuyên truyền về chuyển đổi số do tỉnh tổ chức.",
    )
    home.add_child(instance=index)
    PortalSettings.objects.create(site=site, **texts.PORTAL)
    return index


def make_units() -> Unit:
    """Create a province with its present communes and its former districts."""
    province = Unit.add_root(name="Tỉnh Sơn La", kind="province", code="SL")
    for name, kind, code, until in texts.UNITS:
        province.refresh_from_db()
        province.add_child(
            name=name, kind=kind, code=code, valid_to=datetime.date.fromisoformat(until) if until else None
        )
    return province


def make_image(title: str, key: str, size: tuple[int, int] = (1600, 1000)):
    """Add a generated picture to the image library; `key` is one of `pictures.POSTERS`."""
    return get_image_model().objects.create(
        title=title, file=ImageFile(io.BytesIO(poster_of(key, *size)), name=f"demo-{key}.jpg")
    )


def at(day: str, time: str = "00:00") -> datetime.datetime:
    """Return a local moment; without a time it is the start of the day."""
    return timezone.make_aware(datetime.datetime.fromisoformat(f"{day}T{time}"))


def _list_template():
    workbook = Workbook()
    workbook.active.append(["STT", "Tên tác phẩm", "Tác giả / nhóm tác giả", "Đơn vị"])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return get_document_model().objects.create(
        title="Mẫu danh sách tác phẩm dự thi", file=ContentFile(buffer.getvalue(), name="mau-danh-sach.xlsx")
    )


def signed_plan():
    """Set a plan of two pages as the PDF that an editor would attach."""
    title, paragraphs = texts.PLAN_PAPER
    body = "\n\n".join(paragraphs)
    source = (
        '#set page(paper: "a4", margin: 2.5cm)\n#set text(font: "Libertinus Serif", size: 14pt, lang: "vi")\n'
        f"= {title}\n\n{body}\n\n#pagebreak()\n== Phụ lục\n\n{body}\n"
    )
    return get_document_model().objects.create(
        title="Kế hoạch (bản PDF)",
        file=ContentFile(typst.compile(source.encode()), name="ke-hoach-trinh-dien.pdf"),
    )


def _partners() -> list[tuple[str, dict]]:
    """Return the partners' blocks, with logos drawn here once."""
    found = []
    for name, letters, colour in texts.PARTNERS:
        image = get_image_model().objects.filter(title=name).first()
        if image is None:
            file = ImageFile(io.BytesIO(logo(letters, colour)), name=f"logo-{letters.lower()}.png")
            image = get_image_model().objects.create(title=name, file=file)
        found.append(("partner", {"name": name, "logo": image, "address": "https://vidu.example/"}))
    return found


def contest_base(index: ContestIndexPage, words: dict, picture: str, editor) -> ContestPage:
    """Create a contest with its usual pages as drafts and return it; `picture` begins a key of `pictures.POSTERS`."""
    contest = ContestPage(
        title=words["title"],
        slug=words["slug"],
        theme=words["theme"],
        organiser=words["organiser"],
        summary=words["summary"],
        kinds=words["kinds"],
        body=[("text", words["body"])],
        questions=[
            ("question", {"question": question, "answer": RichText(answer)})
            for question, answer in words["questions"]
        ],
        partners=_partners(),
        owner=editor,
    )
    contest.prizes = [
        Prize(name="Giải Nhất", count=1, amount=5_000_000, extra="Kèm Bằng khen", sort_order=0),
        Prize(name="Giải Nhì", count=2, amount=3_000_000, extra="Kèm Giấy khen", sort_order=1),
        Prize(name="Giải Ba", count=3, amount=2_000_000, extra="Kèm Giấy khen", sort_order=2),
        Prize(name="Giải Khuyến khích", count=5, amount=1_000_000, sort_order=3),
    ]
    if ContestKind.VIDEO in words["kinds"]:
        contest.prizes.add(
            Prize(
                name="Giải Tác phẩm được yêu thích",
                count=1,
                amount=1_000_000,
                basis="interactions",
                sort_order=4,
            )
        )
    contest.contacts = [
        Contact(
            name="Tổ Thư ký cuộc thi",
            role="Giải đáp thể lệ, hỗ trợ nộp bài",
            phone="0212 000 0000",
            email="tothuky@vidu.example",
        )
    ]
    contest.banners = [
        Banner(
            image=make_image(f"Biểu ngữ: {words['title']}", f"{picture}-banner", (1940, 500)),
            alternative_text=f"Biểu ngữ: {words['title']}",
        )
    ]
    index.refresh_from_db()
    index.add_child(instance=contest)
    create_usual_pages(contest=contest, models=missing_usual_pages(contest), actor=editor)
    return ContestPage.objects.get(pk=contest.pk)


def publish(page, editor) -> None:
    """Publish a page as the demo's editor."""
    page.save_revision(user=editor).publish(user=editor)


def child_of(contest: ContestPage, model):
    """Return the only page of a type below a contest."""
    return model.objects.child_of(contest).get()


def notice() -> ConsentNotice:
    """Return the demo's notice about personal data, created on first use."""
    found = ConsentNotice.objects.filter(title=texts.NOTICE["title"]).first()
    if found is None:
        found = ConsentNotice(**texts.NOTICE)
        found.purposes = [
            ConsentPurpose(sort_order=position, text=text, required=required)
            for position, (text, required) in enumerate(texts.PURPOSES)
        ]
        found.save()
        found.save_revision().publish()
    return found


def fill_children(contest: ContestPage, *, opens_at, closes_at, number: str, issued_on, editor) -> None:
    """Publish plan, rules, form and round of a contest of films."""
    plan = child_of(contest, ContestPlanPage)
    plan.number, plan.issued_on = number, issued_on
    plan.issuer, plan.signer_title = contest.organiser, "Trưởng Ban Chỉ đạo"
    plan.basis, plan.recipients = texts.PLAN_BASIS, texts.PLAN_RECIPIENTS
    plan.signer_capacity, plan.place_of_issue = "TM. BAN CHỈ ĐẠO", "Sơn La"
    plan.abstract = f"Về việc tổ chức {contest.title[0].lower()}{contest.title[1:]}"
    plan.body = [("text", texts.PLAN_BODY)]
    plan.attachments = [
        PlanAttachment(document=signed_plan(), sort_order=0),
        PlanAttachment(document=_list_template(), sort_order=1),
    ]
    publish(plan, editor)
    rules = child_of(contest, ContestRulesPage)
    rules.who_may_take_part, rules.minimum_age = texts.WHO, 14
    rules.originality_declaration = (
        "Tôi (nhóm tôi) tự làm tác phẩm này, tôn trọng quyền tác giả và quyền hình ảnh của người khác."
    )
    rules.first_publication_declaration = "Trước ngày phát động, tác phẩm chưa từng được đăng ở bất cứ đâu."
    publish(rules, editor)
    form = child_of(contest, ContestRegistrationPage)
    form.consent_notice, form.opens_at = notice(), opens_at - datetime.timedelta(days=5)
    form.kinds, form.largest_group = ["individual", "group"], 5
    publish(form, editor)
    round_page = child_of(contest, EntryRoundPage)
    round_page.opens_at, round_page.closes_at = opens_at, closes_at
    # The finished contest published its finalists as a list; the open one shows what it accepts.
    round_page.gallery_waits_for_list = closes_at < timezone.now()
    publish(round_page, editor)


def finished_contest(index: ContestIndexPage, editor) -> ContestPage:
    """Publish the contest of 2024 with the dates of its plan (Sơn La 2024, IV and V)."""
    contest = contest_base(index, texts.FINISHED, "finished", editor)
    contest.milestones = [
        Milestone(label="Ban hành kế hoạch", kind="plan", starts_at=at("2024-05-15"), precision="month"),
        Milestone(label="Phát động cuộc thi", kind="launch", starts_at=at("2024-06-15"), precision="month"),
        Milestone(
            label="Chốt danh sách tác phẩm", kind="entries", starts_at=at("2024-07-31"), precision="day"
        ),
        Milestone(
            label="Sơ loại tác phẩm",
            kind="review",
            starts_at=at("2024-08-01"),
            ends_at=at("2024-08-10"),
            precision="day",
        ),
        Milestone(
            label="Ban Giám khảo chấm",
            kind="judging",
            starts_at=at("2024-08-11"),
            ends_at=at("2024-08-30"),
            precision="day",
        ),
        Milestone(
            label="Chốt lượt tương tác", kind="interactions", starts_at=at("2024-09-10"), precision="day"
        ),
        Milestone(label="Họp xét giải", kind="awards", starts_at=at("2024-09-15"), precision="day"),
        Milestone(
            label="Trao giải", kind="ceremony", starts_at=at("2024-10-10"), precision="day", tentative=True
        ),
    ]
    contest.erase_on = timezone.localdate() + datetime.timedelta(days=365)
    publish(contest, editor)
    fill_children(
        contest,
        opens_at=at("2024-06-10", "08:00"),
        closes_at=at("2024-08-01"),
        number="95/KH-BCĐ",
        issued_on=datetime.date(2024, 5, 28),
        editor=editor,
    )
    return ContestPage.objects.get(pk=contest.pk)


def current_contest(index: ContestIndexPage, editor, now: datetime.datetime) -> ContestPage:
    """Publish a contest that is open now, with dates around today."""
    today = timezone.localdate(now)

    def day(offset: int, time: str = "00:00") -> datetime.datetime:
        return at(str(today + datetime.timedelta(days=offset)), time)

    contest = contest_base(index, texts.CURRENT, "current", editor)
    contest.milestones = [
        Milestone(label="Phát động cuộc thi", kind="launch", starts_at=day(-20, "08:00"), precision="minute"),
        Milestone(
            label="Nhận tác phẩm", kind="entries", starts_at=day(-20), ends_at=day(24), precision="day"
        ),
        Milestone(
            label="Sơ loại tác phẩm", kind="review", starts_at=day(25), ends_at=day(34), precision="day"
        ),
        Milestone(
            label="Ban Giám khảo chấm", kind="judging", starts_at=day(35), ends_at=day(54), precision="day"
        ),
        Milestone(label="Họp xét giải", kind="awards", starts_at=day(60), precision="day"),
        Milestone(
            label="Tổng kết, trao giải",
            kind="ceremony",
            starts_at=day(AWARDS_IN),
            precision="day",
            tentative=True,
        ),
    ]
    publish(contest, editor)
    fill_children(
        contest,
        opens_at=day(-20, "08:00"),
        closes_at=day(25),
        number="12-KH/BCĐ",
        issued_on=today - datetime.timedelta(days=40),
        editor=editor,
    )
    results = child_of(contest, ContestResultsPage)
    results.delete()  # a draft of results this early would not be shown
    for position, (title, summary, body) in enumerate(texts.NEWS):
        contest.refresh_from_db()
        contest.add_child(
            instance=ContestNewsPage(
                title=title,
                slug=slug_of(title),
                summary=summary,
                published_on=today - datetime.timedelta(days=19 - 8 * position),
                image=make_image(title, f"news-{position + 1}"),
                body=[("text", body)],
                owner=editor,
            )
        )
    return ContestPage.objects.get(pk=contest.pk)


def ask_for_no_works(rules: ContestRulesPage) -> None:
    """Empty the fields about works: nothing is handed in to a stage contest or a quiz."""
    rules.entries_per_contestant = rules.minimum_seconds = rules.maximum_seconds = None
    rules.minimum_width = rules.minimum_height = None
    rules.video_formats, rules.originality_declaration, rules.first_publication_declaration = [], "", ""


def team_contest(index: ContestIndexPage, editor, now: datetime.datetime) -> ContestPage:
    """Publish a stage contest of teams that takes registrations now (Bình Sơn 2024, II.2)."""
    today = timezone.localdate(now)
    contest = contest_base(index, texts.TEAMS, "teams", editor)
    contest.milestones = [
        Milestone(
            label="Đăng ký đội thi",
            kind="registration",
            starts_at=at(str(today - datetime.timedelta(days=10))),
            ends_at=at(str(today + datetime.timedelta(days=20))),
            precision="day",
        ),
        Milestone(
            label="Thi cụm",
            kind="other",
            starts_at=at(str(today + datetime.timedelta(days=60))),
            precision="quarter",
            tentative=True,
        ),
    ]
    publish(contest, editor)
    rules = child_of(contest, ContestRulesPage)
    rules.who_may_take_part, rules.minimum_age = texts.TEAM_WHO, None
    ask_for_no_works(rules)
    publish(rules, editor)
    form = child_of(contest, ContestRegistrationPage)
    form.consent_notice, form.follows_milestone = notice(), True
    form.kinds, form.smallest_team, form.largest_team, form.main_members = ["team"], 7, 12, 4
    form.unit_required = True
    publish(form, editor)
    for model in (ContestPlanPage, ContestResultsPage):
        child_of(contest, model).delete()
        contest.refresh_from_db()
    return ContestPage.objects.get(pk=contest.pk)
