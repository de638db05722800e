"""Files that arrive in parts, in an object storage that speaks S3: the browser sends each part there itself.

Nothing passes through this server: it begins the transfer, signs an address for each part, asks the
storage what has arrived, and ends the transfer.
"""

from __future__ import annotations

from contest_pages.files.private_storage import private_storage

#: S3 takes no smaller part, except as the last one.
PART_BYTES = 8 * 1024**2
#: S3 takes no more parts.
_MOST_PARTS = 10_000


def _client():
    return private_storage().connection.meta.client


def _where(name: str) -> dict:
    storage = private_storage()
    return {"Bucket": storage.bucket_name, "Key": storage._normalize_name(name)}


def begin(name: str) -> str:
    """Begin a transfer and return its id."""
    return _client().create_multipart_upload(**_where(name), ContentType="video/mp4")["UploadId"]


def part_size(length: int) -> int:
    """Return how large the parts of a file of `length` bytes are."""
    return max(PART_BYTES, -(-length // _MOST_PARTS))


def arrived_parts(name: str, multipart_id: str) -> dict[int, tuple[str, int]]:
    """Return the parts that have arrived, by number from 1: mark and size in bytes."""
    pages = _client().get_paginator("list_parts").paginate(**_where(name), UploadId=multipart_id)
    return {
        part["PartNumber"]: (part["ETag"], part["Size"]) for page in pages for part in page.get("Parts", [])
    }


def is_open(name: str, multipart_id: str) -> bool:
    """Say whether a transfer still takes parts: storages end those that nobody went on with."""
    client = _client()
    try:
        client.list_parts(**_where(name), UploadId=multipart_id, MaxParts=1)
    except client.exceptions.ClientError:
        return False
    return True


def received(name: str, multipart_id: str) -> int:
    """Return how many bytes have arrived; all of them once the transfer is ended."""
    client = _client()
    try:
        return sum(size for _mark, size in arrived_parts(name, multipart_id).values())
    except client.exceptions.ClientError:
        return private_storage().size(name) if private_storage().exists(name) else 0


def sign_part(name: str, multipart_id: str, number: int, *, seconds: int) -> str:
    """Return an address to which part `number` may be PUT for so many seconds."""
    return _client().generate_presigned_url(
        "upload_part",
        Params={**_where(name), "UploadId": multipart_id, "PartNumber": number},
        ExpiresIn=seconds,
    )


def end(name: str, multipart_id: str) -> int:
    """Join the parts and return the size of the whole, in bytes. Safe to call again."""
    storage = private_storage()
    if not storage.exists(name):
        parts = [
            {"PartNumber": number, "ETag": mark}
            for number, (mark, _size) in sorted(arrived_parts(name, multipart_id).items())
        ]
        _client().complete_multipart_upload(
            **_where(name), UploadId=multipart_id, MultipartUpload={"Parts": parts}
        )
    return storage.size(name)


def abort(name: str, multipart_id: str) -> None:
    """Throw away what has arrived; a transfer that is gone is fine."""
    client = _client()
    try:
        client.abort_multipart_upload(**_where(name), UploadId=multipart_id)
    except client.exceptions.ClientError:
        return
