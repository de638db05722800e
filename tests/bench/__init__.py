"""Measurements: commands that print a ratio against a yardstick of the same run. Never part of the tests."""
