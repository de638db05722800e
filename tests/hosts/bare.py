"""Migrate the stranger's site without the extension, into the file that HOST_DATABASE names. Run by the tests."""

from __future__ import annotations

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.hosts.stranger.settings"

import django

django.setup()

from tests.database import copy_template

if __name__ == "__main__":
    copy_template()
