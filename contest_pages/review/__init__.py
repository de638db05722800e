"""Preliminary review: queue, desk, append-only decisions. May import entries and below."""
