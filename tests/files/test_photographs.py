"""Photographs of papers are drawn again: upright, of a size to read, and without what the telephone wrote into them."""

from __future__ import annotations

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from contest_pages.files import photographs
from contest_pages.files.photographs import LONGEST_SIDE, UnreadablePhotograph, drawn_again


def picture(size=(400, 300), kind="JPEG", mode="RGB", colour="white", **options) -> ContentFile:
    data = io.BytesIO()
    Image.new(mode, size, colour).save(data, kind, **options)
    return ContentFile(data.getvalue(), name="phieu.bin")


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_telephones_and_scanners_write_becomes_a_jpeg(kind):
    assert opened(drawn_again(picture(kind=kind))).format == "JPEG"


@pytest.mark.parametrize("size", [(6000, 4000), (1000, 9000)])
def test_a_large_one_is_made_smaller_in_its_proportions(size):
    drawn = opened(drawn_again(picture(size)))
    assert max(drawn.size) == LONGEST_SIDE
    assert drawn.width / drawn.height == pytest.approx(size[0] / size[1], rel=0.01)


def test_a_small_one_keeps_its_size():
    assert opened(drawn_again(picture((400, 300)))).size == (400, 300)


def test_it_stands_upright_and_says_nothing_of_where_it_was_taken():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Phone of a juror"
    exif.get_ifd(0x8825)[1] = "N"
    data = drawn_again(picture((400, 300), exif=exif))
    assert opened(data).size == (300, 400)
    assert not opened(data).getexif()
    assert b"Phone of a juror" not in data


def test_what_is_transparent_is_white_paper():
    drawn = opened(drawn_again(picture(kind="PNG", mode="RGBA", colour=(0, 0, 0, 0))))
    assert drawn.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "CMYK", "I;16"])
def test_grey_black_and_printed_colours_are_read(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert opened(drawn_again(picture(kind=kind, mode=mode, colour=0))).mode == "RGB"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7 a scan",
        b"<svg onload='alert(1)'/>",
        b"\xff\xd8\xff\xe0 no picture",
        b"\x89PNG\r\n\x1a\n broken",
        picture(kind="GIF").read(),
        picture().read()[:300],
    ],
)
def test_what_is_no_picture_or_a_damaged_one_is_refused(content):
    with pytest.raises(UnreadablePhotograph):
        drawn_again(ContentFile(content, name="phieu.jpg"))


def test_a_picture_that_unpacks_to_too_many_pixels_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(photographs, "MOST_PIXELS", 400 * 300 - 1)
    with pytest.raises(UnreadablePhotograph):
        drawn_again(picture((400, 300)))
