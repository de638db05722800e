"""Screens of contestants, question writers and organisers."""
