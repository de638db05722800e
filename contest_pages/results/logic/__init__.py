"""Rules of ranking units as plain functions."""
