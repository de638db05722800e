"""Registering, and the contestant's own page."""
