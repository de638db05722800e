"""Changes of state of rankings and awards."""
