"""Numbers that the code uses are defined once: sentences and scripts take them from there."""

from __future__ import annotations

import datetime
import re

import pytest
from babel.messages.pofile import read_po
from django.utils import translation

from contest_pages import vietnamese
from contest_pages.privacy.logic.notice import standard_notice
from contest_pages.registrations.models import RegistrationField
from contest_pages.rosters.forms.lists import DeclarationForm, declaration
from tests.test_architecture import ROOT

CATALOGUES = ("contest_pages/locale/vi/LC_MESSAGES/django.po", "portal/locale/vi/LC_MESSAGES/django.po")
_UNITS = "kB|MB|GB|seconds?|minutes?|hours?|(?:working )?days?|months?|years?|letters?|lines?|persons?|people"
_UNITS_VI = "kB|MB|GB|giây|phút|giờ|ngày|tháng|tuổi|ký tự|dòng|người"
#: "within 24 hours", "three hours", "tối đa 10 MB"; not "ngày 31/7", which is a date, and not the clock's "24:00".
_WRITTEN_OUT = re.compile(
    rf"(?<![\d:/.,])\b(\d[\d.,]*|two|three|four|five|six|ten|twelve|twenty|thirty)\s?({_UNITS})\b"
    rf"|(?<![\d:/.,])\b(\d[\d.,]*|hai|ba|bốn|năm|sáu|mười)\s({_UNITS_VI})\b"
)
#: Numbers that no setting and no constant holds.
_PLAIN_SPEECH = {
    "Nothing after ten minutes? Look into the spam folder, or have it sent again.",
    "This takes a minute or two. You may close this page; we write to you.",
    "2: four eyes. If they disagree, one more decides.",
    # examples of how a field is filled in
    "Minutes and seconds, for example 4:00 or 4 phút.",
    "Write minutes and seconds, for example 4:30, 5 phút or 90 giây.",
    "With its unit, for example 500 MB or 1,5 GB.",
    "Write the size with its unit, for example 500 MB or 1,5 GB.",
}


def changed(settings, **values):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, **values}


@pytest.mark.parametrize("path", CATALOGUES)
def test_no_sentence_writes_out_a_number_with_its_unit(path):
    catalogue = read_po((ROOT / path).open("rb"))
    found = {}
    for message in catalogue:
        ids = (message.id,) if isinstance(message.id, str) else message.id
        words = (message.string,) if isinstance(message.string, str) else message.string
        for text in (*ids, *words):
            bare = re.sub(r"%\(\w+\)[.\d]*[sdf]|\{\w+\}", "…", text)
            if ids[0] not in _PLAIN_SPEECH and (hit := _WRITTEN_OUT.search(bare)):
                found[ids[0]] = hit[0]
    assert found == {}
    assert len(catalogue) > 50


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (datetime.timedelta(hours=24), "24 giờ"),
        (datetime.timedelta(hours=1, minutes=30), "1 giờ 30 phút"),
        (datetime.timedelta(minutes=15), "15 phút"),
        (datetime.timedelta(seconds=10), "10 giây"),
    ],
)
def test_a_duration_is_written_in_hours_minutes_and_seconds(span, words):
    assert vietnamese.duration(span) == words


def test_small_sizes_are_in_kilobytes():
    assert vietnamese.file_size(512 * 1024) == "512 kB"


@pytest.mark.django_db
@pytest.mark.usefixtures("in_july")
def test_the_form_shows_and_applies_the_age_of_the_setting(client, stage, settings):
    changed(settings, GUARDIAN_BELOW_AGE=16)
    html = client.get(stage.form.url).content.decode()
    assert 'data-guardian-below="16"' in html
    assert "Dưới 16 tuổi? Cha, mẹ" in html
    assert "Tôi chưa đủ 16 tuổi, từ 7 tuổi trở lên" in html
    assert "18 tuổi" not in html


@pytest.mark.django_db
@pytest.mark.usefixtures("in_july")
def test_the_form_shows_the_largest_file_of_the_setting(client, stage, settings):
    RegistrationField.objects.create(
        page=stage.form, label="Giấy giới thiệu", field_type="file", sort_order=0
    )
    changed(settings, MAX_ANSWER_FILE_BYTES=3 * 1024**2)
    html = client.get(stage.form.url).content.decode()
    assert "tối đa 3 MB" in html
    assert "10 MB" not in html


def test_the_standard_notice_shows_the_months_of_the_setting(settings):
    changed(settings, RETENTION_MONTHS=7)
    with translation.override("vi"):
        assert "chậm nhất 7 tháng" in standard_notice()["retention"]


def test_a_contact_declares_for_ages_below_the_setting(settings):
    changed(settings, GUARDIAN_BELOW_AGE=15)
    assert "người dưới 15 tuổi" in declaration()
    assert DeclarationForm().fields["agreed"].label == declaration()
