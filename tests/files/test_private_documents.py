"""Documents and original pictures are no public files; who may have a document says its collection."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.storage import FileSystemStorage, storages
from django.core.management import CommandError, call_command
from django.test import Client
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection
from wagtail.users.models import UserProfile

from contest_pages import checks
from contest_pages.files import originals
from portal import health

pytestmark = pytest.mark.django_db
TEXT = bytes(range(200))


@pytest.fixture
def collection():
    return Collection.get_first_root_node().add_child(name="Kín")


def document(name: str = "ke-hoach.pdf", **values):
    return get_document_model().objects.create(title=name, file=ContentFile(TEXT, name=name), **values)


def picture():
    file = io.BytesIO()
    Picture.new("RGB", (900, 600), "red").save(file, "PNG")
    return get_image_model().objects.create(title="x", file=ImageFile(file, name="x.png"))


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def below_media(settings) -> list[str]:
    root = Path(settings.MEDIA_ROOT)
    return sorted(path.relative_to(root).parts[0] for path in root.rglob("*") if path.is_file())


@pytest.fixture
def media(settings, tmp_path):
    """Return an empty public folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


def test_only_renditions_are_public_files(media, settings, home):
    document()
    image = picture()
    assert below_media(settings) == []
    rendition = image.get_rendition("max-100x100")
    assert below_media(settings) == ["images"]
    assert rendition.url.startswith("/media/images/")
    assert (media / rendition.file.name).is_file()


def test_a_document_of_an_open_collection_is_sent_and_never_runs(client, home):
    found = document()
    found.get_file_hash()
    response = client.get(found.url)
    assert body(response) == TEXT
    assert response.headers["Content-Disposition"] == f'inline; filename="{found.filename}"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert response.headers["Cache-Control"] == "public, no-cache"
    again = client.get(found.url, headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["trang.html", "hinh.svg", "bang.xlsx"])
def test_another_document_is_a_download_in_a_sandbox(client, home, name):
    response = client.get(document(name).url)
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert (
        response.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    )


def test_a_document_is_sent_in_ranges(client, home):
    response = client.get(document().url, headers={"range": "bytes=10-19"})
    assert (response.status_code, body(response)) == (206, TEXT[10:20])
    assert client.get(document().url, headers={"range": "bytes=500-"}).status_code == 416


def test_nginx_sends_the_bytes_after_the_check(client, home, settings, collection):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "ACCEL_PREFIX": "/_private/"}
    found = document(collection=collection)
    response = client.get(found.url)
    assert response.headers["X-Accel-Redirect"] == f"/_private/{found.file.name}"
    assert response.content == b""
    collection.view_restrictions.create(restriction_type="login")
    assert "X-Accel-Redirect" not in client.get(found.url).headers


def test_a_document_of_a_closed_collection_has_no_public_file(client, admin_client, home, media, collection):
    found = document(collection=collection)
    collection.view_restrictions.create(restriction_type="login")
    assert client.get(found.url).status_code == 302
    assert client.get(f"/media/{found.file.name}").status_code == 404
    response = admin_client.get(found.url)
    assert body(response) == TEXT
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_document_behind_a_password_is_sent_to_those_who_gave_it(client, home, collection):
    found = document(collection=collection)
    restriction = collection.view_restrictions.create(restriction_type="password", password="mo")
    assert TEXT not in body(client.get(found.url))
    address = f"/documents/authenticate_with_password/{restriction.pk}/"
    client.post(address, {"password": "mo", "return_url": found.url})
    assert body(client.get(found.url)) == TEXT
    assert TEXT not in body(Client().get(found.url))


def test_a_document_whose_file_is_lost_is_not_found(client, home):
    found = document()
    found.file.storage.delete(found.file.name)
    assert client.get(found.url).status_code == 404


def test_users_of_the_admin_see_each_others_pictures_and_nothing_else_by_name(client, admin_user, home):
    profile = UserProfile.get_for_user(admin_user)
    profile.avatar.save("toi.png", ContentFile(TEXT))
    image = picture()
    assert client.get(profile.avatar.url).status_code == 302
    client.force_login(admin_user)
    assert body(client.get(profile.avatar.url)) == TEXT
    assert client.get(profile.avatar.url.replace(profile.avatar.name, image.file.name)).status_code == 404


def test_the_admin_shows_pictures_and_documents(admin_client, home):
    image = picture()
    for address in (
        "/admin/images/",
        f"/admin/images/{image.pk}/",
        "/admin/documents/",
        "/admin/images/chooser/",
    ):
        html = admin_client.get(address).content.decode()
        assert "original_images" not in html, address
    assert "/media/images/" in admin_client.get("/admin/images/").content.decode()


@pytest.fixture
def old_places(media, settings):
    """Return a document and a picture whose files lie below MEDIA_ROOT, as they did before."""
    kept, private, public = [document(), picture()], storages["default"], FileSystemStorage(location=media)
    for row in kept:
        with private.open(row.file.name) as file:
            public.save(row.file.name, file)
        private.delete(row.file.name)
    return kept


def test_originals_are_moved_once(old_places, media, capsys):
    names = [row.file.name for row in old_places]
    call_command("contest_move_originals", "--dry-run")
    assert "2 files to be moved" in capsys.readouterr().out
    assert all((media / name).is_file() for name in names)
    call_command("contest_move_originals")
    assert not any((media / name).exists() for name in names)
    assert old_places[0].file.read() == TEXT
    call_command("contest_move_originals")
    assert "0 files moved, 2 in their place already" in capsys.readouterr().out


def test_the_move_goes_on_where_it_was_interrupted(old_places, media):
    """Half of a file had been copied, and another one wholly without leaving its old place."""
    half, whole = (row.file.name for row in old_places)
    storages["default"].save(half, ContentFile(TEXT[:50]))
    storages["default"].save(whole, ContentFile((media / whole).read_bytes()))
    call_command("contest_move_originals")
    assert originals.public_originals() == []
    assert old_places[0].file.read() == TEXT
    assert old_places[0].file.name == half


def test_what_no_page_knows_is_named_and_left(old_places, media):
    (media / "documents" / "la.pdf").write_bytes(b"x")
    with pytest.raises(CommandError, match="documents"):
        call_command("contest_move_originals")
    assert (media / "documents" / "la.pdf").exists()


def test_originals_in_a_public_folder_are_named_by_the_check_and_by_readyz(old_places, client, settings):
    assert [problem.id for problem in checks.check_originals(None)] == ["contest_pages.W011"]
    assert "documents, original_images" in health.originals_problem()
    assert client.get("/readyz").status_code == 503
    call_command("contest_move_originals")
    assert checks.check_originals(None) == []
    assert health.originals_problem() == ""
    assert originals.is_public(FileSystemStorage(location=settings.MEDIA_ROOT))
    assert not originals.is_public(storages["contest_private"])
