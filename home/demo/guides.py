"""The demo's plain pages: how to take part, with a form, and the pages of help that the foot links."""

from __future__ import annotations

from contest_pages.contests.models import ContestIndexPage, ContestPage
from contest_pages.registrations.models import ContestRegistrationPage
from contest_pages.vietnamese import slug_of
from home.models import StandardPage
from home.site_settings import PortalSettings

from . import texts
from .build import child_of


def page_with_form(index: ContestIndexPage, contest: ContestPage, editor) -> StandardPage:
    """Publish a plain page that holds the registration form, to show that any page can."""
    page = StandardPage(
        title="Hướng dẫn dự thi",
        slug="huong-dan-du-thi",
        show_in_menus=True,
        body=[
            (
                "text",
                "<h2>Ba bước để dự thi</h2><ol><li>Đăng ký bằng biểu mẫu dưới đây.</li><li>Mở liên kết cá nhân trong thư.</li><li>Tải video lên và chờ thư xác nhận.</li></ol>",
            ),
            ("form", {"page": child_of(contest, ContestRegistrationPage)}),
        ],
        owner=editor,
    )
    home = index.get_parent()
    home.add_child(instance=page)
    return page


def help_pages(guide: StandardPage, editor) -> None:
    """Publish the pages of help, and link them in the foot of every page."""
    portal = PortalSettings.objects.get()
    portal.guide_page = guide
    for field, (title, body) in texts.HELP_PAGES.items():
        page = StandardPage(title=title, slug=slug_of(title), body=[("text", body)], owner=editor)
        home = guide.get_parent()
        home.add_child(instance=page)
        setattr(portal, field, page)
    portal.save()
