"""Screens of results in the admin."""
