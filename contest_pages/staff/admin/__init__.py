"""Screens of staff accounts in Wagtail's admin."""
