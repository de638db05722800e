"""Registering, confirming, and the contestant's own page."""
