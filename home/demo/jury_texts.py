"""Words of the demo's juries; every person is invented."""

#: Account, name; the order is that of the seats.
JURORS = {
    "truongban": "Cầm Văn Núi Cao",
    "giamkhao1": "Lường Thị Suối Trong",
    "giamkhao2": "Nguyễn Văn Đồi Chè",
    "giamkhao3": "Bạc Thị Hoa Đào",
    "giamkhao4": "Giàng A Nương Ngô",
    "giamkhao5": "Quàng Thị Nắng Thu",
}

INTRODUCTION = "<p>Ban Giám khảo chấm các tác phẩm trong danh sách qua vòng sơ loại.</p>"

#: What is looked at, in the order of the usual score sheet.
LOOKED_AT = (
    "Đúng chủ đề, có thật, có ích cho người xem; cách làm áp dụng được ở nơi khác.",
    "Hình, tiếng, dựng phim, phụ đề; câu chuyện mạch lạc.",
    "Điều người xem nhớ và làm theo.",
)

#: By place in the list of finalists: content, form, message, before each juror's own measure.
POINTS = (
    (45, 26, 17),
    (46, 27, 18),
    (44, 26.5, 17),
    (33, 21, 13),
    (41, 24, 15),
    (43, 24.5, 16),
    (43.5, 26.5, 17.5),  # the same sum as the third: content decides
    (42, 25, 15.5),
    (40, 23.5, 15),
    (38, 24, 14.5),
    (37, 22.5, 15),
    (34, 22, 13),
)
#: By place, what a juror remarks: account and words.
REMARKS = {
    1: ("truongban", "Câu chuyện thật, nhân vật tự kể nên người xem tin ngay."),
    3: ("giamkhao2", "Duyên dáng, nhưng phần hướng dẫn quét mã còn lướt quá nhanh."),
    11: ("giamkhao4", "Đề tài hay; nên bớt lời bình, để các chị tự nói."),
}
MISTAKE = "Tôi ghi nhầm điểm của tác phẩm kế bên vào phiếu này."
CONFERRED = "Đã hội ý: tôi chưa xem phần cuối phim, nơi giới thiệu cách làm."
CASE_CLOSED = (
    "Năm giám khảo hội ý ngày 26/8; giám khảo số 5 xem lại phim và ghi phiếu mới, các phiếu khác giữ nguyên."
)

MINUTE = {
    "kinds": ["video"],
    "questions": [],
    "title": "Cuộc thi video ngắn “Một phút chuyển đổi số”",
    "slug": "mot-phut-chuyen-doi-so",
    "theme": "Mỗi phút một cách làm hay",
    "organiser": "Ban Tổ chức cuộc thi (trình diễn)",
    "summary": "Kể một cách làm hay trong khoảng một phút. Ban Giám khảo đang chấm.",
    "body": "<p>Mỗi video dài từ 45 đến 75 giây, nói về một việc đã làm được ở nơi bạn sống. Mỗi tác phẩm do ba giám khảo chấm.</p>",
}

#: title, description, author, birth year, unit code, publishes the name
MINUTE_ENTRIES = [
    (
        "Mã QR trên quả xoài",
        "Người mua quét mã, biết vườn nào, hái ngày nào.",
        "Lò Thị Vườn Xoài",
        1991,
        "SL-XYC",
        True,
    ),
    (
        "Cán bộ văn phòng không giấy",
        "Một ngày ở trụ sở xã không còn bản in.",
        "Hà Văn Mực Khô",
        1986,
        "SL-PTH",
        True,
    ),
    (
        "Bà ngoại gọi video",
        "Bà học gọi video cho cháu đi học xa.",
        "Vì Thị Bếp Lửa",
        2004,
        "SL-XML",
        True,
    ),
    (
        "Cây cầu được báo hỏng trong mười phút",
        "Người dân chụp ảnh, gửi phản ánh, xã cử người đến.",
        "Cầm Văn Cầu Gỗ",
        1997,
        "SL-XPY",
        True,
    ),
    (
        "Lớp xóa mù số",
        "Lớp học buổi tối ở nhà văn hóa bản.",
        "Sồng Thị Đèn Sáng",
        1989,
        "SL-XTC",
        False,
    ),
    (
        "Chợ không tiền lẻ",
        "Cả dãy hàng rau nhận chuyển khoản.",
        "Bạc Thị Rau Sắng",
        1984,
        "SL-PMC",
        True,
    ),
    (
        "Thầy giáo và chiếc máy tính cũ",
        "Sửa máy cũ thành phòng máy cho trường nội trú.",
        "Giàng A Phấn Trắng",
        1976,
        "SL-PCS",
        True,
    ),
    (
        "Ruộng bậc thang nhìn từ trên cao",
        "Hợp tác xã dùng ảnh bay chụp để chia nước.",
        "Lường Văn Bờ Ruộng",
        1999,
        "SL-PCA",
        True,
    ),
]
MINUTE_ASKED = "Tôi cộng nhầm điểm hình thức khi chấm lúc đầu."
