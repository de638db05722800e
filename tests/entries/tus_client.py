"""Steps of a client that speaks tus."""

from __future__ import annotations

import base64

from django.urls import reverse

from contest_pages.registrations.access.links import personal_path

TUS = {"Tus-Resumable": "1.0.0"}


def creation(entry) -> str:
    token = personal_path(entry.registration).split("/")[-2]
    return reverse("contest_begin_upload", args=[token, entry.pk])


def create(client, entry, length=10_240, **headers):
    return client.post(creation(entry), headers={**TUS, "Upload-Length": str(length), **headers})


def patch(client, address, piece: bytes, offset: int, **headers):
    return client.patch(
        address,
        piece,
        content_type=headers.pop("content_type", "application/offset+octet-stream"),
        headers={**TUS, "Upload-Offset": str(offset), **headers},
    )


def head(client, address):
    return client.head(address, headers=TUS)


def hints(**values: str) -> dict[str, str]:
    """Return the header by which a browser describes the file."""
    pairs = (f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in values.items())
    return {"Upload-Metadata": ",".join(pairs)}


def location(response) -> str:
    assert response.status_code == 201
    return response["Location"].replace("http://testserver", "")
