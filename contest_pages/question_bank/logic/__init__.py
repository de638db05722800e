"""Rules of the question bank, as plain functions."""
