"""Queries of the question bank."""
