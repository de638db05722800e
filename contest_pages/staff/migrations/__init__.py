"""Migrations of contest_staff."""
