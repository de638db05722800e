"""Headings that people in Vietnam write over the same columns."""

from __future__ import annotations

import re

FULL_NAME = (
    "Họ và tên", "Họ tên", "Họ, tên", "Họ và tên thí sinh", "Tên thí sinh", "Tên học sinh", "Thí sinh", "Học sinh",
    "Họ và tên khai sinh", "Tên đầy đủ", "Tên HS", "Tên tác giả", "Người dự thi", "Tác giả", "Name", "Họ và chữ đệm và tên", "Họ chữ đệm và tên", "Họ tên đầy đủ", "Full name",
)  # fmt: skip
FAMILY_NAME = (
    "Họ", "Họ đệm", "Họ và đệm", "Họ và tên đệm", "Họ tên đệm", "Họ lót", "Họ và chữ lót", "Họ và chữ đệm", "Họ và lót", "Họ và tên lót", "Họ và",
)  # fmt: skip
GIVEN_NAME = ("Tên", "Tên gọi")
BIRTH_DATE = (
    "Ngày sinh", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "Sinh ngày", "Năm sinh", "NTNS", "Ngày tháng năm",
    "Ngày sinh ngày tháng năm", "Ngày tháng sinh", "Birth date", "Date of birth", "DOB", "Birthday",
)  # fmt: skip
PHONE = (
    "Số điện thoại", "Điện thoại", "SĐT", "Số ĐT", "ĐT", "ĐTDĐ", "Di động", "Số di động", "Điện thoại di động", "Zalo",
    "Số Zalo", "Số liên hệ", "Liên hệ", "Phone", "Mobile", "Mobile phone", "Tel",
)  # fmt: skip
EMAIL = ("Email", "E-mail", "Thư điện tử", "Địa chỉ email", "Địa chỉ thư điện tử", "Hộp thư", "Mail", "Gmail")
IDENTITY = (
    "Số định danh cá nhân", "Số định danh", "Định danh cá nhân", "Mã định danh", "CCCD", "Số CCCD", "Căn cước",
    "Số căn cước", "Căn cước công dân", "Số căn cước công dân", "CMND", "CMT", "Số CMND", "Số CMT", "CMND/CCCD", "CCCD/CMND", "Số CMND/CCCD",
    "Số CCCD/CMND", "Số ĐDCN", "ID",
)  # fmt: skip
GUARDIAN = (
    "Họ và tên cha mẹ hoặc người giám hộ", "Người giám hộ", "Họ tên người giám hộ", "Họ và tên người giám hộ",
    "Phụ huynh", "Họ tên phụ huynh", "Họ và tên phụ huynh", "Tên phụ huynh", "Cha/mẹ", "Họ tên cha mẹ", "Bố/mẹ",
    "Cha, mẹ hoặc người giám hộ",
)  # fmt: skip
#: Columns under "Date of birth" in lists of schools: the day stands under the sex of the pupil.
BY_SEX = ("Nam", "Nữ")

#: Words in a heading that do not change what stands in its column.
NEUTRAL = re.compile(
    r"\b(?:cua|thi sinh|hoc sinh|hoc vien|sinh vien|hs|hv|sv|ts|doan vien|hoi vien|thanh nien|thieu nhi|doi vien|tac gia"
    r"|can bo|cong chuc|vien chuc|giao vien|nhan vien|cbgv|cbccvc|thanh vien|nguoi du thi|nguoi tham gia|nguoi dang ky"
    r"|du thi|du hoi thi|tham gia|dang ky|lien he|lien lac|zalo|di dong|ca nhan|chinh thuc|day du|neu co|bat buoc|in hoa"
    r"|chu in hoa|viet hoa|co dau|theo giay khai sinh|duong lich|dd mm yyyy|ngay thang nam|cong dan|12 so|tra loi"
    r"|don vi|hanh chinh|cac)\b"
)
