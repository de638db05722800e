"""Search for a planted person in everything that a site keeps and shows."""

from __future__ import annotations

import email
import email.policy
import io
import logging
import re
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import caches
from django.db import connection
from wagtail.models import Page

from contest_pages.http.log_filters import PersonalDataFilter
from contest_pages.publishing.page_cache import store
from contest_pages.vietnamese import fold

#: What was typed by or about the person; the last word of each occurs nowhere else.
PERSON = {
    "name": "Quàng Thị Xoanluu",
    "phone": "0983217654",
    "identity": "014309007788",
    "email": "xoan.planted@vidu.example",
    "new phone": "0983217655",
    "new email": "xoan.newplace@vidu.example",
    "former contact": "xoan.oldplace@vidu.example",
    "guardian": "Quàng Văn Bốtrồng",
    "team": "Đội Rừngbansuối",
    "address": "12 ngõ Bằnglăngtím",
    "end": "Người nhà báoốmnặng",
    "file name": "ho-so-nhasan.pdf",
    "file": "%PDF-1.4 vansaotrongtep",
    "draft": "Bản nháp chưanộpbài",
    "title": "Nếp nhà sànđãnộp",
    "summary": "Bài về bà ngoạitôi",
    "script name": "loi-binh-caudau.pdf",
    "link": "https://youtu.be/plantedlink",
    "host": "Kênh của Bảnxamù",
    "subtitle": "Tiếng khènbèvọng",
    "changes": "Che mặt emgáibạn",
    "video": "khung hình Bếplửađỏ",
    "name of the video": "phim-xoansuoi.mp4",
    "video sent": "khung hình Cầutreolắc",
    "video on its way": "khung hình Nửađườngtải",
    "request": "Hãy xóachuyệncủatôi",
    "answer": "Sẽ xóađúnghạn",
    "extension": "Đang tìmhồsơcũ",
    "complaint": "Tôi khôngđồngý",
    "reason": "Video lệchđềtài",
    "note of a check": "Giây 12 lộmặtbé",
    "comment": "Cháu tôiquenbiết",
    "note": "Ghi chúriêngtư",
    "relation": "Con củathưký",
    "match": "Trùng tênbácsĩ",
    "correction": "Gọi điệnbáosai",
    "accommodation": "Khiếmthịnặng",
    "prediction": "khoảng bảynghìnlẻmốt",
    "row of a list": "Hàng trongbảngđơnvị",
    "pasted name": "Người dánvàobảng",
    "exclusion": "Nhờ anhhọthihộ",
    "lifting": "Anh họ đãxácnhận",
    "tie": "Chủ tịch chọnbàihay",
    "remark": "Học sinh trườngnộitrú",
    "revocation": "Đơn tốcáođúng",
    "late work": "Quyết định bổsungmuộn",
    "jury remark": "Bài của họctròcũtôi",
    "jury note": "Nghe giọng ngườiquen",
    "draft reason": "Nghĩ lại vềemhàngxóm",
    "new sheet": "Chấm nhầm chịhọngoại",
    "reopening": "Xin sửa điểmcháugái",
    "excuse": "Vắng vì nhàcóviệc",
    "gap": "Hội ý vềbécưngnhỏ",
    "leaving": "Rút vì mẹđangốmnặng",
    "paper back": "Phiếu nhòe do chaunội",
    "recheck": "Cộng lại giúp emúttôi",
    "recheck reply": "Đã cộng lạichobácđó",
    "contact": "Lò Văn Đầumối",
    "contact's email": "dau-moi@vidu.example",
}
_WORDS = {key: (fold(typed.split()[-1]), typed.split()[-1].lower()) for key, typed in PERSON.items()}


def found_in(text: str) -> set[str]:
    """Return which of what was typed stands in a text, marks and capitals aside."""
    folded, plain = fold(text), text.lower()
    return {key for key, (without_marks, word) in _WORDS.items() if without_marks in folded or word in plain}


def in_database() -> dict[str, set[str]]:
    """Return what stands in which column of all tables, as "table.column"."""
    found: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [f"{table}.{column[0]}" for column in cursor.description]
            for row in cursor:
                for column, value in zip(columns, row, strict=True):
                    if here := found_in(_text_in(column, value)):
                        found.setdefault(column, set()).update(here)
    return found


def _text_in(column: str, value) -> str:
    if column == "django_session.session_data":
        return str(SessionStore().decode(value))
    return _text_of(value)


def _text_of(value) -> str:
    """Return a value as people read it: JSON and letters write letters with marks in their own ways."""
    text = value.decode("utf-8", "ignore") if isinstance(value, bytes) else str(value)
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


def _text_of_file(path: Path) -> str:
    content = path.read_bytes()
    if path.suffix == ".eml":
        message = email.message_from_bytes(content, policy=email.policy.default)
        return f"{message['to']} {message['subject']} {message.get_body(('plain',)).get_content()}"
    return _text_of(content)


def in_files(*folders: Path, since: Path) -> dict[str, set[str]]:
    """Return what stands in which file written after the file `since`, or in its name: tests before wrote hundreds of megabytes."""
    found = {}
    begun = since.stat().st_mtime_ns
    files = (path for folder in folders for path in Path(folder).rglob("*") if path.is_file())
    for path in (path for path in files if path.stat().st_mtime_ns >= begun):
        if here := found_in(f"{path} {_text_of_file(path)}"):
            found[str(path)] = here
    return found


def in_caches() -> set[str]:
    """Return what stands in the caches of this process."""
    texts = [_text_of(page.body) for page in store._state.pages.values()]
    texts += [str(store._state.values)]
    for alias in settings.CACHES:
        kept = getattr(caches[alias], "_cache", {})
        texts += [f"{key} {_text_of(value)}" for key, value in kept.items()]
    return found_in(" ".join(texts))


def on_public_pages(client) -> dict[str, set[str]]:
    """Return what visitors read at which address."""
    addresses = [page.get_url() for page in Page.objects.live().public() if page.depth > 1]
    addresses += ["/sitemap.xml", "/tim-kiem/?q=xoanluu", "/api/v1/contests/", "/api/v1/"]
    found = {}
    for address in filter(None, addresses):
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if here := found_in(body.decode("utf-8", "ignore")):
            found[address] = here
    return found


@contextmanager
def journal():
    """Yield what the site's handler writes of all that is logged, down to the smallest line."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(PersonalDataFilter())
    handler.addFilter(lambda record: not record.name.startswith("factory"))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield written
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
