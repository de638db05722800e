"""What tests of the organisers' screens press and read."""

from __future__ import annotations

from django.urls import reverse


def address(name: str, page, **query) -> str:
    return reverse(name, args=[page.pk], query=query)


def shown(client, name: str, page, **query) -> str:
    answer = client.get(address(name, page, **query))
    assert answer.status_code == 200
    return answer.content.decode()


def press(client, name: str, page, button: str, key=1, query=None, **fields):
    return client.post(address(name, page, **(query or {})), {button: str(key), **fields})
