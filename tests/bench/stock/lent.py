"""The same minimal project on our database settings: what is left of the comparison is the work of a form."""

import os

from portal.settings.databases import database

from .settings import *  # noqa: F403

DATABASES = {"default": database(os.environ["BENCH_DATABASE"], prepared=False)}
