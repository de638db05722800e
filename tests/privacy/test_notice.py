"""The default notice about personal data of a new site."""

from __future__ import annotations

import pytest

from contest_pages.privacy.models import ConsentNotice

pytestmark = pytest.mark.django_db


def test_a_new_site_has_a_notice_with_one_required_purpose():
    notice = ConsentNotice.objects.get()
    assert [purpose.text.split(" để ")[0] for purpose in notice.purposes.all()] == ["Tôi đồng ý"]
    assert notice.live
