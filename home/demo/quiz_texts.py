"""Questions of the demo's quiz, written for it: question, options (the first is right), topic, source."""

TOPICS = ("Nhận thức số", "Dịch vụ công", "An toàn thông tin")

# Released for practice.
PRACTICE = [
    (
        "Ngày nào hằng năm là Ngày Chuyển đổi số quốc gia?",
        ("10 tháng 10", "02 tháng 9", "20 tháng 11", "01 tháng 6"),
        0,
    ),
    (
        "Muốn nộp hồ sơ trực tuyến mà không phải đến trụ sở, người dân vào đâu?",
        ("Cổng Dịch vụ công quốc gia", "Một nhóm trên mạng xã hội", "Trang tìm kiếm", "Hộp thư của bưu tá"),
        1,
    ),
    (
        "Ai đó gọi tới, xưng là cán bộ và xin mã OTP. Nên làm gì?",
        ("Không đọc mã cho bất kỳ ai", "Đọc mã cho nhanh", "Nhắn mã qua mạng xã hội", "Đọc một nửa mã"),
        2,
    ),
    (
        "Mật khẩu nào khó đoán nhất?",
        ("Một câu dài mà chỉ mình nhớ", "Ngày sinh của mình", "12345678", "Tên con viết liền"),
        2,
    ),
]

# Asked in the rounds.
ASKED = [
    (
        "Ba trụ cột của chuyển đổi số quốc gia gồm những gì?",
        (
            "Chính phủ số, kinh tế số, xã hội số",
            "Nông nghiệp, công nghiệp, dịch vụ",
            "Máy chủ, mạng, phần mềm",
            "Báo chí, xuất bản, phát thanh",
        ),
        0,
    ),
    (
        "Chuyển đổi số trước hết là thay đổi điều gì?",
        ("Nhận thức và cách làm", "Màu của trang web", "Số lượng máy in", "Tên của cơ quan"),
        0,
    ),
    (
        "Tổ công nghệ số cộng đồng giúp người dân việc gì?",
        (
            "Dùng các dịch vụ số ngay tại thôn, bản",
            "Sửa đường dây điện",
            "Thu tiền nước",
            "Cấp giấy phép lái xe",
        ),
        0,
    ),
    (
        "Kinh tế số là gì?",
        (
            "Hoạt động kinh tế dựa trên công nghệ số và dữ liệu",
            "Việc đếm tiền bằng máy",
            "Chỉ riêng việc bán máy tính",
            "Sổ kế toán viết tay",
        ),
        0,
    ),
    (
        "Mã QR ở quầy thanh toán dùng để làm gì?",
        ("Chuyển tiền mà không cần tiền mặt", "Xem giờ", "Gọi điện miễn phí", "Đo nhiệt độ"),
        0,
    ),
    (
        "Dữ liệu mở của cơ quan nhà nước là dữ liệu thế nào?",
        (
            "Ai cũng được xem và dùng lại",
            "Chỉ lãnh đạo được xem",
            "Đã bị xóa",
            "Chỉ bán cho doanh nghiệp",
        ),
        0,
    ),
    (
        "Tài khoản nào dùng để đăng nhập Cổng Dịch vụ công quốc gia?",
        (
            "Tài khoản định danh điện tử VNeID",
            "Tài khoản trò chơi",
            "Tài khoản mạng xã hội bất kỳ",
            "Số tài khoản ngân hàng",
        ),
        1,
    ),
    (
        "Dịch vụ công trực tuyến toàn trình nghĩa là gì?",
        (
            "Từ nộp đến nhận kết quả đều làm trên mạng",
            "Chỉ tải mẫu đơn trên mạng",
            "Nộp trên mạng, nhận kết quả phải tới nơi",
            "Hỏi đáp qua điện thoại",
        ),
        1,
    ),
    (
        "Hồ sơ nộp trực tuyến được theo dõi bằng gì?",
        ("Mã hồ sơ", "Biển số xe", "Số nhà", "Số trang"),
        1,
    ),
    (
        "Người chưa quen máy tính muốn nộp hồ sơ trực tuyến thì hỏi ai trước?",
        (
            "Bộ phận một cửa hoặc Tổ công nghệ số cộng đồng",
            "Người lạ trên mạng",
            "Không ai cả",
            "Cửa hàng tạp hóa",
        ),
        1,
    ),
    (
        "Chữ ký số có giá trị thế nào trong giao dịch điện tử?",
        (
            "Như chữ ký tay khi đáp ứng quy định",
            "Không có giá trị",
            "Chỉ để trang trí",
            "Chỉ dùng được một lần trong đời",
        ),
        1,
    ),
    (
        "Phí, lệ phí của hồ sơ trực tuyến nộp bằng cách nào?",
        (
            "Thanh toán trực tuyến ngay trên cổng",
            "Gửi tiền mặt qua bưu điện",
            "Chỉ nộp tại kho bạc",
            "Nhờ hàng xóm nộp",
        ),
        1,
    ),
    (
        "Một tin nhắn báo trúng thưởng kèm liên kết lạ. Nên làm gì?",
        ("Không bấm, xóa tin và báo lại", "Bấm thử", "Chuyển cho bạn bè", "Trả lời xin thêm"),
        2,
    ),
    (
        "Xác thực hai lớp giúp điều gì?",
        (
            "Lộ mật khẩu vẫn chưa mất tài khoản",
            "Máy chạy nhanh hơn",
            "Pin bền hơn",
            "Không cần mật khẩu nữa",
        ),
        2,
    ),
    (
        "Nên tải ứng dụng từ đâu?",
        ("Kho ứng dụng chính thức", "Liên kết trong bình luận", "Thẻ nhớ nhặt được", "Trang phim lậu"),
        2,
    ),
    (
        "Wi-Fi công cộng không mật khẩu thì không nên làm gì?",
        ("Chuyển tiền ngân hàng", "Đọc báo", "Xem dự báo thời tiết", "Xem bản đồ"),
        2,
    ),
    (
        "Ảnh chụp thẻ căn cước có nên gửi cho người lạ không?",
        ("Không", "Có, nếu họ hỏi lịch sự", "Có, nếu che tên", "Có, nếu vào buổi tối"),
        2,
    ),
    (
        "Sao lưu dữ liệu để làm gì?",
        ("Còn bản khác khi máy hỏng hoặc bị tấn công", "Cho máy nặng hơn", "Để quên mật khẩu", "Để khoe"),
        2,
    ),
]

NAMES = [
    "Lò Thị Phiêng", "Cầm Văn Nặm", "Tòng Thị Ỏn", "Quàng Văn Bó", "Lường Văn Hặc", "Cà Thị Pản",
    "Hà Văn Thử", "Mùa A Vàng", "Giàng Thị Súa", "Vì Văn Tặng", "Bạc Thị Nuông", "Đinh Văn Mẫu",
    "Sồng A Thào", "Lèo Thị Xuân", "Ngần Văn Lả", "Hoàng Văn Khum", "Vàng Thị Dợ", "Lự Văn Pành",
    "Phá Thị Mỷ", "Điêu Văn Oán", "Tráng A Lử", "Kha Thị Ín", "Lầu Văn Chớ", "Mè Thị Yên",
]  # fmt: skip

CONTEST = {
    "title": "Trắc nghiệm tìm hiểu chuyển đổi số",
    "theme": "Mỗi tuần mười phút, mỗi người một hiểu biết",
    "organiser": "Ban Tổ chức cuộc thi trắc nghiệm (trình diễn)",
    "summary": "Mỗi tuần một bài trắc nghiệm ngắn và một câu dự đoán có bao nhiêu người trả lời đúng hết. Thi trên điện thoại, lúc nào rảnh thì làm.",
}
WHO = "Người từ đủ 14 tuổi đang sống, học tập hoặc làm việc trong tỉnh."
INTRODUCTION = "<p>Bài thi có sáu câu hỏi và một câu dự đoán. Đọc phần “Cách thi và xếp hạng”, ôn tập nếu muốn, rồi vào thi.</p>"
