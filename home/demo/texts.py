"""Words of the demo: facts of real contests in our own words; every person is invented."""

UNITS = [
    # name, kind, code, exists until
    ("Phường Tô Hiệu", "commune", "SL-PTH", None),
    ("Phường Chiềng An", "commune", "SL-PCA", None),
    ("Phường Chiềng Sinh", "commune", "SL-PCS", None),
    ("Phường Mộc Châu", "commune", "SL-PMC", None),
    ("Xã Mường La", "commune", "SL-XML", None),
    ("Xã Yên Châu", "commune", "SL-XYC", None),
    ("Xã Phù Yên", "commune", "SL-XPY", None),
    ("Xã Thuận Châu", "commune", "SL-XTC", None),
    ("Huyện Mường La", "district", "SL-HML", "2025-06-30"),
    ("Huyện Yên Châu", "district", "SL-HYC", "2025-06-30"),
    ("Huyện Mộc Châu", "district", "SL-HMC", "2025-06-30"),
    ("Huyện Thuận Châu", "district", "SL-HTC", "2025-06-30"),
    ("Thành phố Sơn La", "district", "SL-TP", "2025-06-30"),
    ("Trung tâm Chuyển đổi số (trình diễn)", "agency", "SL-CQ1", None),
    ("Trường THPT Ban Trắng (trình diễn)", "school", "SL-TH1", None),
]

HOME_INTRODUCTION = (
    "Nơi người dân, cán bộ và doanh nghiệp trong tỉnh tìm hiểu về chuyển đổi số, tham gia các cuộc thi "
    "và xem những tác phẩm hay nhất."
)

CONSENT = (
    "Ban Tổ chức cuộc thi xử lý họ tên, ngày sinh, số điện thoại, email và đơn vị của tôi để tổ chức cuộc thi, "
    "liên hệ về tác phẩm và trao giải; lưu đến 12 tháng sau ngày trao giải. Tôi có quyền xem, chỉnh sửa, "
    "rút lại sự đồng ý hoặc yêu cầu xóa dữ liệu bằng cách gửi thư đến Ban Tổ chức."
)

FINISHED = {
    "title": "Cuộc thi tìm hiểu, tuyên truyền về Chuyển đổi số tỉnh Sơn La năm 2024",
    "slug": "chuyen-doi-so-2024",
    "theme": "Số hoá các ngành kinh tế, quản trị số, dữ liệu số",
    "organiser": "Ban Chỉ đạo Chuyển đổi số tỉnh Sơn La",
    "summary": (
        "Thi làm video ngắn kể lại cách làm hay về chuyển đổi số ở cơ quan, trường học, bản làng. "
        "Hai vòng: sơ loại và chung kết."
    ),
    "body": (
        "<p>Mỗi video dài từ 4 đến 5 phút, có thể là hoạt cảnh, tiểu phẩm hoặc một tình huống thật được dàn dựng lại. "
        "Ban Tổ chức mong nhận được những câu chuyện gần gũi: một thủ tục không còn phải đi xa, một vườn mận bán hàng "
        "qua mạng, một lớp học không còn sổ giấy.</p>"
        "<p>Cơ quan thường trực đánh giá sơ loại; các tác phẩm vào chung kết do Ban Giám khảo chấm điểm.</p>"
    ),
}

CURRENT = {
    "title": "Cuộc thi video “Sơn La số – từ bản làng đến không gian mạng”",
    "slug": "son-la-so",
    "theme": "Mỗi người dân một kỹ năng số",
    "organiser": "Ban Chỉ đạo Chuyển đổi số tỉnh Sơn La",
    "summary": (
        "Quay một video từ 4 đến 5 phút về việc bạn, bản của bạn hay cơ quan bạn đang làm với công nghệ số, "
        "gửi trực tuyến trên trang này."
    ),
    "body": (
        "<p>Cuộc thi dành cho mọi người đang sinh sống, học tập và làm việc trên địa bàn tỉnh. Bạn có thể thi một mình "
        "hoặc cùng nhóm; mỗi tác giả hoặc nhóm tác giả gửi nhiều nhất 3 tác phẩm.</p>"
        "<p>Đường truyền yếu? Hãy chuẩn bị video dưới mức dung lượng trong thể lệ và gửi vào buổi tối.</p>"
    ),
}

PLAN_BODY = (
    "<h2>I. Mục đích</h2><p>Giúp người dân, cán bộ, công chức và doanh nghiệp hiểu rõ hơn về chuyển đổi số; "
    "phát hiện và lan tỏa các mô hình, cách làm hiệu quả ở cơ sở.</p>"
    "<h2>II. Hình thức</h2><p>Thi trực tuyến, gồm hai vòng. Vòng sơ loại do cơ quan thường trực đánh giá về nội dung, "
    "hình thức và chất lượng. Vòng chung kết do Ban Giám khảo chấm.</p>"
    "<h2>III. Tổ chức thực hiện</h2><p>Cơ quan thường trực chủ trì xây dựng thể lệ, tiếp nhận và sơ loại tác phẩm. "
    "Cơ quan phụ trách công nghệ quản lý trang cuộc thi. Các địa phương tuyên truyền, vận động tham gia.</p>"
)

WHO = (
    "Cán bộ, đảng viên, công chức, viên chức, lực lượng vũ trang, đoàn viên, hội viên, học sinh, sinh viên và người dân "
    "đang học tập, sinh sống, làm việc trên địa bàn tỉnh."
)

#: title, description, author, birth year, unit code, publishes the name
FINISHED_ENTRIES = [
    (
        "Chợ mận lên mạng",
        "Một hợp tác xã trồng mận học cách bán hàng qua sàn thương mại điện tử.",
        "Lò Thị Mây Trắng",
        1992,
        "SL-HYC",
        True,
    ),
    (
        "Bộ phận một cửa ở lưng chừng núi",
        "Người dân làm giấy khai sinh cho con mà không phải xuống huyện.",
        "Cầm Văn Suối Xanh",
        1985,
        "SL-HML",
        True,
    ),
    (
        "Lớp học không sổ giấy",
        "Thầy cô vùng cao kể chuyện dùng học bạ điện tử.",
        "Nguyễn Thị Nắng Mai",
        1990,
        "SL-TP",
        True,
    ),
    (
        "Cụ bà quét mã",
        "Tiểu phẩm vui về cụ bà bán xôi nhận tiền bằng mã QR.",
        "Quàng Văn Gió Đông",
        2001,
        "SL-HMC",
        True,
    ),
    (
        "Tổ công nghệ số đi từng nhà",
        "Một ngày cùng các bạn đoàn viên hướng dẫn bà con cài ứng dụng.",
        "Hà Thị Sao Khuya",
        1998,
        "SL-HTC",
        False,
    ),
    (
        "Bản đồ số cho rừng thông",
        "Kiểm lâm dùng ảnh vệ tinh để báo cháy sớm.",
        "Vì Văn Đá Cuội",
        1988,
        "SL-TP",
        True,
    ),
]

CURRENT_ENTRIES = [
    (
        "Đàn bò có căn cước",
        "Mỗi con bò một mã, tiêm phòng đúng lịch.",
        "Lường Thị Hoa Ban",
        1995,
        "SL-XPY",
        True,
        "accepted",
    ),
    (
        "Bưu cục giữa mây",
        "Nhân viên bưu điện giúp bà con nộp hồ sơ trực tuyến.",
        "Sồng A Mây",
        1993,
        "SL-XML",
        True,
        "accepted",
    ),
    (
        "Nhật ký cây cà phê",
        "Ghi chép canh tác bằng điện thoại thay cho sổ tay.",
        "Đèo Văn Cánh Đồng",
        1980,
        "SL-XTC",
        True,
        "submitted",
    ),
    (
        "Học chữ cùng điện thoại",
        "Lớp học buổi tối của các mẹ ở bản.",
        "Giàng Thị Trăng Non",
        1999,
        "SL-PMC",
        False,
        "submitted",
    ),
]

NEWS = [
    (
        "Phát động cuộc thi video “Sơn La số”",
        "Lễ phát động được truyền trực tiếp đến các điểm cầu xã, phường.",
    ),
    (
        "Bốn mẹo quay video bằng điện thoại",
        "Giữ máy nằm ngang, đứng gần người nói, tránh ngược sáng và quay thử 10 giây.",
    ),
]
