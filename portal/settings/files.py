"""Where files lie that are not public."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

#: The address in the admin of what has one: pictures of its users.
STAFF_URL = "/admin/contest/avatars/"


def private_files(folder: str | os.PathLike) -> dict[str, Any]:
    """Return the storage of private files in a folder of data; nginx sends from there too, the group may read."""
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": Path(folder) / "private",
            "base_url": STAFF_URL,
            "file_permissions_mode": 0o640,
        },
    }
