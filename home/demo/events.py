"""The demo's ceremony and partners: an award night with venues all over the province, and sites that show the banner."""

from __future__ import annotations

import datetime

from django.utils import timezone

from contest_pages.banners.models import Partner
from contest_pages.ceremonies.enums import CeremonyKind, VenueLevel
from contest_pages.ceremonies.models import ContestCeremonyPage, Duty, ProgrammeItem, Venue
from contest_pages.contests.models import ContestPage

from .build import AWARDS_IN, at, publish

_PROGRAMME = (
    ("07:30", "Đón đại biểu, ổn định tổ chức", "Ban Tổ chức"),
    ("08:00", "Văn nghệ chào mừng", "Đoàn nghệ thuật (trình diễn)"),
    ("08:20", "Khai mạc, giới thiệu đại biểu", "Dẫn chương trình"),
    ("08:40", "Chiếu các tác phẩm tiêu biểu", "Ban Giám khảo"),
    ("09:15", "Công bố kết quả, trao giải", "Ban Tổ chức"),
    ("10:15", "Bế mạc", "Ban Tổ chức"),
)
_VENUES = (
    (VenueLevel.MAIN, "Hội trường trung tâm tỉnh (trình diễn)", "Phường Tô Hiệu", 300),
    (VenueLevel.CONNECTED, "Điểm cầu phường Mộc Châu", "Hội trường phường", 120),
    (VenueLevel.BELOW, "Nhà văn hóa khu phố", "Phường Mộc Châu", 60),
    (VenueLevel.CONNECTED, "Điểm cầu xã Mường La", "Hội trường xã", 100),
)
_DUTIES = (
    ("Trung tâm Chuyển đổi số (trình diễn)", "Màn hình, đường truyền tới các điểm cầu"),
    ("Các xã, phường", "Chuẩn bị điểm cầu, mời đại biểu, mở thử đường truyền buổi chiều hôm trước"),
)
_PARTNERS = (
    "Báo Núi Rừng (trình diễn)",
    "Cổng thông tin xã Mường La (trình diễn)",
    "Trường THPT Ban Trắng (trình diễn)",
)


def award_night(contest: ContestPage, editor, now: datetime.datetime) -> ContestCeremonyPage:
    """Publish an award night as the contest announces it, with a rehearsal the afternoon before (as Sơn La 2023 has one)."""
    day = timezone.localdate(now) + datetime.timedelta(days=AWARDS_IN)
    page = ContestCeremonyPage(
        title="Lễ tổng kết và trao giải",
        slug="le-trao-giai",
        show_in_menus=True,
        kind=CeremonyKind.AWARDS,
        starts_at=at(str(day), "08:00"),
        ends_at=at(str(day), "11:00"),
        rehearsal_at=at(str(day - datetime.timedelta(days=1)), "14:30"),
        guests=150,
        summary="Trao giải các tác phẩm hay nhất, kết nối trực tuyến tới các xã, phường trong tỉnh.",
        backdrop="LỄ TỔNG KẾT VÀ TRAO GIẢI\n" + contest.title,
        stream="https://www.youtube.com/watch?v=trinhdien001",
        stream_fallback="https://truyenhinh.vidu.example/truc-tiep",
    )
    page.programme = [
        ProgrammeItem(begins_at=datetime.time.fromisoformat(begins), title=title, who=who, sort_order=place)
        for place, (begins, title, who) in enumerate(_PROGRAMME)
    ]
    page.venues = [
        Venue(level=level, name=name, address=address, seats=seats, sort_order=place)
        for place, (level, name, address, seats) in enumerate(_VENUES)
    ]
    page.duties = [Duty(who=who, what=what, sort_order=place) for place, (who, what) in enumerate(_DUTIES)]
    contest.add_child(instance=page)
    publish(page, editor)
    return page


def partners() -> None:
    """Create partners whose sites show the contests' banners."""
    for number, name in enumerate(_PARTNERS):
        Partner.objects.create(name=name, email=f"doitac{number + 1}@vidu.example")
