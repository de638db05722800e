"""Queries of ceremonies."""
