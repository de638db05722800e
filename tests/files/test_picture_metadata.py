"""Pictures are stored without place, owner, camera and previews, as they were turned and coloured."""

from __future__ import annotations

import io
import struct

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Picture
from PIL import ImageCms, ImageOps, PngImagePlugin
from wagtail.images import get_image_model

from contest_pages.files.picture_metadata import strip_metadata
from contest_pages.files.uploaded_pictures import without_metadata
from contest_pages.registrations.models import AnswerFile
from tests.factories import RegistrationFactory

SECRETS = [b"Nguyen Van Lo", b"PhoneCam 9", b"SECRET-XMP", b"SECRET-COMMENT", b"2024:07:10"]
ICC = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
FORMATS = ["JPEG", "PNG", "WEBP", "GIF", "AVIF"]
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SECRET-XMP</x:xmpmeta>"


def exif_of(orientation: int | None) -> Picture.Exif:
    exif = Picture.Exif()
    exif[0x010F], exif[0x8298], exif[0x0132] = "PhoneCam 9", "Nguyen Van Lo", "2024:07:10 08:00:00"
    if orientation:
        exif[0x0112] = orientation
    exif.get_ifd(0x8825)[1], exif.get_ifd(0x8825)[2] = "N", (21.0, 19.0, 37.0)
    exif.get_ifd(0x8825)[3], exif.get_ifd(0x8825)[4] = "E", (103.0, 54.0, 0.0)
    return exif


def made(kind: str, orientation: int | None = None, *, plain: bool = False) -> bytes:
    """Return a picture, red above and blue below, with all the metadata that its format takes."""
    picture = Picture.new("RGB", (64, 32), "red")
    picture.paste("blue", (0, 16, 64, 32))
    options: dict = {}
    if kind == "GIF":
        options = {"comment": b"SECRET-COMMENT"}
    elif not plain:
        options = {"exif": exif_of(orientation).tobytes(), "icc_profile": ICC}
        options |= {"xmp": XMP} if kind in ("JPEG", "WEBP", "AVIF") else {}
        options |= {"comment": b"SECRET-COMMENT"} if kind == "JPEG" else {}
    if kind == "PNG" and not plain:
        options["pnginfo"] = info = PngImagePlugin.PngInfo()
        info.add_text("Author", "Nguyen Van Lo")
        info.add_text("Comment", "SECRET-COMMENT", zip=True)
        info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def opened(data: bytes) -> Picture.Image:
    picture = Picture.open(io.BytesIO(data))
    picture.load()
    return picture


def tags_of(data: bytes) -> set[int]:
    exif = opened(data).getexif()
    return set(exif) | set(exif.get_ifd(0x8825)) | set(exif.get_ifd(0x8769))


@pytest.mark.parametrize("kind", FORMATS)
def test_nothing_of_the_camera_its_owner_and_the_place_is_left(kind):
    data = made(kind, 6)
    if kind != "GIF":
        assert {0x010F, 0x8298} < tags_of(data)
    stripped = strip_metadata(data)
    assert [word for word in SECRETS if word in stripped] == []
    assert tags_of(stripped) <= {0x0112}
    info = {
        name: value for name, value in opened(stripped).info.items() if name != "xmp" or value.strip(b"\0")
    }
    assert not {"xmp", "comment", "Author", "Comment", "XML:com.adobe.xmp"} & info.keys()
    assert strip_metadata(stripped) == stripped


@pytest.mark.parametrize("kind", FORMATS)
def test_the_pixels_are_the_same(kind):
    data = made(kind)
    assert opened(data).convert("RGB").tobytes() == opened(strip_metadata(data)).convert("RGB").tobytes()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_stays_as_it_was_turned(kind, orientation):
    data = made(kind, orientation)
    before, after = (ImageOps.exif_transpose(opened(found)) for found in (data, strip_metadata(data)))
    assert before.size == after.size
    assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_the_colour_profile_stays(kind):
    assert opened(strip_metadata(made(kind, 6))).info["icc_profile"] == ICC


def test_moving_pictures_go_on_moving():
    for kind in ("GIF", "WEBP", "PNG"):
        file, frames = io.BytesIO(), [Picture.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
        frames[0].save(file, kind, save_all=True, append_images=frames[1:], loop=0, duration=100)
        assert opened(strip_metadata(file.getvalue())).n_frames == 2, kind


def test_a_progressive_picture_and_its_previews():
    """A phone puts previews behind the end of the picture, with all metadata once more."""
    file = io.BytesIO()
    opened(made("JPEG")).save(file, "JPEG", progressive=True, exif=exif_of(6).tobytes())
    data = file.getvalue() + made("JPEG")
    stripped = strip_metadata(data)
    assert [word for word in SECRETS if word in stripped] == []
    assert opened(stripped).tobytes() == opened(file.getvalue()).tobytes()


def test_photoshops_block_and_camera_makers_own_are_left_out():
    data = made("JPEG", plain=True)
    for marker in (0xE4, 0xED, 0xEF, 0xE2):
        payload = b"Photoshop 3.0\0SECRET-IPTC"
        data = data[:2] + bytes([0xFF, marker]) + struct.pack(">H", len(payload) + 2) + payload + data[2:]
    assert b"SECRET-IPTC" not in strip_metadata(data)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_picture_without_metadata_is_the_same_file(kind):
    data = strip_metadata(made(kind, plain=True))
    assert strip_metadata(data) is data or strip_metadata(data) == data
    file = ContentFile(data, name="x")
    assert without_metadata(file) is file


@pytest.mark.parametrize("kind", FORMATS)
def test_damaged_files_are_left_as_they_are(kind):
    data = made(kind, 6)
    for cut in range(0, len(data), max(1, len(data) // 60)):
        strip_metadata(data[:cut])
    for place in range(0, min(len(data), 600), 7):
        strip_metadata(data[:place] + b"\xff\xff\xff\xff" + data[place + 4 :])
    assert strip_metadata(b"") == b""
    assert strip_metadata(b"%PDF-1.4") == b"%PDF-1.4"


@given(
    st.binary(max_size=300),
    st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF0000WEBP"]),
)
def test_no_bytes_break_it(rest, head):
    strip_metadata(head + rest)
    strip_metadata(b"\0\0\0\x18ftypavif" + rest)


def heic(exif: bytes) -> bytes:
    """Return the skeleton of a HEIC file with one item of Exif data."""

    def box(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I4s", 8 + len(body), name) + body

    infe = box(b"infe", b"\2\0\0\0" + struct.pack(">HH4s", 1, 0, b"Exif") + b"\0")
    iinf = box(b"iinf", b"\0\0\0\0" + struct.pack(">H", 1) + infe)
    head = box(b"ftyp", b"heic\0\0\0\0mif1heic")

    def meta(offset: int) -> bytes:
        iloc = b"\0\0\0\0\x44\0" + struct.pack(">HHHHII", 1, 1, 0, 1, offset, len(exif))
        return box(b"meta", b"\0\0\0\0" + iinf + box(b"iloc", iloc))

    begin = len(head) + len(meta(0)) + 8
    return head + meta(begin) + box(b"mdat", exif + b"pixels")


def test_a_heic_picture_of_a_phone_has_its_exif_data_emptied():
    data = heic(b"\0\0\0\0" + exif_of(6).tobytes().removeprefix(b"Exif\0\0"))
    stripped = strip_metadata(data)
    assert len(stripped) == len(data)
    assert b"Nguyen Van Lo" in data
    assert [word for word in SECRETS if word in stripped] == []
    assert stripped.endswith(b"pixels")


# Where pictures are stored


def upload(kind: str = "JPEG", orientation: int = 6, name: str = "anh.jpg"):
    file = ImageFile(io.BytesIO(made(kind, orientation)), name=name)
    return get_image_model().objects.create(title="x", file=file)


def read(field) -> bytes:
    with field.open("rb") as file:
        return file.read()


def leaks(data: bytes) -> list[bytes]:
    return [word for word in SECRETS if word in data]


@pytest.mark.django_db
def test_what_an_editor_uploads_is_stored_without(admin_client, home):
    file = SimpleUploadedFile("anh.jpg", made("JPEG", 6), "image/jpeg")
    admin_client.post(reverse("wagtailimages:add"), {"title": "Ảnh", "file": file, "collection": 1})
    image = get_image_model().objects.get()
    assert leaks(read(image.file)) == []
    assert image.file_size == len(read(image.file))
    again = SimpleUploadedFile("anh.jpg", made("JPEG", 6), "image/jpeg")
    response = admin_client.post(
        reverse("wagtailimages:add_multiple"), {"title": "x", "files[]": again, "collection": 1}
    )
    assert response.json()["duplicate"], "the same picture is still recognised"


@pytest.mark.django_db
@pytest.mark.parametrize("spec", ["max-40x40", "max-40x40|format-webp", "max-40x40|format-avif", "original"])
def test_a_rendition_has_none_and_stands_upright(home, spec):
    rendition = upload().get_rendition(spec)
    data = read(rendition.file)
    assert leaks(data) == []
    assert ImageOps.exif_transpose(opened(data)).height > ImageOps.exif_transpose(opened(data)).width


@pytest.mark.django_db
def test_what_a_contestant_attaches_is_stored_without(stage):
    from types import SimpleNamespace

    from contest_pages.registrations.domain.registering import add_files

    attached = SimpleNamespace(
        name="anh",
        label="Ảnh",
        file=SimpleUploadedFile("anh.jpg", made("JPEG", 6)),
        file_name="anh.jpg",
        content_type="image/jpeg",
    )
    add_files(RegistrationFactory(page=stage.form), SimpleNamespace(files=[attached]))
    row = AnswerFile.objects.get()
    assert leaks(read(row.file)) == []
    assert row.size == len(read(row.file))


@pytest.mark.django_db
def test_what_was_stored_before_is_mended_once(stage, capsys, django_capture_on_commit_callbacks):
    image = upload()
    path = storages["default"].path(image.file.name)
    with open(path, "wb") as file:
        file.write(made("JPEG", 6))
    rendition = image.get_rendition("max-40x40")
    with open(rendition.file.path, "wb") as file:
        file.write(made("JPEG", 6))
    registration = RegistrationFactory(page=stage.form)
    row = AnswerFile.objects.create(
        registration=registration, name="a", label="a", file=ContentFile(made("PNG", 6), "x"), size=1
    )
    call_command("contest_strip_metadata", "--dry-run")
    assert leaks(read(get_image_model().objects.get().file)) != []
    with django_capture_on_commit_callbacks(execute=True):
        call_command("contest_strip_metadata")
    image, row = get_image_model().objects.get(), AnswerFile.objects.get()
    assert leaks(read(image.file)) == leaks(read(row.file)) == []
    assert row.size == len(read(row.file))
    assert not image.renditions.exists()
    assert leaks(read(image.get_rendition("max-40x40").file)) == []
    assert not storages["default"].exists(path)
    capsys.readouterr()
    call_command("contest_strip_metadata")
    assert "0 originals and renditions, 0 attached files" in capsys.readouterr().out
