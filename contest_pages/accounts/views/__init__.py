"""Screens of an account's own security."""
