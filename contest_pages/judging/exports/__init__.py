"""Printed papers of juries."""
