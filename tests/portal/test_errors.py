"""What visitors read when something is not there."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string


@pytest.mark.django_db
def test_a_page_that_is_not_there_says_so_in_the_portals_look(client, home):
    response = client.get("/khong-co-trang-nay/")
    html = response.content.decode()
    assert response.status_code == 404
    assert "Không tìm thấy trang" in html
    assert "portal-header" in html


def test_the_page_for_a_broken_server_needs_nothing_that_may_be_broken():
    html = render_to_string("500.html")
    assert "Hệ thống đang gặp sự cố" in html
    assert "{%" not in html
