"""What a user who is limited to a contest names in a form that the browser made up: files and pages of another contest."""

from __future__ import annotations

import json
import re

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from contest_pages.activities.models import ContestHonoursPage
from contest_pages.contests.domain.assigning import collection_of, limit_to_contests
from tests.factories import (
    ContestNewsPageFactory,
    ContestPageFactory,
    ContestRegistrationPageFactory,
)

from .editors import form_of, smallest_page
from .test_hostile_texts import block

pytestmark = pytest.mark.django_db

#: Words of the sentence with which a field is refused.
REFUSED = "đã được bỏ ra"


class Files:
    """A document, a picture and a draft of a contest."""

    def __init__(self, contest, name: str):
        collection = collection_of(contest)
        self.document = get_document_model().objects.create(
            title=f"Văn bản {name}", collection=collection, file=ContentFile(b"%PDF", name=f"{name}.pdf")
        )
        self.picture = get_image_model().objects.create(
            title=f"Hình {name}", collection=collection, file=get_test_image_file(f"{name}.png")
        )
        self.page = ContestNewsPageFactory(parent=contest, title=f"Tin {name}", slug=name, live=False)


@pytest.fixture
def own(stage):
    """Return files of the contest of `stage`."""
    return Files(stage.contest, "alpha")


@pytest.fixture
def foreign(index):
    """Return files of a second contest."""
    other = ContestPageFactory(parent=index, title="Cuộc thi khác", slug="cuoc-thi-khac")
    return Files(other, MARK)


@pytest.fixture
def editor(client, roles, stage):
    """Return a client of an editor who is limited to the contest of `stage`."""
    limit_to_contests(user=roles["editors"], contests=[stage.contest], actor=None)
    client.force_login(roles["editors"])
    return client


@pytest.fixture
def news(stage):
    """Return a live news item of the contest of `stage`."""
    return ContestNewsPageFactory(parent=stage.contest, title="Tin của ta")


def text(kind: str, record) -> str:
    """Return a line with a link to a record, as the editor sends it."""
    link = {"type": kind, "mutability": "MUTABLE", "data": {"id": record.pk}}
    return json.dumps({"blocks": [block("Xem tại đây", entities=[0])], "entityMap": {"0": link}})


def body(kind: str, **values) -> dict[str, str]:
    """Return a body with one block, as the editor sends it."""
    sent = {
        "body-count": "1",
        "body-0-type": kind,
        "body-0-order": "0",
        "body-0-deleted": "",
        "body-0-id": "",
    }
    return sent | {f"body-0-value{name.replace('_', '-')}": str(value) for name, value in values.items()}


def documents(record) -> dict[str, str]:
    item = {"_documents_0_order": 0, "_documents_0_deleted": "", "_documents_0_value": record.pk}
    return body("documents", _heading="", _documents_count=1, **item)


def table(record) -> dict[str, str]:
    """Return a table of one cell with a link to a page."""
    column = {
        "_column_count": 1,
        "_column_0_type": "rich_text",
        "_column_0_heading": "",
        "_column_0_order": 0,
    }
    row = {"_row_count": 1, "_row_0_order": 0, "_row_0_deleted": "", "_column_0_deleted": ""}
    cell = {"_cell_0_0": text("LINK", record), "_caption": ""}
    return body("table", **column, **row, **cell)


def picture(record) -> dict[str, str]:
    values = body("picture", _image=record.pk, _caption="")
    return values | {"body-0-value-alternative_text": ""}


def button(record) -> dict[str, str]:
    return body("call_to_action", _label="Xem", _page=record.pk, _address="", _style="primary")


WAYS = {
    "a block of documents": lambda files: documents(files.document),
    "a picture": lambda files: picture(files.picture),
    "a button": lambda files: button(files.page),
    "a link to a document in a text": lambda files: body("text", **{"": text("DOCUMENT", files.document)}),
    "a link to a page in a text": lambda files: body("text", **{"": text("LINK", files.page)}),
    "a link in a table": lambda files: table(files.page),
}
#: What titles, addresses and files of the second contest have in common.
MARK = "bravo"


@pytest.fixture(params=WAYS.values(), ids=WAYS)
def sent_in(request):
    """Return in turn each way in which a body names a record."""
    return request.param


def test_a_page_with_a_record_of_another_contest_is_not_saved(editor, news, foreign, sent_in):
    address = reverse("wagtailadmin_pages:edit", args=[news.pk])
    data = form_of(editor, news) | sent_in(foreign)
    before = Page.objects.get(pk=news.pk).specific.get_latest_revision()
    response = editor.post(address, data | {"action-publish": "1"})
    assert response.status_code == 200
    assert REFUSED in str(response.context["form"].errors["body"])
    assert MARK not in response.content.decode()
    stored = Page.objects.get(pk=news.pk).specific
    assert stored.get_latest_revision() == before
    assert list(stored.body) == list(news.body)


def test_a_preview_shows_no_record_of_another_contest(editor, news, foreign, sent_in):
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[news.pk])
    answer = editor.post(address, form_of(editor, news) | sent_in(foreign))
    assert not answer.json()["is_valid"]
    assert MARK not in editor.get(address).content.decode()


def test_records_of_the_own_contest_are_named(editor, news, own, sent_in):
    data = form_of(editor, news) | sent_in(own)
    response = editor.post(reverse("wagtailadmin_pages:edit", args=[news.pk]), data | {"action-publish": "1"})
    assert response.status_code == 302
    (kept,) = Page.objects.get(pk=news.pk).specific.body
    assert kept.block_type == data["body-0-type"]


def test_what_a_page_named_before_the_edit_stays(client, editor, roles, stage, news, foreign, sent_in):
    address = reverse("wagtailadmin_pages:edit", args=[news.pk])
    client.force_login(roles["organisers"])
    data = form_of(client, news) | sent_in(foreign)
    assert client.post(address, data | {"action-publish": "1"}).status_code == 302
    client.force_login(roles["editors"])
    data = form_of(client, news, title="Tin đã sửa") | sent_in(foreign)
    assert client.post(address, data | {"action-publish": "1"}).status_code == 302
    stored = Page.objects.get(pk=news.pk).specific
    assert stored.title == "Tin đã sửa"
    assert len(stored.body) == 1


def test_a_new_page_names_none_either(editor, stage, foreign, sent_in):
    names = ["contest_contests", "contestnewspage", stage.contest.pk]
    address = reverse("wagtailadmin_pages:preview_on_add", args=names)
    shown = editor.get(reverse("wagtailadmin_pages:add", args=names)).context["form"]
    data = {bound.html_name: bound.value() or "" for bound in shown} | {"title": "Tin mới", "slug": "tin-moi"}
    for formset in shown.formsets.values():
        data |= {f"{formset.prefix}-{key}": value for key, value in formset.management_form.initial.items()}
    assert not editor.post(address, data | sent_in(foreign)).json()["is_valid"]


def test_a_link_in_a_text_outside_of_blocks_is_refused(editor, stage, foreign):
    form = ContestRegistrationPageFactory(parent=stage.contest, slug="dang-ky-hai")
    data = form_of(editor, form) | {
        "introduction": text("LINK", foreign.page),
        "thanks": json.dumps({"blocks": [], "entityMap": {}}),
    }
    response = editor.post(reverse("wagtailadmin_pages:edit", args=[form.pk]), data)
    assert REFUSED in str(response.context["form"].errors["introduction"])
    assert MARK not in response.content.decode()


def test_a_refused_field_does_not_show_what_was_named(editor, news, stage, foreign):
    honours = smallest_page(ContestHonoursPage, stage.contest, title="Vinh danh", slug="vinh-danh")
    for page, name, record in ((news, "image", foreign.picture), (honours, "decision", foreign.document)):
        data = form_of(editor, page) | {name: record.pk}
        response = editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
        assert REFUSED in str(response.context["form"].errors[name])
        assert MARK not in response.content.decode()


def test_the_words_of_a_refused_link_stay_for_the_editor(editor, news, foreign):
    data = form_of(editor, news) | body("text", **{"": text("DOCUMENT", foreign.document)})
    response = editor.post(reverse("wagtailadmin_pages:edit", args=[news.pk]), data)
    (line,) = response.context["form"]["body"].value()
    assert re.sub(r"<[^>]*>", "", line.value.source) == "Xem tại đây"


def test_a_user_of_all_contests_names_any_record(client, roles, news, foreign, sent_in):
    client.force_login(roles["editors"])
    data = form_of(client, news) | sent_in(foreign)
    address = reverse("wagtailadmin_pages:edit", args=[news.pk])
    assert client.post(address, data | {"action-publish": "1"}).status_code == 302


def test_titles_of_pages_of_another_contest_are_not_read_by_their_keys(editor, own, foreign):
    address = reverse("wagtailadmin_choose_page_chosen_multiple")
    assert own.page.title in editor.get(address, {"id": own.page.pk}).content.decode()
    assert editor.get(address, {"id": [own.page.pk, foreign.page.pk]}).status_code == 302
