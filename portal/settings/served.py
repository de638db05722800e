"""The demo's data served as a server serves them, on this machine, for measurements: no secrets, no debug."""

from __future__ import annotations

import os

os.environ["DEBUG"] = "0"

from .dev import *  # noqa: F403
from .dev import STORAGES

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
