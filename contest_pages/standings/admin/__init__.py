"""Screens of rankings and awards for the staff."""
