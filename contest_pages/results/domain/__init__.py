"""Changes of state of results."""
