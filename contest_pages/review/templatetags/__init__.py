"""Filters of the review."""
