"""Rules of ranking as plain functions."""
