"""Public views of units."""
