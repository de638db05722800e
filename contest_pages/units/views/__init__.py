"""Screens of units."""
