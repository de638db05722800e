"""The demo's calendar: a campaign month with what is held in it, and honours."""

from __future__ import annotations

import datetime

from django.utils import timezone

from contest_pages.activities.enums import ActivityKind, HonouredKind
from contest_pages.activities.models import (
    ContestActivityPage,
    ContestCalendarPage,
    ContestHonoursPage,
    Honoured,
)
from contest_pages.contests.enums import Precision
from contest_pages.contests.models import ContestIndexPage
from contest_pages.units.models import Unit
from contest_pages.vietnamese import slug_of

from .build import at, publish

#: days from now, time, days it lasts, kind, title, place, unit's name
_HELD = (
    (
        3,
        "08:00",
        1,
        ActivityKind.TRAINING,
        "Tập huấn tổ công nghệ số cộng đồng",
        "Hội trường phường Tô Hiệu",
        "Tô Hiệu",
    ),
    (
        5,
        "",
        3,
        ActivityKind.DOOR_TO_DOOR,
        "Đi từng ngõ, gõ từng nhà: cài VNeID, chữ ký số",
        "Các bản của xã Mường La",
        "Mường La",
    ),
    (
        9,
        "14:00",
        1,
        ActivityKind.SEMINAR,
        "Tọa đàm: dữ liệu số phục vụ nông dân",
        "Hội trường trung tâm tỉnh (trình diễn)",
        "",
    ),
    (
        12,
        "",
        2,
        ActivityKind.EXHIBITION,
        "Trưng bày sản phẩm số của đoàn viên",
        "Quảng trường trung tâm (trình diễn)",
        "",
    ),
)
_ABOUT = {
    ActivityKind.TRAINING: "Dành cho thành viên tổ công nghệ số; mang theo điện thoại để thực hành.",
    ActivityKind.DOOR_TO_DOOR: "Thành viên tổ công nghệ số đến từng nhà, hướng dẫn trên máy của người dân.",
    ActivityKind.SEMINAR: "Trao đổi với hợp tác xã về truy xuất nguồn gốc, bán hàng trên sàn thương mại điện tử.",
    ActivityKind.EXHIBITION: "Xem và dùng thử sản phẩm do học sinh, đoàn viên làm.",
}
_HONOURED = (
    (
        HonouredKind.UNIT,
        "Tổ công nghệ số cộng đồng bản Hoa Ban (trình diễn)",
        "Hướng dẫn toàn bộ số hộ trong bản dùng dịch vụ công trực tuyến.",
        "Bằng khen",
    ),
    (
        HonouredKind.UNIT,
        "Trường THPT Ban Trắng (trình diễn)",
        "Số hoá toàn bộ học bạ, thu phí không dùng tiền mặt.",
        "Bằng khen",
    ),
    (
        HonouredKind.PERSON,
        "Lò Thị Trình Diễn",
        "Tự biên soạn 40 bài học số bằng tiếng dân tộc cho bà con.",
        "Giấy khen",
    ),
)


def calendar(index: ContestIndexPage, editor, now: datetime.datetime) -> ContestCalendarPage:
    """Publish the calendar with a campaign that goes on now, and last year's honours."""
    page = ContestCalendarPage(
        title="Lịch hoạt động",
        slug="lich-hoat-dong",
        show_in_menus=True,
        introduction="Các mốc của cuộc thi, lễ phát động, trao giải và hoạt động hưởng ứng Ngày Chuyển đổi số quốc gia.",
    )
    index.add_child(instance=page)
    publish(page, editor)
    today = timezone.localdate(now)
    campaign = ContestActivityPage(
        title="Tháng hưởng ứng Ngày Chuyển đổi số quốc gia",
        slug="thang-huong-ung",
        kind=ActivityKind.CAMPAIGN,
        starts_at=at(str(today - datetime.timedelta(days=4)), "00:00"),
        ends_at=at(str(today + datetime.timedelta(days=25)), "00:00"),
        organiser="Ban Chỉ đạo Chuyển đổi số tỉnh Sơn La",
        summary="Một tháng với các hoạt động tới từng xã, phường, từng nhà.",
    )
    page.add_child(instance=campaign)
    publish(campaign, editor)
    for days, time, length, kind, title, place, unit in _HELD:
        day = today + datetime.timedelta(days=days)
        held = ContestActivityPage(
            title=title,
            slug=slug_of(title),
            kind=kind,
            place=place,
            unit=Unit.objects.filter(name__endswith=unit).first() if unit else None,
            starts_at=at(str(day), time or "00:00"),
            ends_at=None if time else at(str(day + datetime.timedelta(days=length - 1)), "00:00"),
            precision=Precision.MINUTE if time else Precision.DAY,
            organiser="Trung tâm Chuyển đổi số (trình diễn)",
            summary=_ABOUT[kind],
        )
        campaign.add_child(instance=held)
        publish(held, editor)
    honours = ContestHonoursPage(
        title=f"Tôn vinh điển hình chuyển đổi số năm {today.year - 1}",
        slug="ton-vinh",
        summary="Tập thể, cá nhân có cách làm hay, được bình chọn trong dịp Ngày Chuyển đổi số quốc gia.",
        decided_by="Uỷ ban nhân dân tỉnh (trình diễn)",
        decision_number="…/QĐ-UBND",
        decided_on=datetime.date(today.year - 1, 10, 10),
    )
    honours.honoured = [
        Honoured(kind=kind, name=name, reason=reason, form=form, sort_order=place)
        for place, (kind, name, reason, form) in enumerate(_HONOURED)
    ]
    page.add_child(instance=honours)
    publish(honours, editor)
    return page
