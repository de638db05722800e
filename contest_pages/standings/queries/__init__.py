"""Queries of rankings and awards."""
