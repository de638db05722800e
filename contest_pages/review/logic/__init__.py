"""Rules of the preliminary review, as plain functions."""
