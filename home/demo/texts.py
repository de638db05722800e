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

NOTICE = {
    "title": "Thông báo về dữ liệu cá nhân (mẫu của cuộc thi)",
    "data": "Họ tên, ngày sinh, số điện thoại hoặc email, đơn vị; với người dưới 18 tuổi có thêm họ tên cha, mẹ hoặc người giám hộ.",
    "controller": "Ban Tổ chức cuộc thi (trình diễn), địa chỉ và điện thoại nêu ở trang cuộc thi.",
    "retention": "Đến 12 tháng sau ngày trao giải; sau đó chỉ còn số liệu và kết quả.",
    "rights": "Bạn xem, sửa, tải về dữ liệu của mình, rút lại sự đồng ý hoặc yêu cầu xóa bất cứ lúc nào tại trang thí sinh.",
}

#: words, required
PURPOSES = [
    (
        "Tôi đồng ý để Ban Tổ chức xử lý các dữ liệu trên để tổ chức cuộc thi, liên hệ với tôi và trao giải.",
        True,
    ),
    ("Tôi muốn nhận thư báo về các cuộc thi sau của tỉnh.", False),
]

TEAMS = {
    "kinds": ["stage"],
    "questions": [],
    "title": "Hội thi tuyên truyền chuyển đổi số gắn với cải cách hành chính",
    "slug": "hoi-thi-tuyen-truyen",
    "theme": "Mỗi xã, phường một đội",
    "organiser": "Ban Tổ chức Hội thi (trình diễn)",
    "summary": "Mỗi xã, phường lập một đội từ 7 đến 12 người, thi giới thiệu, kiến thức và tiểu phẩm trên sân khấu.",
    "body": "<p>Các đội thi theo cụm, đội mạnh nhất của mỗi cụm vào chung kết.</p>",
}

TEAM_WHO = "Cán bộ, thành viên Tổ công nghệ số cộng đồng và người dân đang sinh sống, học tập, làm việc trên địa bàn."

#: people of the demo's team: name, year of birth, main member
TEAM = [
    ("Lường Thị Ban", 1988, True),
    ("Cà Văn Nậm", 1992, True),
    ("Quàng Thị Sao", 1995, True),
    ("Lò Văn Chiềng", 1990, True),
    ("Hoàng Thị Mận", 2001, False),
    ("Giàng A Lềnh", 1999, False),
    ("Tòng Văn Khỏe", 1985, False),
]

COMMITTEE = [
    ("Cầm Thị Giám Khảo", "jury", 1975),
    ("Bạc Văn Tổ Chức", "organisers", 1970),
    ("Hoàng Thị Mận", "secretariat", None),
]

VIDEO_QUESTIONS = [
    (
        "Có được quay bằng điện thoại không?",
        "<p>Được. Hãy quay ngang, chọn độ phân giải từ 1280 × 720 trở lên và đứng nơi đủ sáng.</p>",
    ),
    (
        "Đang tải lên mà mất kết nối thì làm thế nào?",
        "<p>Phần đã gửi được giữ lại. Mở lại liên kết cá nhân, chọn đúng tệp cũ, việc gửi sẽ tiếp tục từ chỗ dừng.</p>",
    ),
    (
        "Nhóm có bốn người thì ai đăng ký?",
        "<p>Một người đứng ra đăng ký cho cả nhóm và ghi tên những người còn lại vào cùng biểu mẫu.</p>",
    ),
    (
        "Tôi không muốn công khai họ tên thì làm thế nào?",
        "<p>Bạn để trống ô đồng ý công khai họ tên. Tác phẩm vẫn được chấm, chỉ không hiện tên bạn.</p>",
    ),
]

FINISHED = {
    "kinds": ["video"],
    "questions": VIDEO_QUESTIONS,
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
        "<p>Vòng đầu do cơ quan thường trực xem và chọn, vòng cuối do Ban Giám khảo chấm.</p>"
    ),
}

CURRENT = {
    "kinds": ["video"],
    "questions": VIDEO_QUESTIONS,
    "title": "Cuộc thi video “Sơn La số – từ bản làng đến không gian mạng”",
    "slug": "son-la-so",
    "theme": "Mỗi người dân một kỹ năng số",
    "organiser": "Ban Chỉ đạo Chuyển đổi số tỉnh Sơn La",
    "summary": (
        "Quay một video từ 4 đến 5 phút về việc bạn, bản của bạn hay cơ quan bạn đang làm với công nghệ số, "
        "gửi trực tuyến trên trang này."
    ),
    "body": (
        "<p>Mỗi tác giả, nhóm tác giả được nộp tối đa 3 video. Chỉ cần một chiếc điện thoại, một câu chuyện thật "
        "và vài người bạn giúp quay.</p>"
        "<p>Nếu đường truyền yếu, bạn nên nộp video vào buổi tối; mất mạng giữa chừng, hệ thống tự tải tiếp.</p>"
    ),
}

PLAN_BASIS = (
    "Căn cứ Kế hoạch chuyển đổi số của tỉnh;\n"
    "Theo đề nghị của cơ quan thường trực Ban Chỉ đạo Chuyển đổi số tỉnh,"
)
PLAN_RECIPIENTS = "Ủy ban nhân dân tỉnh\nCác sở, ban, ngành\nỦy ban nhân dân các xã, phường\nLưu: VT"
PLAN_BODY = (
    "<h2>I. Mục đích, yêu cầu</h2><p>Nâng cao nhận thức và kỹ năng số của người dân; phát hiện, nhân rộng những cách làm "
    "hay ở cơ sở. Cuộc thi được tổ chức công khai, thiết thực, tiết kiệm.</p>"
    "<h2>II. Nội dung, hình thức</h2><p>Thi trực tuyến, gồm hai vòng. Vòng sơ loại do Tổ Thư ký thực hiện theo Thể lệ; "
    "vòng chung khảo do Ban Giám khảo chấm điểm.</p>"
    "<h2>III. Tổ chức thực hiện</h2><p>Cơ quan thường trực ban hành Thể lệ, tiếp nhận tác phẩm và tổ chức sơ loại. "
    "Cơ quan phụ trách công nghệ bảo đảm hệ thống hoạt động ổn định. Ủy ban nhân dân các xã, phường tuyên truyền, "
    "vận động người dân tham gia.</p>"
)

WHO = "Công dân đang sinh sống, học tập, làm việc trên địa bàn tỉnh."

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
    (
        "Hợp đồng dưới gốc mắc ca",
        "Nông dân ký hợp đồng bán hạt bằng điện thoại, không phải chờ thương lái.",
        "Tòng Thị Sương Sớm",
        1994,
        "SL-HYC",
        True,
    ),
    (
        "Sổ khám bệnh trong túi áo",
        "Trạm y tế xã đưa hồ sơ sức khỏe của bà con lên ứng dụng.",
        "Lò Văn Cầu Treo",
        1979,
        "SL-HML",
        True,
    ),
    (
        "Loa xã biết nghe",
        "Loa truyền thanh thông minh phát đúng bản, đúng giờ, bằng ba thứ tiếng.",
        "Hoàng Văn Nương Chè",
        1983,
        "SL-HMC",
        True,
    ),
    (
        "Thư viện không khóa cửa",
        "Học sinh nội trú mượn sách điện tử suốt mùa hè.",
        "Phạm Thị Lá Dâu",
        2003,
        "SL-TP",
        True,
    ),
    (
        "Nước về theo tin nhắn",
        "Tổ thủy nông báo lịch mở cống cho từng thửa ruộng.",
        "Quàng Thị Ruộng Bậc",
        1996,
        "SL-HYC",
        False,
    ),
    (
        "Hội thổ cẩm mở gian hàng",
        "Các chị dệt khăn piêu tự chụp ảnh, tự đăng bán, tự gửi hàng.",
        "Lường Thị Khăn Thêu",
        1987,
        "SL-HTC",
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
        "content",
    ),
    (
        "Học chữ cùng điện thoại",
        "Lớp học buổi tối của các mẹ ở bản.",
        "Giàng Thị Trăng Non",
        1999,
        "SL-PMC",
        False,
        "technical",
    ),
    (
        "Chợ phiên quét mã",
        "Người bán rau ở chợ phiên nhận tiền bằng mã QR.",
        "Vàng Thị Suối",
        1988,
        "SL-XYC",
        True,
        "rejected",
    ),
    (
        "Bản làng lên sóng",
        "Thanh niên bản phát trực tiếp phiên chợ nông sản.",
        "Quàng Văn Nương",
        2001,
        "SL-XPY",
        True,
        "changes",
    ),
]

NEWS = [
    (
        "Phát động cuộc thi video “Sơn La số”",
        "Lễ phát động được truyền trực tiếp đến các điểm cầu xã, phường.",
        "<p>Buổi lễ diễn ra tại hội trường trung tâm tỉnh và các điểm cầu. Ban Tổ chức giới thiệu Thể lệ, hướng dẫn cách "
        "đăng ký, nộp video và giải đáp câu hỏi của các đơn vị.</p><p>Cuộc thi nhận tác phẩm trực tuyến; mỗi tác giả, "
        "nhóm tác giả được nộp tối đa 3 video dài từ 4 đến 5 phút.</p>",
    ),
    (
        "Bốn mẹo quay video bằng điện thoại",
        "Cầm máy ngang, quay gần người nói, tránh ngược sáng, quay thử trước.",
        "<ol><li><b>Cầm máy nằm ngang</b> và tì khuỷu tay vào người để hình không rung; độ phân giải từ 1280 × 720 trở lên.</li>"
        "<li><b>Đứng gần người nói</b>, cách một đến hai mét: micro của điện thoại chỉ thu rõ tiếng ở gần.</li>"
        "<li><b>Để nguồn sáng sau lưng người quay.</b> Quay ngược cửa sổ thì mặt người nói sẽ tối.</li>"
        "<li><b>Quay thử 10 giây rồi nghe lại</b> bằng tai nghe trước khi quay cả câu chuyện.</li></ol>",
    ),
]

#: What stands at the foot of the demo's pages; body, licence and addresses are invented.
PORTAL = {
    "name": "Cổng Chuyển đổi số",
    "province": "Tỉnh Sơn La (trình diễn)",
    "responsible_body": "Cơ quan chủ quản: Ban Chỉ đạo Chuyển đổi số (trình diễn)",
    "responsible_person": "Trưởng Ban Biên tập",
    "licence": "Số 00/GP-TTĐT (ví dụ)",
    "address": "Số 1, đường Ban Mai, phường Tô Hiệu",
    "phone": "0212 000 0000",
    "email": "banbientap@vidu.example",
}

#: By the field of the site's settings: title and text.
HELP_PAGES = {
    "privacy_page": (
        "Bảo vệ dữ liệu cá nhân",
        "<p>Ban Tổ chức chỉ thu thập thông tin cần cho cuộc thi: họ tên, ngày sinh, đơn vị, cách liên hệ. Thông tin được công khai "
        "chỉ khi bạn đồng ý.</p><h2>Quyền của bạn</h2><ul><li>Xem, sửa, tải về dữ liệu của mình tại trang thí sinh.</li>"
        "<li>Rút lại sự đồng ý hoặc yêu cầu xóa dữ liệu bất cứ lúc nào.</li><li>Khiếu nại với cơ quan chủ quản nêu ở chân trang.</li></ul>"
        "<h2>Thời hạn lưu</h2><p>Đến 12 tháng sau ngày trao giải; sau đó chỉ còn số liệu thống kê và kết quả đã công bố.</p>",
    ),
    "accessibility_page": (
        "Khả năng tiếp cận",
        "<p>Trang dùng được bằng bàn phím và trình đọc màn hình, phóng to đến 400%, có giao diện tối và độ tương phản cao theo thiết "
        "lập của máy. Video dự thi có thể kèm phụ đề.</p><p>Nếu gặp khó khăn, vui lòng gọi số điện thoại ở chân trang.</p>",
    ),
}

PARTNERS = [
    ("Tỉnh đoàn (trình diễn)", "TD", (11, 94, 160)),
    ("Bưu điện tỉnh (trình diễn)", "BD", (176, 104, 0)),
    ("Trường Cao đẳng Hoa Ban (trình diễn)", "HB", (128, 32, 84)),
]

#: The signed plan, as a paper of two pages: heading and paragraphs.
PLAN_PAPER = (
    "Kế hoạch tổ chức cuộc thi (bản trình diễn)",
    [
        "Cuộc thi nhằm giới thiệu những cách làm hay về chuyển đổi số ở cơ sở, để nơi khác học theo.",
        "Thí sinh gửi video qua trang của cuộc thi. Tổ Thư ký xem lại từng video theo thể lệ đã công bố.",
        "Ban Giám khảo chấm những video qua vòng sơ loại, mỗi video ít nhất ba giám khảo.",
        "Kết quả được công bố trên trang này cùng danh sách tác phẩm đạt giải.",
        "Tài liệu này do phần mềm tạo ra để trình diễn, không phải văn bản của cơ quan nhà nước.",
    ],
)
