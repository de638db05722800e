"""Queries of the review."""
